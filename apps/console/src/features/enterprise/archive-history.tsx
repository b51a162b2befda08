import { Link } from '@tanstack/react-router';
import type { ArchiveView } from '@yufang/contract';
import type { HistoryRow } from '@yufang/contract/history';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../i18n/use-word.ts';
import { fullTime, Timeline } from '../../ui/index.ts';
import { foldHistory, PAGE } from './fold-history.ts';

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
  // A change carries only what it changed; the page knows the names of what it shows.
  const names = new Map([...data.dangers.rows, ...data.risks.rows].map((r) => [r.id, r.name]));
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
        const name = names.get(newest.entityId) ?? nameOf(newest);
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
            ) : page ? (
              <Link to={`/enterprises/${enterpriseId}/${page}/${newest.entityId}`}>
                {name ?? t('shell.list.openRecord')}
              </Link>
            ) : (
              name
            ),
        };
      })}
    />
  );
}
