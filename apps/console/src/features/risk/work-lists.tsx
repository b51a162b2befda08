import './risk.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import {
  countRiskWork,
  createRiskChange,
  listDutyPosts,
  listRiskWork,
  remedyRiskWork,
  WORKLISTS,
  type Worklist,
  type WorkRow,
} from '@yufang/contract/risk-work';
import { CHANGE_KINDS } from '@yufang/domain';
import { App, Button, DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useApi, useCommand, usePages } from '../../api/use-api.ts';
import { useWord } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import { Empty, FormDrawer, GradeTag, Loading, useUndo } from '../../ui/index.ts';
import { useBulk } from './bulk-bar.tsx';
import { ChangeList } from './change-list.tsx';
import { OfEnterprise } from './place.tsx';
import { PlainTable } from './plain-table.tsx';

/** What is still to be done about the risks, as lists that one can work off. */
export function WorkLists() {
  return <OfEnterprise>{(id) => <Lists enterpriseId={id} />}</OfEnterprise>;
}

function Lists({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const search: { list?: Worklist } = useSearch({ strict: false });
  const at = search.list ?? 'measures_without_item';
  const counts = useApi(countRiskWork, { params: { enterpriseId } });
  const [noting, setNoting] = useState(false);
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{t('risk.work.title')}</h1>
          <p className="yf-lead">{t('risk.work.lead')}</p>
        </div>
        <div className="yf-head-actions">
          {may(createRiskChange) && <Button onClick={() => setNoting(true)}>{t('risk.change.note')}</Button>}
        </div>
      </header>
      <nav className="yf-risk-work" aria-label={t('risk.work.title')}>
        {WORKLISTS.map((list) => (
          <button
            key={list}
            type="button"
            aria-current={list === at ? 'page' : undefined}
            onClick={() =>
              void navigate({ to: '.', search: (o: Record<string, unknown>) => ({ ...o, list }), replace: true })
            }
          >
            <span className="yf-figures">{counts.data?.counts[list] ?? '–'}</span>
            {t(`risk.work.${list}`)}
          </button>
        ))}
      </nav>
      <WorkTable key={at} enterpriseId={enterpriseId} list={at} />
      {at === 'risks_due' && <ChangeList enterpriseId={enterpriseId} />}
      <ChangeDrawer enterpriseId={enterpriseId} open={noting} onClose={() => setNoting(false)} />
    </div>
  );
}

function WorkTable({ enterpriseId, list }: { enterpriseId: string; list: Worklist }) {
  const { t } = useTranslation();
  const word = useWord();
  const may = useMay();
  const { modal, message } = App.useApp();
  const undo = useUndo();
  const bulk = useBulk(enterpriseId);
  const pages = usePages(listRiskWork, { params: { enterpriseId, list }, query: { limit: 100 } });
  const posts = useApi(listDutyPosts, { params: { enterpriseId } });
  const [picked, setPicked] = useState<Record<string, string>>({});
  const [chosen, setChosen] = useState<string[]>([]);
  const command = useCommand(remedyRiskWork, { stale: ['risk', 'paper'] });
  const needsPerson = list === 'risks_ungraded';
  const needsPost = list === 'measures_without_post';
  const run = (rows: readonly WorkRow[]) =>
    command.mutate(
      {
        params: { enterpriseId, list },
        body: {
          rows: rows.map((r) => ({
            id: r.id,
            ...((picked[r.id] ?? r.suggestion?.postId) ? { postId: picked[r.id] ?? r.suggestion?.postId } : {}),
          })),
        },
      },
      {
        onSuccess: (reply) => {
          const done = reply.results.filter((r) => r.result === 'done').length;
          const refused = reply.results.filter((r) => r.result === 'refused');
          setChosen([]);
          if (reply.inverse.length > 0)
            undo(t('risk.work.done', { count: done }), () => bulk.run([...reply.inverse], undefined, true));
          else if (done > 0) message.success(t('risk.work.done', { count: done }));
          const first = refused[0];
          if (first)
            modal.warning({
              title: t('risk.bulk.refused', { count: refused.length }),
              content: problemText(
                new ApiProblem({
                  status: 422,
                  code: first.code ?? '',
                  requestId: null,
                  ...(first.params ? { params: first.params } : {}),
                }),
                t,
              ),
            });
        },
      },
    );
  if (pages.isPending) return <Loading />;
  if (pages.isEmpty) return <Empty title={t('risk.work.empty')} text={t('risk.work.emptyHint')} />;
  const canRemedy = may(remedyRiskWork) && !needsPerson;
  const selected = pages.rows.filter((r) => chosen.includes(r.id));
  return (
    <>
      {canRemedy && (
        <div className="yf-risk-row yf-gap-below">
          <Button
            type="primary"
            loading={command.isPending}
            onClick={() => run(selected.length > 0 ? selected : pages.rows)}
          >
            {t(`risk.remedy.${list}`)} · {selected.length > 0 ? selected.length : pages.rows.length}
          </Button>
          <span className="yf-quiet">{t(`risk.remedyHint.${list}`)}</span>
        </div>
      )}
      <PlainTable<WorkRow>
        rowKey="id"
        dataSource={[...pages.rows]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        aria-label={t(`risk.work.${list}`)}
        {...(canRemedy
          ? {
              rowSelection: {
                selectedRowKeys: chosen,
                onChange: (k) => setChosen(k.map(String)),
                getCheckboxProps: (r) => ({ 'aria-label': r.name }),
              },
            }
          : {})}
        columns={[
          { key: 'grade', title: t('risk.field.liveGrade'), render: (_, r) => <GradeTag grade={r.grade} /> },
          {
            key: 'name',
            title: t('risk.work.what'),
            render: (_, r) => (
              <span className="yf-risk-name">
                {r.entity === 'event' ? (
                  <Link to={`/enterprises/${enterpriseId}/risks/${r.id}`}>{r.name}</Link>
                ) : (
                  <strong>{r.name}</strong>
                )}
                <span className="yf-quiet">{r.where}</span>
              </span>
            ),
          },
          ...(list === 'tiers_uncovered'
            ? [
                {
                  key: 'tiers',
                  title: t('risk.work.tiers'),
                  render: (_: unknown, r: WorkRow) => r.tiers.map((x) => word('tier', x)).join(' · '),
                },
              ]
            : []),
          ...(list === 'risks_due'
            ? [{ key: 'due', title: t('risk.work.dueOn'), render: (_: unknown, r: WorkRow) => r.dueOn ?? '–' }]
            : []),
          ...(list === 'risks_due' || list === 'posts_without_card'
            ? [
                {
                  key: 'reason',
                  title: t('risk.work.reason'),
                  render: (_: unknown, r: WorkRow) => (r.reason ? t(`risk.reason.${r.reason}`) : '–'),
                },
              ]
            : []),
          ...(needsPost || list === 'measures_without_item'
            ? [
                {
                  key: 'post',
                  title: t('risk.field.post'),
                  render: (_: unknown, r: WorkRow) => (
                    <Select
                      aria-label={t('risk.field.post')}
                      className="yf-risk-post"
                      showSearch={{ optionFilterProp: 'label' }}
                      placeholder={t('risk.work.asIs')}
                      value={picked[r.id] ?? r.suggestion?.postId ?? null}
                      options={(posts.data?.posts ?? []).map((p) => ({
                        value: p.id,
                        label: `${p.name} · ${p.orgUnitName}`,
                      }))}
                      onChange={(id) => id && setPicked((old) => ({ ...old, [r.id]: id }))}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('shell.list.more')}
        </Button>
      )}
    </>
  );
}

type ChangeForm = { kind: (typeof CHANGE_KINDS)[number]; happenedOn: dayjs.Dayjs; note: string };

function ChangeDrawer({ enterpriseId, open, onClose }: { enterpriseId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDrawer<typeof createRiskChange, ChangeForm>
      route={createRiskChange}
      title={t('risk.change.note')}
      open={open}
      onClose={onClose}
      initial={{ kind: 'equipment', happenedOn: dayjs() }}
      submit={t('risk.change.save')}
      done={t('risk.change.saved')}
      toInput={(v) => ({
        params: { enterpriseId },
        body: { kind: v.kind, note: v.note, happenedOn: v.happenedOn.format('YYYY-MM-DD') },
      })}
    >
      <p className="yf-quiet">{t('risk.change.lead')}</p>
      <Form.Item name="kind" label={t('risk.change.kind')} rules={[{ required: true }]}>
        <Select options={CHANGE_KINDS.map((k) => ({ value: k, label: t(`risk.changeKind.${k}`) }))} />
      </Form.Item>
      <Form.Item name="happenedOn" label={t('risk.change.on')} rules={[{ required: true }]}>
        <DatePicker maxDate={dayjs()} />
      </Form.Item>
      <Form.Item name="note" label={t('risk.change.what')} rules={[{ required: true }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
