import { DownloadOutlined } from '@ant-design/icons';
import type { RouteCall, RouteDef } from '@yufang/contract';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/client.ts';
import { problemText } from '../api/problem.ts';

/** Downloads the answer of a file route. `label` defaults to 导出. */
export function ExportButton<D extends RouteDef>({
  route,
  input,
  label,
  primary,
}: {
  route: D;
  input: RouteCall<D>;
  label?: string;
  primary?: boolean;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      message.success(t('shell.list.exported', { name: await download(route, input) }));
    } catch (problem) {
      message.error(problemText(problem, t), 6);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      icon={<DownloadOutlined />}
      loading={busy}
      type={primary ? 'primary' : 'default'}
      onClick={() => void run()}
    >
      {busy ? t('shell.list.exporting') : (label ?? t('shell.list.export'))}
    </Button>
  );
}
