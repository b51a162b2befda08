import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../shell/me.tsx';
import type { Filter, Search, SetSearch } from './list-filters.tsx';

/** Names of the address that narrow a list without a field of their own: one comes with them from a figure or a record. */
const ONLY = [
  'enterpriseId',
  'parkId',
  'objectId',
  'unitId',
  'eventId',
  'itemId',
  'postId',
  'contractorId',
  'escalatedTo',
  'listed',
  'industry',
  'scale',
  'sector',
] as const;

/** Says what the list is narrowed to from outside, each to be taken away: nothing narrows a list unseen. */
export function ListOnly({
  filters,
  search,
  setSearch,
  rows,
}: {
  filters: readonly Filter[];
  search: Search;
  setSearch: SetSearch;
  rows: readonly unknown[];
}) {
  const { t } = useTranslation();
  const own = useMe().scope.enterpriseId;
  const fields = new Set(filters.flatMap((f) => (f.kind === 'days' ? [f.from, f.to] : [f.name])));
  const set = ONLY.filter((name) => search[name] !== undefined && !fields.has(name) && search[name] !== own);
  if (set.length === 0) return null;
  return (
    <p className="yf-gap-below">
      <span className="yf-quiet">{t('shell.list.only')}</span>{' '}
      {set.map((name) => (
        <Tag
          key={name}
          closable={{ 'aria-label': t('shell.list.onlyOff') }}
          onClose={() => setSearch({ [name]: undefined })}
        >
          {(name === 'enterpriseId' && nameOf(rows[0])) ||
            t(`shell.list.onlyOf.${name === 'escalatedTo' && search[name] === 'none' ? 'notEscalated' : name}`)}
        </Tag>
      ))}
    </p>
  );
}

/** The enterprise's name as the first row gives it. */
const nameOf = (row: unknown): string | null =>
  typeof row === 'object' && row !== null && 'enterpriseName' in row && typeof row.enterpriseName === 'string'
    ? row.enterpriseName
    : null;
