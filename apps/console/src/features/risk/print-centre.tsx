import './risk.css';
import { exportWorksheets, issueCards, type Paper, printPaper } from '@yufang/contract/card';
import { listPlans } from '@yufang/contract/plan';
import { listDutyPosts } from '@yufang/contract/risk-work';
import { App, Button, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchFile } from '../../api/client.ts';
import { problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay } from '../../shell/me.tsx';
import { ExportButton, GradeTag, Reading, Section } from '../../ui/index.ts';
import { OfEnterprise } from './place.tsx';
import { PlainTable } from './plain-table.tsx';

/** Cards, handbooks, the notice board, the door plate and the four-colour map as PDF; cards are issued here. */
export function PrintCentre() {
  return <OfEnterprise>{(id) => <Centre enterpriseId={id} />}</OfEnterprise>;
}

/** Open a sheet in a tab of its own, where the browser prints it. */
function usePrint(enterpriseId: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<Paper | null>(null);
  const print = async (paper: Paper, query: { posts?: string; planId?: string } = {}) => {
    setBusy(paper);
    try {
      const input = { params: { enterpriseId, paper }, query: { ...query, lang: currentLanguage() } };
      const { blob, name } = await fetchFile(printPaper, input);
      const url = URL.createObjectURL(blob);
      // A blocked pop-up still leaves the file itself.
      if (!window.open(url, '_blank')) {
        const link = document.createElement('a');
        link.href = url;
        link.download = name;
        link.click();
      }
      setTimeout(() => URL.revokeObjectURL(url), 120_000);
    } catch (problem) {
      message.error(problemText(problem, t), 6);
    } finally {
      setBusy(null);
    }
  };
  return { print, busy };
}

function Centre({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const { print, busy } = usePrint(enterpriseId);
  const posts = useApi(listDutyPosts, { params: { enterpriseId } });
  const plans = useApi(listPlans, { params: { enterpriseId } });
  const [chosen, setChosen] = useState<string[]>([]);
  const [plan, setPlan] = useState<string | null>(null);
  const issue = useCommand(issueCards, { done: t('risk.print.issued'), stale: ['risk', 'paper'] });
  const first = plans.data?.rows[0]?.id ?? null;
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{t('risk.print.title')}</h1>
          <p className="yf-lead">{t('risk.print.lead')}</p>
        </div>
      </header>
      <Section title={t('risk.print.whole')}>
        <Space wrap>
          <Button loading={busy === 'board'} onClick={() => void print('board')}>
            {t('risk.print.board')}
          </Button>
          <Button loading={busy === 'worksheets'} onClick={() => void print('worksheets')}>
            {t('risk.print.worksheets')}
          </Button>
          <ExportButton
            route={exportWorksheets}
            input={{ params: { enterpriseId }, query: { lang: currentLanguage() } }}
            label={t('risk.print.worksheetBook')}
          />
          <Button loading={busy === 'door-plate'} onClick={() => void print('door-plate')}>
            {t('risk.print.plate')}
          </Button>
          <Button loading={busy === 'point-labels'} onClick={() => void print('point-labels')}>
            {t('risk.print.points')}
          </Button>
          <Select
            aria-label={t('risk.plan.title')}
            className="yf-risk-post"
            disabled={first === null}
            placeholder={t('risk.print.noPlan')}
            value={plan ?? first}
            options={(plans.data?.rows ?? []).map((p) => ({ value: p.id, label: p.name }))}
            onChange={setPlan}
          />
          <Button
            disabled={first === null}
            loading={busy === 'plan'}
            onClick={() => void print('plan', (plan ?? first) ? { planId: plan ?? first ?? '' } : {})}
          >
            {t('risk.print.plan')}
          </Button>
        </Space>
      </Section>
      <Section
        title={t('risk.print.posts')}
        extra={
          <Space wrap>
            <Button
              loading={busy === 'handbook'}
              onClick={() => void print('handbook', chosen.length > 0 ? { posts: chosen.join(',') } : {})}
            >
              {t('risk.print.handbook')}
            </Button>
            <Button
              type="primary"
              loading={busy === 'post-card'}
              onClick={() => void print('post-card', chosen.length > 0 ? { posts: chosen.join(',') } : {})}
            >
              {chosen.length > 0 ? t('risk.print.cardsOf', { count: chosen.length }) : t('risk.print.cards')}
            </Button>
            {may(issueCards) && (
              <Button
                disabled={chosen.length === 0}
                loading={issue.isPending}
                onClick={() => issue.mutate({ params: { enterpriseId }, body: { postIds: chosen } })}
              >
                {t('risk.print.issue')}
              </Button>
            )}
          </Space>
        }
      >
        <Reading query={posts}>
          {(data) => (
            <PlainTable
              rowKey="id"
              size="middle"
              pagination={false}
              scroll={{ x: 'max-content' }}
              aria-label={t('risk.print.posts')}
              dataSource={data.posts}
              rowSelection={{
                selectedRowKeys: chosen,
                onChange: (k) => setChosen(k.map(String)),
                getCheckboxProps: (p) => ({ 'aria-label': p.name, disabled: p.measures === 0 }),
              }}
              columns={[
                { key: 'name', title: t('risk.field.post'), dataIndex: 'name' },
                { key: 'unit', title: t('risk.field.orgUnit'), dataIndex: 'orgUnitName' },
                { key: 'holders', title: t('risk.print.holders'), render: (_, p) => p.holders.join(' · ') || '–' },
                { key: 'grade', title: t('risk.field.liveGrade'), render: (_, p) => <GradeTag grade={p.worstGrade} /> },
                { key: 'n', title: t('risk.print.measures'), align: 'right', dataIndex: 'measures' },
                {
                  key: 'card',
                  title: t('risk.print.issuedOn'),
                  render: (_, p) => p.cardIssuedOn ?? t('risk.print.notIssued'),
                },
              ]}
            />
          )}
        </Reading>
      </Section>
    </div>
  );
}
