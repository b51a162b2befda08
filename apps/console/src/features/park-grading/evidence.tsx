import { PaperClipOutlined } from '@ant-design/icons';
import {
  getParkGradingFile,
  type ParkGradingFile,
  type ParkGradingView,
  putParkGradingFile,
} from '@yufang/contract/park-grading';
import { Problem } from '@yufang/contract/problem';
import { App, Button, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useStale } from '../../api/use-api.ts';

const key = (g: ParkGradingView) => ({ parkId: g.parkId, id: g.id });

/** Files of one item: to open, and while it is scored to add and take off. */
export function Evidence({
  g,
  ids,
  onChange,
}: {
  g: ParkGradingView;
  ids: readonly string[];
  /** Absent: only to read. */
  onChange?: (ids: string[]) => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const stale = useStale('park-grading');
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<readonly ParkGradingFile[]>([]);
  const known = new Map([...g.files, ...sent].map((f) => [f.id, f.name]));
  const add = async (file: File) => {
    setBusy(true);
    try {
      const made = await send(g, file);
      setSent((old) => [...old, made]);
      onChange?.([...ids, made.id]);
      stale();
    } catch (problem) {
      void message.error(`${t('parkGrading.fileFailed')}: ${problemText(problem, t)}`, 6);
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className="yf-inline">
      {ids.map((id) => (
        <span key={id} className="yf-inline">
          <a href={urlOf(getParkGradingFile, { params: { ...key(g), fileId: id } })} target="_blank" rel="noreferrer">
            <PaperClipOutlined /> {known.get(id) ?? id}
          </a>
          {onChange && (
            <Button type="link" size="small" onClick={() => onChange(ids.filter((x) => x !== id))}>
              {t('parkGrading.removeFile')}
            </Button>
          )}
        </span>
      ))}
      {onChange && (
        <Upload
          accept=".pdf,.doc,.docx,.xls,.xlsx,image/*"
          showUploadList={false}
          beforeUpload={(file) => {
            void add(file);
            return false;
          }}
        >
          <Button size="small" loading={busy} icon={<PaperClipOutlined />}>
            {t('parkGrading.addFile')}
          </Button>
        </Upload>
      )}
    </span>
  );
}

async function send(g: ParkGradingView, file: File): Promise<ParkGradingFile> {
  const fileId = crypto.randomUUID();
  const url = urlOf(putParkGradingFile, { params: { ...key(g), fileId }, query: { name: file.name } });
  const response = await fetch(url, {
    method: 'PUT',
    body: file,
    headers: { 'content-type': 'application/octet-stream' },
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return putParkGradingFile.reply.parse(body);
  const problem = Problem.safeParse(body);
  throw new ApiProblem(
    problem.success ? problem.data : { status: response.status, code: 'server.failed', requestId: null },
  );
}
