import type { RouteCall, RouteDef, RouteReply } from '@yufang/contract';
import { App, Button, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../../../api/client.ts';
import { problemText } from '../../../api/problem.ts';
import { useStale } from '../../../api/use-api.ts';

/** A file straight into an upload route; a refusal is said with its figures. */
export function UploadButton<D extends RouteDef>({
  route,
  input,
  accept,
  primary,
  onDone,
  children,
}: {
  route: D;
  input: Omit<RouteCall<D>, 'body'>;
  accept: string;
  primary?: boolean;
  onDone: (reply: RouteReply<D>) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const stale = useStale('park');
  const [busy, setBusy] = useState(false);
  const send = async (file: File) => {
    setBusy(true);
    try {
      const form = new FormData();
      form.append('file', file);
      onDone(await upload(route, { ...input, form }));
      stale();
    } catch (problem) {
      void message.error(problemText(problem, t), 8);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Upload
      accept={accept}
      showUploadList={false}
      beforeUpload={(file) => {
        void send(file);
        return false;
      }}
    >
      <Button type={primary ? 'primary' : 'default'} loading={busy}>
        {children}
      </Button>
    </Upload>
  );
}
