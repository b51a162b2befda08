import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useId } from 'react';
import { t } from '../i18n/index.ts';
import { getMeta, type Meta, setMeta } from '../store/db.ts';
import { call, has } from '../sync/api.ts';
import { type Field as Desk, useField } from '../ui/context.tsx';
import { Field } from '../ui/parts.tsx';

export type Assignment = {
  readonly treatment: 'at_once' | 'time_limited';
  readonly assigneeId: string;
  readonly deadline: string;
  readonly measures: string;
  readonly funds: string;
  readonly contingency: string;
};
export const EMPTY_ASSIGNMENT: Assignment = {
  treatment: 'at_once',
  assigneeId: '',
  deadline: '',
  measures: '',
  funds: '',
  contingency: '',
};

/** Who can be made responsible: fetched when there is a network, kept for when there is none. */
export async function loadAssignees({ db, holder }: Desk): Promise<void> {
  const reply = await call('GET', `/api/v1/enterprises/${holder.enterpriseId}/danger-assignees`, {
    looksRight: has<{ rows: Meta['assignees'] }>({ rows: 'array' }),
  });
  if (reply.ok) await setMeta(db, 'assignees', reply.body.rows);
}

const TREATMENTS = ['at_once', 'time_limited'] as const;
const ELEMENTS = ['measures', 'funds', 'contingency'] as const;

/** 五落实 on a phone: who, by when, and for a time-limited treatment how, with what, and what if. */
export function AssignFields(props: { value: Assignment; major: boolean; onChange: (value: Assignment) => void }) {
  const { db } = useField();
  const people = useLiveQuery(() => getMeta(db, 'assignees'), [db]) ?? [];
  const id = useId();
  const { value } = props;
  const set = (change: Partial<Assignment>) => props.onChange({ ...value, ...change });
  const only = people.length === 1 ? people[0]?.accountId : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: where there is one person only, nobody is asked who
  useEffect(() => {
    if (only && value.assigneeId === '') set({ assigneeId: only });
  }, [only]);
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
        </fieldset>
      )}
      <Field
        id={`${id}a`}
        label={t('assign.assignee')}
        {...(people.length === 0 ? { hint: t('assign.assigneeWait') } : {})}
      >
        {(name) => (
          <select id={name} value={value.assigneeId} onChange={(e) => set({ assigneeId: e.target.value })}>
            <option value="">{t('assign.choose')}</option>
            {people.map((p) => (
              <option key={p.accountId} value={p.accountId}>
                {[p.name, ...p.posts].join(' · ')}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id={`${id}d`} label={t('assign.deadline')}>
        {(name) => (
          <input id={name} type="date" value={value.deadline} onChange={(e) => set({ deadline: e.target.value })} />
        )}
      </Field>
      {value.treatment === 'time_limited' && (
        <>
          <p className="hint">{t('assign.five')}</p>
          {ELEMENTS.map((element) => (
            <Field key={element} id={`${id}${element}`} label={t(`assign.${element}`)}>
              {(name) => (
                <input
                  id={name}
                  maxLength={2000}
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
