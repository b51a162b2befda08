import { getExchangeBatch, importChain } from '@yufang/contract';
import { Alert, Progress, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useApi, useStale } from '../../api/use-api.ts';
import { number } from '../../ui/index.ts';

/** As the route takes it. */
const MOST_BYTES = (importChain.bodyLimitMb ?? 2) * 1024 * 1024;
/** How often the progress is asked for. */
const ASK_MS = 700;

/** Hand in a chain file and watch it being written. */
export function ChainUpload({ enterpriseId, onDone }: { enterpriseId: string; onDone: (batchId: string) => void }) {
  const { t } = useTranslation();
  const refresh = useStale('exchange', 'risk', 'inspection', 'danger', 'archive');
  const [name, setName] = useState<string | null>(null);
  const [batchId, setBatchId] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async (file: File) => {
    const id = crypto.randomUUID();
    setName(file.name);
    setProblem(null);
    setBatchId(id);
    try {
      const body = await readJson(file);
      await call(importChain, { params: { enterpriseId }, query: { batchId: id, results: 'none' }, body });
      refresh();
      onDone(id);
    } catch (error) {
      setProblem(error);
      refresh();
    } finally {
      setBatchId(null);
    }
  };
  return (
    <section className="yf-gap-below" aria-label={t('exchange.upload.label')}>
      {problem !== null && <Alert className="yf-gap-below" type="error" showIcon title={problemText(problem, t)} />}
      <Upload.Dragger
        accept=".json,application/json"
        showUploadList={false}
        disabled={batchId !== null}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <p>{batchId === null ? t('exchange.upload.drop') : t('exchange.upload.busy', { name })}</p>
        <p className="yf-quiet">{t('exchange.upload.hint')}</p>
      </Upload.Dragger>
      {batchId !== null && <Watching enterpriseId={enterpriseId} batchId={batchId} />}
    </section>
  );
}

/** How far a batch has come; nothing while the server has not begun it. */
function Watching({ enterpriseId, batchId }: { enterpriseId: string; batchId: string }) {
  const { t } = useTranslation();
  const input = { params: { enterpriseId, id: batchId }, query: { results: 'none' as const } };
  const { data } = useApi(getExchangeBatch, input, { refetchInterval: ASK_MS });
  const [done, total] = [data?.done ?? 0, data?.total ?? 0];
  return (
    <div role="status" aria-live="polite">
      <Progress
        percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
        status="active"
        aria-label={t('exchange.upload.progress')}
      />
      <p className="yf-figures yf-quiet">
        {total === 0
          ? t('exchange.upload.reading')
          : t('exchange.upload.rows', {
              done: number(done),
              total: number(total),
              refused: number(data?.counts.refused ?? 0),
            })}
      </p>
    </div>
  );
}

/** A file as what it holds. @throws {ApiProblem} `exchange.too_large` or `request.not_json`, as the server would say */
async function readJson(file: File): Promise<Record<string, unknown> | unknown[]> {
  if (file.size > MOST_BYTES) throw problemOf('exchange.too_large', { most: importChain.bodyLimitMb ?? 2 });
  try {
    const json: unknown = JSON.parse(await file.text());
    if (Array.isArray(json)) return json;
    if (typeof json === 'object' && json !== null) return { ...json };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw problemOf('request.not_json');
}

const problemOf = (code: string, params: Record<string, number> = {}): ApiProblem =>
  new ApiProblem({ status: 400, code, params, requestId: null });
