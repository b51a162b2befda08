import './inspection.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  assignItems,
  createItem,
  dispatchTasks,
  exportItems,
  type ItemRow,
  listItems,
  updateItem,
} from '@yufang/contract/inspection';
import { CYCLE_UNITS, OCCASIONS, TIERS } from '@yufang/domain';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { useMay, useMe } from '../../shell/me.tsx';
import { type Column, Facts, type Filter, ListScreen, StateTag, TimeText } from '../../ui/index.ts';
import { AssignDrawer, DispatchDrawer } from './dispatch-drawer.tsx';
import { Gaps } from './gaps.tsx';
import { ItemDrawer } from './item-drawer.tsx';
import type { ItemSearch } from './routes.tsx';

type Acting = {
  readonly act: 'dispatch' | 'assign' | 'edit';
  readonly rows: readonly ItemRow[];
  readonly clear: () => void;
};

/** Which post checks each control and how often; where there are holes they stand above. */
export function ItemList() {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const navigate = useNavigate();
  const me = useMe();
  const may = useMay();
  const [acting, setActing] = useState<Acting | null>(null);
  const search: z.output<typeof ItemSearch> & { region?: string; row?: string } = useSearch({ strict: false });
  const { row: _, ...query } = search;
  const inside = me.scope.kind === 'enterprise';
  // What follows an occasion comes with it, not every so often.
  const every = (r: ItemRow) =>
    r.cycleUnit === 'special' && r.occasion
      ? word('occasion', r.occasion)
      : t('inspection.item.every', { n: r.cycleN, unit: word('cycleUnit', r.cycleUnit) });
  const hours = (r: ItemRow) =>
    r.workStart ? `${r.workStart.slice(0, 5)} – ${(r.workEnd ?? '24:00').slice(0, 5)}` : t('inspection.item.allDay');
  const columns: Column<ItemRow>[] = [
    {
      key: 'content',
      title: t('inspection.task.content'),
      render: (_v, r) => (
        <span className="yf-insp-name">
          <span className="yf-strong">{r.content}</span>
          <small className="yf-quiet">{r.unitName}</small>
        </span>
      ),
    },
    ...(inside
      ? []
      : [
          {
            key: 'enterprise',
            title: t('inspection.task.enterprise'),
            render: (_v: unknown, r: ItemRow) => r.enterpriseName,
          },
        ]),
    {
      key: 'post',
      title: t('inspection.task.post'),
      render: (_v, r) => r.postName ?? <StateTag tone="open">{t('inspection.item.without')}</StateTag>,
    },
    { key: 'cycle', title: t('inspection.item.cycle'), render: (_v, r) => every(r) },
    { key: 'window', title: t('inspection.item.window'), render: (_v, r) => hours(r) },
    {
      key: 'last',
      title: t('inspection.item.last'),
      render: (_v, r) => (r.lastRecordAt ? <TimeText at={r.lastRecordAt} /> : t('inspection.item.never')),
    },
  ];
  const filters: Filter[] = [
    { kind: 'search', name: 'search' },
    {
      kind: 'select',
      name: 'without',
      label: t('inspection.item.without'),
      options: [{ value: 'post', label: t('inspection.item.withoutYes') }],
    },
    {
      kind: 'select',
      name: 'cycleUnit',
      label: t('inspection.item.cycle'),
      options: options('cycleUnit', CYCLE_UNITS),
    },
    {
      kind: 'select',
      name: 'occasion',
      label: t('inspection.item.occasion'),
      options: options('occasion', OCCASIONS),
    },
    { kind: 'select', name: 'tier', label: t('inspection.item.tier'), options: options('tier', TIERS) },
    {
      kind: 'select',
      name: 'state',
      label: t('inspection.item.state'),
      options: (['active', 'withdrawn'] as const).map((value) => ({ value, label: t(`inspection.item.${value}`) })),
    },
  ];
  const oneEnterprise = (rows: readonly ItemRow[]) => new Set(rows.map((r) => r.enterpriseId)).size === 1;
  const close = () => setActing(null);
  return (
    <>
      <ListScreen<typeof listItems, typeof exportItems>
        title={t('inspection.item.title')}
        lead={t('inspection.item.lead')}
        route={listItems}
        input={() => ({ query })}
        columns={columns}
        rowKey={(r) => r.id}
        filters={filters}
        {...(inside && me.scope.enterpriseId ? { above: <Gaps enterpriseId={me.scope.enterpriseId} /> } : {})}
        {...(may(dispatchTasks)
          ? {
              bulk: (rows, clear) =>
                oneEnterprise(rows) && (
                  <>
                    <Button type="primary" onClick={() => setActing({ act: 'dispatch', rows, clear })}>
                      {t('inspection.item.dispatch')}
                    </Button>
                    {may(assignItems) && (
                      <Button onClick={() => setActing({ act: 'assign', rows, clear })}>
                        {t('inspection.item.assign')}
                      </Button>
                    )}
                  </>
                ),
            }
          : {})}
        panel={(row) => (
          <>
            <h2 className="yf-panel-title">{row.content}</h2>
            <Facts
              items={[
                { label: t('inspection.task.enterprise'), value: row.enterpriseName, wide: true },
                { label: t('inspection.item.measure'), value: row.measure, wide: true },
                {
                  label: t('inspection.task.unit'),
                  value: row.stopped ? `${row.unitName} (${t('inspection.item.stopped')})` : row.unitName,
                },
                { label: t('inspection.task.post'), value: row.postName },
                { label: t('inspection.item.tier'), value: row.tier && word('tier', row.tier) },
                { label: t('inspection.item.cycle'), value: every(row) },
                { label: t('inspection.item.occasion'), value: row.occasion && word('occasion', row.occasion) },
                { label: t('inspection.item.window'), value: hours(row) },
                { label: t('inspection.item.workdays'), value: word('workdayKind', row.workdayKind) },
                { label: t('inspection.item.since'), value: row.startsOn },
                {
                  label: t('inspection.item.photo'),
                  value: t(row.photoRequired ? 'inspection.item.photoYes' : 'inspection.item.photoNo'),
                },
                {
                  label: t('inspection.item.last'),
                  value: row.lastRecordAt ? <TimeText at={row.lastRecordAt} /> : t('inspection.item.never'),
                },
              ]}
            />
            <p className="yf-gap-above yf-inline">
              {may(updateItem) && (
                <Button type="primary" onClick={() => setActing({ act: 'edit', rows: [row], clear: () => undefined })}>
                  {t('inspection.item.edit')}
                </Button>
              )}
              <Button
                onClick={() =>
                  void navigate({
                    to: '/inspection/records',
                    search: { enterpriseId: row.enterpriseId, itemId: row.id },
                  })
                }
              >
                {t('inspection.nav.records')}
              </Button>
              <Button
                onClick={() =>
                  void navigate({
                    to: '/inspection/tasks',
                    search: {
                      enterpriseId: row.enterpriseId,
                      itemId: row.id,
                      state: ['open', 'overdue', 'done', 'done_late'],
                    },
                  })
                }
              >
                {t('inspection.nav.tasks')}
              </Button>
            </p>
          </>
        )}
        panelTitle={(row) => row.unitName}
        {...(inside && may(createItem)
          ? {
              actions: (
                <Button title={t('inspection.item.addHint')} onClick={() => void navigate({ to: '/risks' })}>
                  {t('inspection.item.add')}
                </Button>
              ),
            }
          : {})}
        exporting={{ route: exportItems, input: { query: { ...query, lang: me.locale } } }}
        empty={{ title: t('inspection.item.empty'), text: t('inspection.item.emptyText') }}
      />
      {acting?.act === 'dispatch' && <DispatchDrawer rows={acting.rows} onClose={close} onDone={acting.clear} />}
      {acting?.act === 'assign' && <AssignDrawer rows={acting.rows} onClose={close} onDone={acting.clear} />}
      {acting?.act === 'edit' && acting.rows[0] && <ItemDrawer item={acting.rows[0]} onClose={close} />}
    </>
  );
}
