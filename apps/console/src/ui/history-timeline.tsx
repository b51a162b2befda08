import { getHistory } from '@yufang/contract/history';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/use-api.ts';
import { useWord } from '../i18n/use-word.ts';
import { fullTime } from './format.ts';
import { Reading } from './screen-state.tsx';
import { Timeline, type TimelineEntry } from './timeline.tsx';

/** How a column of a row reads: its name and, where it is not plain text, how its value is shown. */
export type FieldText = { readonly label: string; readonly show?: (value: unknown) => ReactNode };

/** Columns that say nothing to people. */
const SILENT = /^(enterprise_id|city_code|county_code|sector|park_id|version|updated_at|created_at|id)$|_id$/;

/**
 * The history of one row out of the change log, as every record shows it.
 * @param fields how the columns read, by column name; a column that is not named is shown only when `all` is set
 * @param actions how the actions read, by action name
 */
export function HistoryTimeline({
  enterpriseId,
  entityId,
  fields,
  actions,
  all,
}: {
  enterpriseId: string;
  entityId: string;
  fields: Readonly<Record<string, FieldText>>;
  actions: Readonly<Record<string, string>>;
  all?: boolean;
}) {
  const { t } = useTranslation();
  const word = useWord();
  const history = useApi(getHistory, { params: { enterpriseId }, query: { entityId, limit: 200 } });
  return (
    <Reading query={history} rows={4}>
      {(data) => (
        <Timeline
          entries={data.rows.map((row): TimelineEntry => {
            const names = Object.keys(row.after).filter((k) => k in fields || (all && !SILENT.test(k)));
            const changed = names.filter(
              (k) => !same(row.before?.[k], row.after[k]) && !(row.before === null && isNone(row.after[k])),
            );
            const show = (k: string, value: unknown) =>
              fields[k]?.show?.(value) ?? plain(value, t('shell.record.yes'), t('shell.record.no'));
            return {
              key: String(row.seq),
              at: row.at,
              // A job has no name that people know.
              ...(row.actorRole === 'system'
                ? { who: t('shell.record.system') }
                : { who: row.actorName, role: word('role', row.actorRole as never) }),
              what: actions[row.action] ?? row.action,
              note: row.cause?.label,
              changes: changed.map((k) => ({
                label: fields[k]?.label ?? k,
                before: row.before === null ? null : isNone(row.before[k]) ? '' : show(k, row.before[k]),
                after: isNone(row.after[k]) ? '' : show(k, row.after[k]),
              })),
            };
          })}
        />
      )}
    </Reading>
  );
}

const isNone = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function plain(value: unknown, yes: string, no: string): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? fullTime(value) : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
