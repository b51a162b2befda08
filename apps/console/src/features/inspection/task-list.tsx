import './inspection.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { cancelTask, exportTasks, listTasks, type TaskRow } from '@yufang/contract/inspection';
import { ESCALATION_TIERS, TASK_STATES } from '@yufang/domain';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLiveRefresh } from '../../api/live.ts';
import { useWordOptions } from '../../i18n/use-word.ts';
import { useMay, useMe } from '../../shell/me.tsx';
import { type Column, Facts, type Filter, FormDrawer, ListScreen, TimeText } from '../../ui/index.ts';
import type { TaskSearch } from './routes.tsx';
import { TaskStateTag } from './task-state-tag.tsx';

/** Tasks across one's duty: overdue first, every filter in the address. */
export function TaskList() {
  const { t } = useTranslation();
  const options = useWordOptions();
  const navigate = useNavigate();
  const me = useMe();
  const may = useMay();
  const [cancelling, setCancelling] = useState<TaskRow | null>(null);
  const search: z.output<typeof TaskSearch> & { region?: string; row?: string; day?: string; month?: string } =
    useSearch({ strict: false });
  useLiveRefresh(['inspection_record.', 'task_run.', 'inspection_task.'], ['inspection']);
  const inside = me.scope.kind === 'enterprise';
  const { row: _, day, month: __, state, ...within } = search;
  // The board's day, for those who come from a figure of one day.
  const rest = day ? { from: day, to: day, ...within } : within;
  const query = { ...rest, ...(state && state.length > 0 ? { state: state.join(',') } : {}) };
  const openRecord = (r: TaskRow) =>
    r.recordId && void navigate({ to: `/enterprises/${r.enterpriseId}/records/${r.recordId}` });

  const columns: Column<TaskRow>[] = [
    { key: 'content', title: t('inspection.task.content'), render: (_v, r) => <Content row={r} /> },
    ...(inside
      ? []
      : [
          {
            key: 'enterprise',
            title: t('inspection.task.enterprise'),
            render: (_v: unknown, r: TaskRow) => r.enterpriseName,
          },
        ]),
    { key: 'post', title: t('inspection.task.post'), render: (_v, r) => r.assigneeName ?? r.postName ?? '–' },
    { key: 'state', title: t('inspection.task.state'), render: (_v, r) => <TaskStateTag state={r.state} /> },
    { key: 'due', title: t('inspection.task.due'), render: (_v, r) => <TimeText at={r.dueAt} due /> },
    { key: 'done', title: t('inspection.task.done'), render: (_v, r) => <TimeText at={r.doneAt} /> },
    {
      key: 'risen',
      title: t('inspection.task.risen'),
      render: (_v, r) => (r.escalatedTo ? t(`inspection.tier.${r.escalatedTo}`) : '–'),
    },
  ];
  const filters: Filter[] = [
    {
      kind: 'select',
      name: 'state',
      label: t('inspection.task.state'),
      options: options('taskState', TASK_STATES),
      many: true,
    },
    { kind: 'days', from: 'from', to: 'to', label: t('inspection.task.days') },
    {
      kind: 'select',
      name: 'kind',
      label: t('inspection.task.kind'),
      options: (['generated', 'dispatched'] as const).map((value) => ({ value, label: t(`inspection.task.${value}`) })),
    },
    {
      kind: 'select',
      name: 'escalatedTo',
      label: t('inspection.task.risen'),
      options: ESCALATION_TIERS.map((value) => ({ value, label: t(`inspection.tier.${value}`) })),
    },
  ];
  return (
    <>
      <ListScreen
        title={t('inspection.task.title')}
        lead={t('inspection.task.lead')}
        route={listTasks}
        input={() => ({ query })}
        columns={columns}
        rowKey={(r) => r.id}
        filters={filters}
        panel={(row) => (
          <>
            <h2 className="yf-panel-title">{row.content}</h2>
            <Facts
              items={[
                { label: t('inspection.task.enterprise'), value: row.enterpriseName, wide: true },
                { label: t('inspection.task.unit'), value: row.unitName },
                { label: t('inspection.task.state'), value: <TaskStateTag state={row.state} /> },
                {
                  label: t('inspection.task.post'),
                  value: [row.orgUnitName, row.postName].filter(Boolean).join(' / '),
                },
                { label: t('inspection.task.assignee'), value: row.assigneeName },
                { label: t('inspection.task.opens'), value: <TimeText at={row.windowStart} /> },
                { label: t('inspection.task.due'), value: <TimeText at={row.dueAt} due /> },
                { label: t('inspection.task.done'), value: <TimeText at={row.doneAt} /> },
                { label: t('inspection.task.kind'), value: t(`inspection.task.${row.kind}`) },
                { label: t('inspection.task.note'), value: row.note, wide: true },
              ]}
            />
            <p className="yf-gap-above yf-inline">
              {row.recordId && (
                <Button type="primary" onClick={() => openRecord(row)}>
                  {t('inspection.task.record')}
                </Button>
              )}
              {may(cancelTask) && (row.state === 'open' || row.state === 'overdue') && (
                <Button onClick={() => setCancelling(row)}>{t('inspection.task.cancel')}</Button>
              )}
            </p>
          </>
        )}
        panelTitle={(row) => row.unitName}
        exporting={{ route: exportTasks, input: { query: { ...query, lang: me.locale } } }}
        empty={{ title: t('inspection.task.empty'), text: t('inspection.task.emptyText') }}
      />
      <FormDrawer<typeof cancelTask, { reason: string }>
        route={cancelTask}
        title={t('inspection.task.cancelTitle')}
        open={cancelling !== null}
        onClose={() => setCancelling(null)}
        toInput={({ reason }) => ({
          params: { enterpriseId: cancelling?.enterpriseId ?? '', id: cancelling?.id ?? '' },
          body: { windowStart: cancelling?.windowStart ?? '', reason },
        })}
        submit={t('inspection.task.cancel')}
        done={t('inspection.task.cancelled')}
        stale={['inspection']}
      >
        <Form.Item name="reason" label={t('inspection.task.reason')} rules={[{ required: true }]}>
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
      </FormDrawer>
    </>
  );
}

function Content({ row }: { row: TaskRow }) {
  return (
    <span className="yf-insp-name">
      <span className="yf-strong">{row.content}</span>
      <small className="yf-quiet">{row.unitName}</small>
    </span>
  );
}
