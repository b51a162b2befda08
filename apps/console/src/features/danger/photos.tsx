import { PlusOutlined } from '@ant-design/icons';
import { getAttachmentFile, putAttachment } from '@yufang/contract/attachment';
import type { DangerView } from '@yufang/contract/danger';
import { Problem } from '@yufang/contract/problem';
import { App, Button, Image, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';

const fileUrl = (enterpriseId: string, id: string, size: 'full' | 'thumb') =>
  urlOf(getAttachmentFile, { params: { enterpriseId, id }, query: { size } });

/** A danger's photos: as it was found, and after it was put right. */
export function Photos({ danger }: { danger: DangerView }) {
  const { t } = useTranslation();
  if (danger.files.length === 0) return null;
  return (
    <div className="yf-danger-photos">
      {(['found', 'rectified'] as const).map((role) => {
        const files = danger.files.filter((f) => f.role === role);
        if (files.length === 0) return null;
        return (
          <figure key={role}>
            <figcaption className="yf-quiet">{t(`danger.section.${role}`)}</figcaption>
            <Image.PreviewGroup>
              {files.map((f) => (
                <Photo key={f.id} enterpriseId={danger.enterpriseId} id={f.id} stored={f.stored} />
              ))}
            </Image.PreviewGroup>
          </figure>
        );
      })}
    </div>
  );
}

function Photo({ enterpriseId, id, stored }: { enterpriseId: string; id: string; stored: boolean }) {
  const { t } = useTranslation();
  if (!stored) return <span className="yf-danger-photo-pending yf-quiet">{t('danger.photo.pending')}</span>;
  return (
    <Image
      width={112}
      height={112}
      alt={t('danger.photo.open')}
      src={fileUrl(enterpriseId, id, 'thumb')}
      preview={{ src: fileUrl(enterpriseId, id, 'full') }}
    />
  );
}

/** Photos to be sent with a form: uploaded as they are chosen, the form keeps their ids. */
export function PhotoField({
  enterpriseId,
  value = [],
  onChange,
}: {
  enterpriseId: string;
  value?: readonly string[];
  onChange?: (ids: string[]) => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(0);
  // A photo that arrives after the field was given up, as for another enterprise, is not put into the form any more.
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const add = async (file: Blob) => {
    setBusy((n) => n + 1);
    try {
      const id = crypto.randomUUID();
      await send(enterpriseId, id, file);
      if (here.current) onChange?.([...value, id]);
    } catch (problem) {
      void message.error(`${t('danger.photo.failed')}: ${problemText(problem, t)}`, 6);
    } finally {
      setBusy((n) => n - 1);
    }
  };
  return (
    <div className="yf-danger-photos">
      {value.map((id) => (
        <Photo key={id} enterpriseId={enterpriseId} id={id} stored />
      ))}
      <Upload
        accept="image/*"
        showUploadList={false}
        beforeUpload={(file) => {
          void add(file);
          return false;
        }}
      >
        <Button icon={<PlusOutlined />} loading={busy > 0}>
          {t('danger.photo.add')}
        </Button>
      </Upload>
    </div>
  );
}

async function send(enterpriseId: string, id: string, file: Blob): Promise<void> {
  const response = await fetch(urlOf(putAttachment, { params: { enterpriseId, id }, query: { kind: 'photo' } }), {
    method: 'PUT',
    body: file,
    headers: { 'content-type': file.type || 'application/octet-stream' },
  });
  if (response.ok) return;
  const problem = Problem.safeParse(await response.json().catch(() => null));
  throw new ApiProblem(
    problem.success ? problem.data : { status: response.status, code: 'server.failed', requestId: null },
  );
}
