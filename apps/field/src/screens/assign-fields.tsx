import { ASSIGN_ELEMENTS } from '@yufang/domain/danger/assign';
import { TREATMENTS } from '@yufang/domain/danger/vocabulary';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useId } from 'react';
import type { AssignField, Assignment, AssignWrongs } from '../danger/assignment.ts';
import { problemText, t } from '../i18n/index.ts';
import { getMeta, type Meta, setMeta } from '../store/db.ts';
import { call, has } from '../sync/api.ts';
import { type Field as Desk, useField } from '../ui/context.tsx';
import { Field } from '../ui/parts.tsx';

/** Who can be made responsible: fetched when there is a network, kept for when there is none. */
export async function loadAssignees({ db, holder }: Desk): Promise<void> {
  const reply = await call('GET', `/api/v1/enterprises/${holder.enterpriseId}/danger-assignees`, {
    looksRight: has<{ rows: Meta['assignees'] }>({ rows: 'array' }),
  });
  if (reply.ok) await setMeta(db, 'assignees', reply.body.rows);
}

/**
 * 五落实 on a phone: who, by when, and for a time-limited treatment how, with what, and what if. What is wrong stands beside its field.
 * @param props.range the days between which a deadline may lie, as far as this phone knows
 */
export function AssignFields(props: {
  value: Assignment;
  major: boolean;
  wrongs: AssignWrongs;
  range: { readonly min: string; readonly max?: string };
  onChange: (value: Assignment) => void;
}) {
  const field = useField();
  const { db } = field;
  const people = useLiveQuery(() => getMeta(db, 'assignees'), [db]) ?? [];
  const id = useId();
  const { value, wrongs, range } = props;
  useEffect(() => void loadAssignees(field), [field]);
  const set = (change: Partial<Assignment>) => props.onChange({ ...value, ...change });
  const only = people.length === 1 ? people[0]?.accountId : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: where there is one person only, nobody is asked who
  useEffect(() => {
    if (only && value.assigneeId === '') set({ assigneeId: only });
  }, [only]);
  /** A name for what is missing, the rule's own sentence for the rest. */
  const wrong = (name: AssignField): string | null => {
    const refusal = wrongs[name];
    if (!refusal) return null;
    if (name === 'assigneeId' && value.assigneeId === '') return t('assign.choose');
    return refusal.code === 'danger.five_incomplete'
      ? t('assign.missing', { what: t(`assign.${name}` as 'assign.measures') })
      : problemText(refusal);
  };
  const treatmentWrong = wrong('treatment');
  const gone = value.assigneeId !== '' && !people.some((p) => p.accountId === value.assigneeId);
  return (
    <>
      {!props.major && (
        <fieldset className="choice">
          <legend>{t('assign.treatment')}</legend>
          {TREATMENTS.map((treatment) => (
            <label key={treatment} className={value.treatment === treatment ? 'chosen' : undefined}>
              <input
                type="radio"
                name={`${id}t`}
                checked={value.treatment === treatment}
                onChange={() => set({ treatment })}
              />
              {t(`treatment.${treatment}`)}
            </label>
          ))}
          {treatmentWrong && (
            <p className="error" role="alert">
              {treatmentWrong}
            </p>
          )}
        </fieldset>
      )}
      <Field
        id={`${id}a`}
        label={t('assign.assignee')}
        error={wrong('assigneeId')}
        {...(people.length === 0 ? { hint: t('assign.assigneeWait') } : {})}
      >
        {(name) => (
          <select
            id={name}
            value={value.assigneeId}
            aria-invalid={wrongs.assigneeId !== undefined}
            onChange={(e) => set({ assigneeId: e.target.value })}
          >
            <option value="">{t('assign.choose')}</option>
            {gone && <option value={value.assigneeId}>—</option>}
            {people.map((p) => (
              <option key={p.accountId} value={p.accountId}>
                {[p.name, ...p.posts].join(' · ')}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id={`${id}d`} label={t('assign.deadline')} error={wrong('deadline')}>
        {(name) => (
          <input
            id={name}
            type="date"
            min={range.min}
            max={range.max}
            value={value.deadline}
            aria-invalid={wrongs.deadline !== undefined}
            onChange={(e) => set({ deadline: e.target.value })}
          />
        )}
      </Field>
      {value.treatment === 'time_limited' && (
        <>
          <p className="hint">{t('assign.five')}</p>
          {ASSIGN_ELEMENTS.map((element) => (
            <Field
              key={element}
              id={`${id}${element}`}
              label={t('assign.must', { what: t(`assign.${element}`) })}
              error={wrong(element)}
            >
              {(name) => (
                <input
                  id={name}
                  maxLength={2000}
                  aria-required
                  aria-invalid={wrongs[element] !== undefined}
                  value={value[element]}
                  onChange={(e) => set({ [element]: e.target.value })}
                />
              )}
            </Field>
          ))}
        </>
      )}
    </>
  );
}
