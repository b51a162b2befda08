import { useNavigate } from '@tanstack/react-router';
import { listReference, type ReferenceRow } from '@yufang/contract';
import { CERTAINTIES, REFERENCE_STATUSES } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/language.ts';
import { type Column, ListScreen } from '../../ui/index.ts';
import { EditionState } from './edition-state.tsx';
import { ReferenceSearch } from './routes.tsx';

/** Where an edition is read. */
export const pathOf = (r: { kind: string; edition: string }) =>
  `/reference/${encodeURIComponent(r.kind)}/${encodeURIComponent(r.edition)}`;

/** Every edition of every table that the rules go by, with how sure it is. */
export function ReferenceList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const english = currentLanguage() === 'en';
  const columns: Column<ReferenceRow>[] = [
    {
      key: 'title',
      title: t('reference.column.title'),
      render: (_, r) => (
        <span className="yf-two-lines">
          <strong>{english ? r.titleEn : r.title}</strong>
          {/* The key of the data in the interface, for who wires systems together. */}
          <small className="yf-quiet">
            <code>{r.kind}</code>
          </small>
        </span>
      ),
    },
    { key: 'edition', title: t('reference.column.edition'), dataIndex: 'edition' },
    {
      key: 'standard',
      title: t('reference.column.standard'),
      render: (_, r) => [r.standard, r.clause].filter(Boolean).join(' ') || '–',
    },
    { key: 'status', title: t('reference.column.status'), render: (_, r) => <EditionState row={r} /> },
    {
      key: 'certainty',
      title: t('reference.column.certainty'),
      render: (_, r) => t(`reference.certainty.${r.certainty}`),
    },
  ];
  return (
    <ListScreen
      title={t('reference.title')}
      lead={t('reference.lead')}
      route={listReference}
      input={(search) => ({ query: ReferenceSearch.parse(search) })}
      columns={columns}
      rowKey={(r) => `${r.kind} ${r.edition}`}
      filters={[
        { kind: 'search', name: 'search', label: t('reference.filter.search') },
        {
          kind: 'select',
          name: 'status',
          label: t('reference.column.status'),
          options: REFERENCE_STATUSES.map((value) => ({ value, label: t(`reference.status.${value}`) })),
        },
        {
          kind: 'select',
          name: 'certainty',
          label: t('reference.column.certainty'),
          options: CERTAINTIES.map((value) => ({ value, label: t(`reference.certainty.${value}`) })),
        },
      ]}
      onOpen={(r) => void navigate({ to: pathOf(r) })}
      empty={{ title: t('reference.empty') }}
    />
  );
}
