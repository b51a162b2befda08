import './risk.css';
import {
  applyRiskImport,
  getRiskImport,
  getRiskImportTemplate,
  type RiskImportView,
  uploadRiskImport,
} from '@yufang/contract/risk-work';
import { Alert, Button, Progress, Space, Steps, Table, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../../api/client.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useApi, useCommand, useStale } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { ExportButton } from '../../ui/index.ts';
import { OfEnterprise } from './place.tsx';

/** Template → upload → report row by row → all or only the good rows. */
export function ImportWizard() {
  return <OfEnterprise>{(id) => <Wizard enterpriseId={id} />}</OfEnterprise>;
}

function Wizard({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const stale = useStale('risk', 'plan', 'overview');
  const [done, setDone] = useState<RiskImportView | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const running = done?.state === 'applying';
  const polled = useApi(
    getRiskImport,
    { params: { enterpriseId, id: done?.id ?? '' } },
    { enabled: running, ...(running ? { refetchInterval: 1000 } : {}) },
  );
  const now = running && polled.data ? polled.data : done;
  const apply = useCommand(applyRiskImport, {
    onDone: (v) => {
      setDone(v);
      stale();
    },
  });
  const send = async (file: File) => {
    setBusy(true);
    setProblem(null);
    try {
      const form = new FormData();
      form.append('file', file);
      setDone(await upload(uploadRiskImport, { params: { enterpriseId }, form }));
    } catch (error) {
      setDone(null);
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const step = !now ? 0 : now.state === 'checked' ? 1 : 2;
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{t('risk.import.title')}</h1>
          <p className="yf-lead">{t('risk.import.lead')}</p>
        </div>
        <div className="yf-head-actions">
          <ExportButton
            route={getRiskImportTemplate}
            input={{ params: { enterpriseId }, query: { lang: currentLanguage() } }}
            label={t('risk.import.template')}
          />
        </div>
      </header>
      <Steps
        className="yf-gap-below"
        current={step}
        items={(['upload', 'check', 'write'] as const).map((s) => ({ title: t(`risk.import.step.${s}`) }))}
      />
      {problem !== null && <Alert className="yf-gap-below" type="error" showIcon title={problemText(problem, t)} />}
      <Upload.Dragger
        accept=".xlsx"
        maxCount={1}
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <p>
          {busy
            ? t('risk.import.checking')
            : now
              ? t('risk.import.another', { name: now.fileName })
              : t('risk.import.drop')}
        </p>
      </Upload.Dragger>
      {now && (
        <Report
          view={now}
          busy={apply.isPending}
          apply={(mode) => apply.mutate({ params: { enterpriseId, id: now.id }, body: { mode } })}
        />
      )}
    </div>
  );
}

function Report({ view, busy, apply }: { view: RiskImportView; busy: boolean; apply: (mode: 'all' | 'good') => void }) {
  const { t } = useTranslation();
  const { report } = view;
  return (
    <section aria-live="polite">
      <dl className="yf-risk-report">
        {(['rows', 'good', 'bad', 'created', 'updated', 'unchanged'] as const).map((k) => (
          <div key={k}>
            <dt>{t(`risk.import.${k}`)}</dt>
            <dd className="yf-figures">{report[k].toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
      {view.state === 'applied' && (
        <Alert type="success" showIcon title={t('risk.import.applied', { count: report.created + report.updated })} />
      )}
      {view.state === 'failed' && (
        <Alert
          type="error"
          showIcon
          title={problemText(
            new ApiProblem({ status: 409, code: report.failure ?? 'server.failed', requestId: null }),
            t,
          )}
        />
      )}
      {view.state === 'applying' && (
        <Progress percent={report.good === 0 ? 0 : Math.round((view.progress / report.good) * 100)} />
      )}
      {view.state === 'checked' && (
        <Space className="yf-gap-below" wrap>
          <Button
            type="primary"
            disabled={report.bad > 0 || report.good === 0}
            loading={busy}
            onClick={() => apply('all')}
          >
            {t('risk.import.all', { count: report.good })}
          </Button>
          {report.bad > 0 && (
            <Button disabled={report.good === 0} loading={busy} onClick={() => apply('good')}>
              {t('risk.import.onlyGood', { count: report.good })}
            </Button>
          )}
        </Space>
      )}
      {report.problems.length > 0 && (
        <Table
          size="small"
          rowKey={(p) => `${p.row}-${p.field}-${p.code}`}
          dataSource={report.problems}
          pagination={{ pageSize: 20, showSizeChanger: false }}
          title={() => t('risk.import.problems', { count: report.problemsTotal })}
          columns={[
            { key: 'row', title: t('risk.import.row'), dataIndex: 'row', align: 'right', width: 80 },
            {
              key: 'field',
              title: t('risk.import.field'),
              render: (_, p) => (p.field ? t(`risk.column.${p.field}`, { defaultValue: p.field }) : '–'),
            },
            {
              key: 'why',
              title: t('risk.import.why'),
              render: (_, p) =>
                problemText(
                  new ApiProblem({
                    status: 422,
                    code: p.code,
                    requestId: null,
                    ...(p.params ? { params: p.params } : {}),
                  }),
                  t,
                ),
            },
          ]}
        />
      )}
    </section>
  );
}
