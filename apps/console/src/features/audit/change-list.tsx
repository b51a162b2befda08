import { useSearch } from '@tanstack/react-router';
import { exportChanges, listChanges } from '@yufang/contract';
import { ROLES } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import type { RowOf } from '../../api/use-api.ts';
import { useWordOptions } from '../../i18n/use-word.ts';
import { type Column, Facts, ListScreen, Section, TimeText } from '../../ui/index.ts';
import { ChangeSearch } from './routes.tsx';
import { useLogWords } from './words.ts';

type Row = RowOf<typeof listChanges>;

/** Entities a reader looks for most; any other is reached from a row's own link. */
const ENTITIES = [
  'account',
  'assignment',
  'security_policy',
  'reference_data',
  'department',
  'park',
  'enterprise',
  'person',
  'invitation',
  'risk_event',
  'control_measure',
  'inspection_record',
  'hidden_danger',
] as const;

/** Everything that anybody did, newest first, of every chain. */
export function ChangeList() {
  const { t } = useTranslation();
  const say = useLogWords();
  const roleOptions = useWordOptions();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const region = typeof search.region === 'string' ? { region: search.region } : {};
  const query = { ...ChangeSearch.parse(search), ...region };
  const columns: Column<Row>[] = [
    { key: 'at', title: t('audit.column.at'), render: (_, r) => <TimeText at={r.at} /> },
    { key: 'who', title: t('audit.column.who'), render: (_, r) => `${r.actorName} · ${say.role(r.actorRole)}` },
    {
      key: 'what',
      title: t('audit.column.what'),
      render: (_, r) => `${say.entity(r.entity)} · ${say.action(r.action, r.entity)}`,
    },
    { key: 'where', title: t('audit.column.chain'), render: (_, r) => say.chain(r.enterpriseId, r.enterpriseName) },
    { key: 'seq', title: t('audit.column.seq'), align: 'right', dataIndex: 'seq' },
  ];
  return (
    <ListScreen
      title={t('audit.changes.title')}
      lead={t('audit.changes.lead')}
      route={listChanges}
      input={() => ({ query })}
      columns={columns}
      rowKey={(r) => `${r.enterpriseId}.${r.seq}`}
      filters={[
        { kind: 'search', name: 'actor', label: t('audit.filter.actor') },
        { kind: 'select', name: 'role', label: t('audit.filter.role'), options: roleOptions('role', ROLES) },
        {
          kind: 'select',
          name: 'entity',
          label: t('audit.filter.entity'),
          options: ENTITIES.map((value) => ({ value, label: say.entity(value) })),
        },
        { kind: 'days', from: 'from', to: 'to', label: t('audit.filter.days') },
      ]}
      exporting={{ route: exportChanges, input: { query } }}
      panel={(row) => <Change row={row} />}
      panelTitle={(row) => `${say.entity(row.entity)} · ${say.action(row.action, row.entity)}`}
      empty={{ title: t('audit.changes.empty') }}
    />
  );
}

/** One change: who, where, and each field before and after. */
function Change({ row }: { row: Row }) {
  const { t } = useTranslation();
  const say = useLogWords();
  const names = [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after)])].sort();
  const shown = (value: unknown) =>
    value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <>
      <Facts
        items={[
          { label: t('audit.column.at'), value: <TimeText at={row.at} /> },
          { label: t('audit.column.who'), value: `${row.actorName} · ${say.role(row.actorRole)}` },
          { label: t('audit.column.chain'), value: say.chain(row.enterpriseId, row.enterpriseName) },
          { label: t('audit.column.seq'), value: row.seq },
          { label: t('audit.column.device'), value: row.device },
          { label: t('audit.column.row'), value: <code>{row.entityId}</code> },
          { label: t('audit.column.hash'), value: <code className="yf-break">{row.hash}</code>, wide: true },
        ]}
      />
      <Section title={t('audit.changes.fields')}>
        <table className="yf-table-plain">
          <thead>
            <tr>
              <th scope="col">{t('audit.column.field')}</th>
              <th scope="col">{t('audit.column.before')}</th>
              <th scope="col">{t('audit.column.after')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{shown(row.before?.[name])}</td>
                <td>{shown(row.after[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}
