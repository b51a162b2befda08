import './danger.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type DangerRow, exportDangers, listDangers } from '@yufang/contract/danger';
import {
  DANGER_KINDS,
  DANGER_LEVELS,
  DANGER_SOURCES,
  DANGER_STATUSES,
  OPEN_DANGER_STATUSES,
  SECTORS,
} from '@yufang/domain';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLiveRefresh } from '../../api/live.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { hasRole, useMe } from '../../shell/me.tsx';
import { type Column, DangerStatusTag, DeadlineText, type Filter, ListScreen, TimeText } from '../../ui/index.ts';
import { DangerPanel } from './danger-panel.tsx';
import type { DangerSearch } from './routes.tsx';

type Search = z.output<typeof DangerSearch>;

/** Views people ask for most, as the filters they stand for. */
const VIEWS = {
  all: {},
  open: { status: [...OPEN_DANGER_STATUSES], sort: 'deadline' },
  overdue: { overdue: 'true' },
  major: { level: 'major' },
  listed: { listed: 'true' },
  mine: { mine: 'assigned', sort: 'deadline' },
} as const;
const NONE = {
  status: undefined,
  sort: undefined,
  overdue: undefined,
  level: undefined,
  listed: undefined,
  mine: undefined,
};

const viewOf = (search: Search): keyof typeof VIEWS | null => {
  const set = (o: object) =>
    JSON.stringify(
      Object.entries({ ...NONE, ...o })
        .filter(([, v]) => v !== undefined)
        .sort(),
    );
  const { status, sort, overdue, level, listed, mine } = search;
  const now = set({ status, sort, overdue, level, listed, mine });
  return (Object.keys(VIEWS) as (keyof typeof VIEWS)[]).find((v) => set(VIEWS[v]) === now) ?? null;
};

/** Every danger within one's duty. */
export function DangerList() {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const navigate = useNavigate();
  const me = useMe();
  const search: Search & { region?: string } = useSearch({ strict: false });
  useLiveRefresh(['hidden_danger.'], ['danger']);
  const inside = me.scope.kind === 'enterprise';
  const query = { ...search, row: undefined };
  const open = (row: DangerRow) => void navigate({ to: `/enterprises/${row.enterpriseId}/dangers/${row.id}` });

  const columns: Column<DangerRow>[] = [
    { key: 'name', title: t('danger.column.name'), render: (_, r) => <NameCell row={r} /> },
    ...(inside
      ? []
      : [
          {
            key: 'enterprise',
            title: t('danger.column.enterprise'),
            render: (_: unknown, r: DangerRow) => r.enterpriseName,
          },
        ]),
    {
      key: 'status',
      title: t('danger.column.status'),
      render: (_, r) => <DangerStatusTag status={r.status} level={r.level} />,
    },
    {
      key: 'deadline',
      title: t('danger.column.deadline'),
      render: (_, r) => <Due row={r} />,
    },
    { key: 'assignee', title: t('danger.column.assignee'), render: (_, r) => r.assigneeName ?? '–' },
    { key: 'source', title: t('danger.column.source'), render: (_, r) => word('dangerSource', r.source) },
    { key: 'found', title: t('danger.column.found'), render: (_, r) => <TimeText at={r.foundAt} /> },
  ];
  const filters: Filter[] = [
    { kind: 'search', name: 'search' },
    {
      kind: 'select',
      name: 'status',
      label: t('danger.column.status'),
      options: options('dangerStatus', DANGER_STATUSES),
      many: true,
    },
    { kind: 'select', name: 'level', label: t('danger.column.level'), options: options('dangerLevel', DANGER_LEVELS) },
    {
      kind: 'select',
      name: 'overdue',
      label: t('danger.column.overdue'),
      options: [
        { value: 'true', label: t('danger.list.overdueYes') },
        { value: 'false', label: t('danger.list.overdueNo') },
      ],
    },
    {
      kind: 'select',
      name: 'source',
      label: t('danger.column.source'),
      options: options('dangerSource', DANGER_SOURCES),
    },
    { kind: 'select', name: 'kind', label: t('danger.column.kind'), options: options('dangerKind', DANGER_KINDS) },
    ...(inside
      ? []
      : [
          {
            kind: 'select' as const,
            name: 'sector',
            label: t('danger.column.sector'),
            options: options('sector', SECTORS),
          },
        ]),
    { kind: 'days', from: 'foundFrom', to: 'foundTo', label: t('danger.list.found') },
    { kind: 'days', from: 'closedFrom', to: 'closedTo', label: t('danger.list.closed') },
    {
      kind: 'select',
      name: 'closedOnTime',
      label: t('danger.list.closedHow'),
      options: [
        { value: 'true', label: t('danger.list.onTime') },
        { value: 'false', label: t('danger.list.notOnTime') },
      ],
    },
    ...(inside
      ? [
          {
            kind: 'select' as const,
            name: 'mine',
            label: t('danger.list.mine'),
            options: [
              { value: 'assigned', label: t('danger.list.mineAssigned') },
              { value: 'reported', label: t('danger.list.mineReported') },
            ],
          },
        ]
      : []),
    {
      kind: 'select',
      name: 'sort',
      label: t('danger.list.sort'),
      options: [
        { value: 'found', label: t('danger.list.sortFound') },
        { value: 'deadline', label: t('danger.list.sortDeadline') },
      ],
    },
  ];
  const views = (Object.keys(VIEWS) as (keyof typeof VIEWS)[]).filter(
    (v) => v !== 'mine' || hasRole(me, ['post_worker', 'team_leader', 'safety_officer', 'enterprise_head']),
  );
  return (
    <ListScreen
      title={t('danger.list.title')}
      lead={t('danger.list.lead')}
      route={listDangers}
      input={() => ({ query: { ...query, count: 'true' } })}
      columns={columns}
      rowKey={(r) => r.id}
      filters={filters}
      above={
        <Segmented
          aria-label={t('danger.column.status')}
          className="yf-gap-below"
          value={viewOf(search) ?? ''}
          options={views.map((v) => ({ value: v, label: t(`danger.view.${v}`) }))}
          onChange={(v) =>
            void navigate({
              to: '.',
              search: (old: object) => ({ ...old, ...NONE, ...VIEWS[v as keyof typeof VIEWS] }),
            })
          }
        />
      }
      panel={(row) => <DangerPanel row={row} />}
      panelTitle={(row) => row.number}
      onOpen={open}
      exporting={{ route: exportDangers, input: { query: { ...query, lang: me.locale } } }}
      actions={
        <Button type="primary" onClick={() => void navigate({ to: '/dangers/report' })}>
          {t('danger.nav.report')}
        </Button>
      }
      empty={{ title: t('danger.list.empty'), text: t('danger.list.emptyText') }}
    />
  );
}

/** The deadline to rectify; before there is one, the day by which it must be verified and assigned. */
function Due({ row }: { row: DangerRow }) {
  const { t } = useTranslation();
  if (row.deadline || !row.dueOn || !row.dueWhat)
    return <DeadlineText day={row.deadline} closed={row.dueOn === null} />;
  return (
    <span>
      <DeadlineText day={row.dueOn} /> <small className="yf-quiet">{t(`danger.due.${row.dueWhat}`)}</small>
    </span>
  );
}

function NameCell({ row }: { row: DangerRow }) {
  return (
    <span className="yf-danger-name">
      <span className="yf-strong">{row.name}</span>
      <small className="yf-quiet yf-figures">{row.number}</small>
    </span>
  );
}
