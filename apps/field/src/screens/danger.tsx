import { useState } from 'react';
import { AnyPhoto } from '../capture/photos.tsx';
import { nextSteps, type StepType } from '../danger/local-dangers.ts';
import { t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { go } from '../lib/router.ts';
import { useField } from '../ui/context.tsx';
import { Icon, Note, Page } from '../ui/parts.tsx';
import { useDangers } from '../ui/use-dangers.ts';
import { useNow, useWork } from '../ui/use-work.ts';
import { AnotherAccepts } from './another-accepts.tsx';
import { StepForm } from './step-form.tsx';
import { Story } from './story.tsx';

/** One danger: what it is, where it stands, and the one next act of this person. */
export function DangerScreen({ arg: id }: { arg: string }) {
  const { holder } = useField();
  const now = useNow();
  const dangers = useDangers();
  const units = useWork()?.units;
  const [open, setOpen] = useState<StepType | null>(null);
  const [saved, setSaved] = useState(false);
  if (!dangers) return <p className="loading">{t('app.loading')}</p>;
  const danger = dangers.find((d) => d.id === id);
  if (!danger)
    return (
      <Page title={t('danger.title')} back="/dangers">
        <Note>{t('danger.unknown')}</Note>
      </Page>
    );
  const steps = nextSteps(danger, holder.role);
  /** Waits for acceptance by a regulator. */
  const outside = danger.status === 'to_accept' && danger.judgedOutside === true;
  /** Waits for acceptance by somebody who had no part in it. */
  const mineToo = danger.status === 'to_accept' && !outside && (danger.rectifiedByMe || danger.assignedToMe);
  const place = [units?.get(danger.unitId ?? '')?.name, danger.location].filter(Boolean).join(' · ');
  const facts: [string, string | null][] = [
    [t('danger.unit'), place || null],
    [t('danger.deadline'), danger.deadline],
    [t('danger.assignee'), danger.assigneeName],
    [t('danger.measures'), danger.measures],
    [t('danger.rectified'), danger.rectifiedNote],
    [t('danger.foundAt'), timeText(danger.foundAt, now)],
    [t('danger.reporter'), danger.reporterName],
    [t('danger.number'), danger.number ?? t('danger.noNumber')],
  ];
  return (
    <Page title={danger.name} back="/dangers">
      {danger.refused && (
        <button type="button" className="callout" onClick={() => go('/me/outbox')}>
          {t('danger.refused')}
          <Icon name="more" />
        </button>
      )}
      {danger.pending && (
        <Note>
          {danger.pending === 'report'
            ? t('danger.waitingReport')
            : t('danger.waiting', { step: t(`step.${danger.pending}`) })}
        </Note>
      )}
      <p className="tags">
        <span className={danger.level === 'major' ? 'tag strong' : 'tag'}>{t(`level.${danger.level}`)}</span>
        <span className="tag">{t(`status.${danger.status}`)}</span>
        {danger.overdue && <span className="tag strong">{t('danger.deadlineOver')}</span>}
      </p>
      {danger.description && danger.description !== danger.name && <p className="body">{danger.description}</p>}
      <Gallery label={t('danger.photos')} ids={danger.photoIds} />
      <Gallery label={t('danger.photosAfter')} ids={danger.rectifiedPhotoIds} />
      <dl className="facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {saved && (
        <p className="note good" role="status">
          {t('step.saved')}
        </p>
      )}
      {open ? (
        <StepForm
          danger={danger}
          type={open}
          onDone={() => {
            setOpen(null);
            setSaved(true);
          }}
          onCancel={() => setOpen(null)}
        />
      ) : (
        <div className="stack">
          {steps.map((step, i) => (
            <button
              key={step}
              type="button"
              className={`${i === 0 && step !== 'withdraw' ? 'primary' : 'second'} wide`}
              onClick={() => setOpen(step)}
            >
              {t(`step.${step}`)}
            </button>
          ))}
          {mineToo && <AnotherAccepts />}
          {steps.length === 0 && !danger.pending && !mineToo && (
            <p className="lead">{t(outside ? 'danger.judgedOutside' : 'danger.nothing')}</p>
          )}
        </div>
      )}
      {danger.version > 0 && <Story key={danger.version} dangerId={danger.id} now={now} />}
    </Page>
  );
}

function Gallery({ label, ids }: { label: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <section className="photos" aria-label={label}>
      {ids.map((id, i) => (
        <figure key={id} className="thumb">
          <AnyPhoto id={id} alt={`${label} ${i + 1}`} />
        </figure>
      ))}
    </section>
  );
}
