import { Link } from '@tanstack/react-router';
import type { ArchiveView } from '@yufang/contract';
import type { HistoryRow } from '@yufang/contract/history';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../i18n/use-word.ts';
import { dayOf, fullTime, Timeline } from '../../ui/index.ts';

/** Rows that have a page of their own, below the enterprise's address. */
const PAGE: Readonly<Record<string, string>> = {
  hidden_danger: 'dangers',
  risk_event: 'risks',
  inspection_record: 'records',
};

/** What happened in one go: the same act on the same kind of row by the same person on the same day, however many rows. */
type Fold = { readonly rows: readonly HistoryRow[] };

/** Fold a history, newest first: a sweep that touched two hundred tasks is one line, and neighbours of one act are one line. */
export function foldHistory(history: readonly HistoryRow[]): readonly Fold[] {
  const folds: HistoryRow[][] = [];
  const sweeps = new Map<string, HistoryRow[]>();
  for (const row of history) {
    const key = [dayOf(row.at), row.entity, row.action, row.actorId].join('|');
    const before = folds.at(-1);
    const [last] = before ?? [];
    const same = row.actorRole === 'system' ? sweeps.get(key) : undefined;
    if (same) same.push(row);
    else if (before && last && !PAGE[row.entity] && keyOf(last) === key) before.push(row);
    else {
      const fold = [row];
      folds.push(fold);
      if (row.actorRole === 'system') sweeps.set(key, fold);
    }
  }
  return folds.map((rows) => ({ rows }));
}

const keyOf = (row: HistoryRow): string => [dayOf(row.at), row.entity, row.action, row.actorId].join('|');
const nameOf = (row: HistoryRow): string | null => {
  for (const field of ['name', 'title', 'content', 'number'])
    for (const side of [row.after, row.before ?? {}])
      if (typeof side[field] === 'string' && side[field] !== '') return side[field];
  return row.cause?.label ?? null;
};

/** Everything that happened to the enterprise, from the change log: what, to what, by whom; a row with a page leads to it. */
export function ArchiveHistory({ data, enterpriseId }: { data: ArchiveView; enterpriseId: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const what = (row: HistoryRow) =>
    t(
      [
        `enterprise.change.${row.entity}.${row.action}`,
        ...(row.entity === 'hidden_danger' ? [`danger.did.${row.action}`] : []),
        `enterprise.change.any.${row.action}`,
        'enterprise.change.any.update',
      ],
      { entity: t([`enterprise.entity.${row.entity}`, 'enterprise.entity.other']) },
    );
  return (
    <Timeline
      title={t('enterprise.archive.history')}
      entries={foldHistory(data.history).flatMap(({ rows }) => {
        const [newest] = rows;
        const oldest = rows.at(-1);
        if (!newest || !oldest) return [];
        const page = PAGE[newest.entity];
        const name = nameOf(newest);
        const times = [oldest, newest].map((r) => fullTime(r.at).slice(11, 16));
        return {
          key: String(newest.seq),
          at: newest.at,
          ...(newest.actorRole === 'system'
            ? { who: t('shell.record.system') }
            : { who: newest.actorName, role: word('role', newest.actorRole as never) }),
          what: what(newest),
          note:
            rows.length > 1 ? (
              <span className="yf-quiet">
                {t('enterprise.archive.folded', { count: rows.length })}
                {times[0] !== times[1] && ` · ${times.join('–')}`}
              </span>
            ) : name && page ? (
              <Link to={`/enterprises/${enterpriseId}/${page}/${newest.entityId}`}>{name}</Link>
            ) : (
              name
            ),
        };
      })}
    />
  );
}
