import type { ImportReport, RouteCall, RouteDef } from '@yufang/contract';
import { Alert, Button, Space, Steps, Table, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../../api/client.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useStale } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { ExportButton } from '../../ui/index.ts';

/** Template → upload → report row by row → write all or only the good rows. Shared by enterprises and people. */
export function ImportWizard<T extends RouteDef, U extends RouteDef>({
  title,
  lead,
  template,
  route,
  params,
  stale,
}: {
  title: string;
  lead: string;
  template: T;
  route: U;
  params?: Record<string, string>;
  stale: readonly string[];
}) {
  const { t } = useTranslation();
  const refresh = useStale(...stale);
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const lang = currentLanguage();
  const send = async (given: File, mode: ImportReport['mode']) => {
    setBusy(true);
    setProblem(null);
    try {
      const form = new FormData();
      form.append('file', given);
      // The two import routes take the same query and answer the same report.
      setReport(
        (await upload(route, { ...(params ? { params } : {}), query: { mode, lang }, form } as never)) as ImportReport,
      );
      if (mode !== 'check') refresh();
    } catch (error) {
      setReport(null);
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const say = (p: ImportReport['problems'][number]) =>
    problemText(new ApiProblem({ status: 422, code: p.code, params: p.params ?? {}, requestId: null }), t);
  const table = (rows: ImportReport['problems'], label: string) => (
    <Table
      size="small"
      aria-label={label}
      rowKey={(r) => `${r.row} ${r.field} ${r.code}`}
      dataSource={rows}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      columns={[
        { key: 'row', title: t('enterprise.import.row'), align: 'right', width: 80, dataIndex: 'row' },
        { key: 'field', title: t('enterprise.import.field'), dataIndex: 'field' },
        { key: 'why', title: t('enterprise.import.why'), render: (_, r) => say(r) },
      ]}
    />
  );
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{title}</h1>
          <p className="yf-lead">{lead}</p>
        </div>
        <div className="yf-head-actions">
          <ExportButton
            route={template}
            input={{ ...(params ? { params } : {}), query: { lang } } as unknown as RouteCall<T>}
            label={t('enterprise.import.template')}
          />
        </div>
      </header>
      <Steps
        className="yf-gap-below"
        current={!report ? 0 : report.written ? 2 : 1}
        items={(['upload', 'check', 'write'] as const).map((s) => ({ title: t(`enterprise.import.step.${s}`) }))}
      />
      {problem !== null && <Alert className="yf-gap-below" type="error" showIcon title={problemText(problem, t)} />}
      <Upload.Dragger
        accept=".xlsx"
        showUploadList={false}
        disabled={busy}
        beforeUpload={(given) => {
          setFile(given);
          void send(given, 'check');
          return false;
        }}
      >
        <p>{busy ? t('enterprise.import.busy') : t('enterprise.import.drop')}</p>
        {file && <p className="yf-quiet">{file.name}</p>}
      </Upload.Dragger>
      {report && (
        <section aria-live="polite">
          <h2>{t(report.written ? 'enterprise.import.done' : 'enterprise.import.checked')}</h2>
          <p className="yf-figures">
            {t('enterprise.import.counts', {
              rows: report.rows,
              good: report.good,
              bad: report.bad,
              created: report.created,
              updated: report.updated,
              unchanged: report.unchanged,
            })}
          </p>
          {!report.written && file && (
            <Space className="yf-gap-below">
              <Button
                type="primary"
                loading={busy}
                disabled={report.bad > 0 || report.good === 0}
                onClick={() => void send(file, 'all')}
              >
                {t('enterprise.import.all')}
              </Button>
              <Button
                loading={busy}
                disabled={report.good === 0 || report.bad === 0}
                onClick={() => void send(file, 'good')}
              >
                {t('enterprise.import.goodOnly')}
              </Button>
            </Space>
          )}
          {report.problems.length > 0 && table(report.problems, t('enterprise.import.problems'))}
          {report.warnings.length > 0 && (
            <>
              <h2>{t('enterprise.import.warnings')}</h2>
              {table(report.warnings, t('enterprise.import.warnings'))}
            </>
          )}
        </section>
      )}
    </div>
  );
}
