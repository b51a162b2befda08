import type { RouteDef } from '@yufang/contract';
import type { ParkImportReport } from '@yufang/contract/park';
import { Alert, Button, Drawer, Space, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../../../api/client.ts';
import { ApiProblem, problemText } from '../../../api/problem.ts';
import { useStale } from '../../../api/use-api.ts';
import { PlainTable } from '../../risk/plain-table.tsx';

type Mode = 'check' | 'all' | 'good';
/** What a park file brings besides its vessels. */
type Report = ParkImportReport & {
  readonly sets?: { readonly population: number; readonly targets: number; readonly weather: number };
};

/** File → check → report row by row → write all, or the good rows. Nothing is written before one says so. */
export function ImportDrawer<D extends RouteDef>({
  open,
  onClose,
  title,
  lead,
  route,
  params,
  accept,
  extra,
  query = {},
  waits = false,
  onRefused,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  lead: string;
  route: D;
  params: Record<string, string>;
  accept: string;
  /** Such as the template to fill in. */
  extra?: ReactNode;
  /** What is told of the file besides it; a report counts only for what was told when it was made. */
  query?: Readonly<Record<string, string>>;
  /** Something must be told first. */
  waits?: boolean;
  /** The whole file was refused, such as for what has to be told of it first. */
  onRefused?: (code: string) => void;
}) {
  const { t } = useTranslation();
  const stale = useStale('park');
  const [file, setFile] = useState<File | null>(null);
  const [made, setMade] = useState<{ readonly report: Report; readonly told: string } | null>(null);
  const [refused, setRefused] = useState<{ readonly problem: unknown; readonly told: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const told = JSON.stringify(query);
  const report = made?.told === told ? made.report : null;
  const problem = refused?.told === told ? refused.problem : null;
  const send = async (given: File, mode: Mode) => {
    setBusy(true);
    setRefused(null);
    try {
      const form = new FormData();
      form.append('file', given);
      // The import routes of the park take the same query and answer the same report.
      const answer = await upload(route, { params, query: { ...query, mode }, form } as never);
      setMade({ report: answer as Report, told });
      if (mode !== 'check') stale();
    } catch (error) {
      setMade(null);
      setRefused({ problem: error, told });
      if (error instanceof ApiProblem) onRefused?.(error.code);
    } finally {
      setBusy(false);
    }
  };
  const leave = () => {
    setFile(null);
    setMade(null);
    setRefused(null);
    onClose();
  };
  const good = report ? report.counts.created + report.counts.updated + report.counts.unchanged : 0;
  return (
    <Drawer open={open} onClose={leave} title={title} size={640} destroyOnHidden>
      <p className="yf-quiet yf-gap-below">{lead}</p>
      {extra && <div className="yf-gap-below">{extra}</div>}
      {problem !== null && <Alert className="yf-gap-below" type="error" showIcon title={problemText(problem, t)} />}
      <Upload.Dragger
        accept={accept}
        showUploadList={false}
        // As high as its words: the report below it is what one reads.
        height={104}
        disabled={busy || waits}
        beforeUpload={(given) => {
          setFile(given);
          void send(given, 'check');
          return false;
        }}
      >
        <p className={waits ? 'yf-quiet' : ''}>
          {t(busy ? 'park.import.busy' : waits ? 'park.import.waits' : 'park.import.drop')}
        </p>
        {file && <p className="yf-quiet">{file.name}</p>}
      </Upload.Dragger>
      {file && !report && problem === null && !busy && (
        <Button className="yf-gap-above" disabled={waits} onClick={() => void send(file, 'check')}>
          {t('park.import.again')}
        </Button>
      )}
      {report && (
        <section aria-live="polite" className="yf-gap-above">
          <p className="yf-strong">{t(report.written ? 'park.import.written' : 'park.import.checked')}</p>
          <p className="yf-figures yf-gap-below">
            {t('park.import.counts', report.counts)}
            {report.sets && ` · ${t('park.import.sets', report.sets)}`}
          </p>
          {!report.written && file && (
            <Space className="yf-gap-below">
              <Button
                type="primary"
                loading={busy}
                disabled={report.counts.refused > 0 || good === 0}
                onClick={() => void send(file, 'all')}
              >
                {t('park.import.all')}
              </Button>
              <Button
                loading={busy}
                disabled={report.counts.refused === 0 || good === 0}
                onClick={() => void send(file, 'good')}
              >
                {t('park.import.good')}
              </Button>
            </Space>
          )}
          {report.written && (
            <Button className="yf-gap-below" onClick={leave}>
              {t('park.import.close')}
            </Button>
          )}
          <ReportTable report={report} />
        </section>
      )}
    </Drawer>
  );
}

/** What became of each row; refused ones with their reasons. */
function ReportTable({ report }: { report: Report }) {
  const { t } = useTranslation();
  const say = (e: ParkImportReport['rows'][number]['errors'][number]) =>
    `${e.field}: ${problemText(new ApiProblem({ status: 422, code: e.code, params: params(e.params), requestId: null }), t)}`;
  return (
    <PlainTable<ParkImportReport['rows'][number]>
      className="yf-table"
      size="small"
      aria-label={t('park.import.report')}
      rowKey={(r) => `${String(r.row)} ${r.key}`}
      dataSource={report.rows}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { key: 'row', title: t('park.import.row'), align: 'right', width: 64, render: (_, r) => r.row },
        { key: 'key', title: t('park.import.key'), render: (_, r) => r.key },
        { key: 'result', title: t('park.import.result'), render: (_, r) => t(`park.import.results.${r.result}`) },
        { key: 'why', title: t('park.import.why'), render: (_, r) => r.errors.map(say).join(' ') || '–' },
      ]}
    />
  );
}

/** Figures without the empty ones, which no sentence needs. */
const params = (given: Record<string, string | number | boolean | null> | undefined) =>
  Object.fromEntries(Object.entries(given ?? {}).flatMap(([k, v]) => (v === null ? [] : [[k, v] as const])));
