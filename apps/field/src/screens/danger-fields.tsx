import { useId, useState } from 'react';
import { Photos } from '../capture/photos.tsx';
import type { DangerDraft, Fix } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { Field } from '../ui/parts.tsx';
import { Criteria } from './criteria.tsx';

type Way = 'later' | 'atOnce' | 'fixed';
const WAYS: readonly Way[] = ['later', 'atOnce', 'fixed'];

/** What is asked about a danger, inside a round and outside: what it is, how it is dealt with, and whether it is a major one. */
export function DangerFields(props: {
  danger: DangerDraft;
  ownerId: string;
  place: () => Fix | null;
  onChange: (danger: DangerDraft) => void;
}) {
  const { danger } = props;
  const id = useId();
  const change = (next: Partial<DangerDraft>) => props.onChange({ ...danger, ...next });
  const major = danger.criteria.length > 0;
  const way: Way = !danger.atOnce ? 'later' : danger.fixed ? 'fixed' : 'atOnce';
  const choose = (next: Way) =>
    change({ atOnce: next !== 'later', fixed: next === 'fixed' ? (danger.fixed ?? { note: '', photos: [] }) : null });
  const [open, setOpen] = useState(false);
  return (
    <div className="danger-fields">
      <Field id={`${id}n`} label={t('danger.what')}>
        {(field) => (
          <input
            id={field}
            value={danger.name}
            maxLength={200}
            placeholder={t('danger.whatPlaceholder')}
            onChange={(e) => change({ name: e.target.value })}
          />
        )}
      </Field>
      <Field id={`${id}d`} label={t('danger.detail')}>
        {(field) => (
          <textarea
            id={field}
            rows={2}
            maxLength={2000}
            value={danger.description}
            onChange={(e) => change({ description: e.target.value })}
          />
        )}
      </Field>
      {!major && (
        <fieldset className="choice">
          <legend>{t('danger.how')}</legend>
          {WAYS.map((w) => (
            <label key={w} className={way === w ? 'chosen' : undefined}>
              <input type="radio" name={`${id}w`} checked={way === w} onChange={() => choose(w)} />
              {t(`danger.${w}`)}
            </label>
          ))}
        </fieldset>
      )}
      {!major && danger.fixed && (
        <>
          <Field id={`${id}f`} label={t('danger.fixNote')}>
            {(field) => (
              <textarea
                id={field}
                rows={2}
                maxLength={2000}
                value={danger.fixed?.note ?? ''}
                onChange={(e) => change({ fixed: { note: e.target.value, photos: danger.fixed?.photos ?? [] } })}
              />
            )}
          </Field>
          <Photos
            ids={danger.fixed.photos}
            ownerId={props.ownerId}
            place={props.place}
            label={t('danger.fixPhoto')}
            onChange={(photos) => change({ fixed: { note: danger.fixed?.note ?? '', photos } })}
          />
        </>
      )}
      <details className="fold" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary>{major ? t('danger.criteriaChosen', { n: danger.criteria.length }) : t('danger.criteria')}</summary>
        {open && (
          <Criteria
            chosen={danger.criteria}
            onChange={(criteria) =>
              change({ criteria, ...(criteria.length > 0 ? { atOnce: false, fixed: null } : {}) })
            }
          />
        )}
      </details>
    </div>
  );
}
