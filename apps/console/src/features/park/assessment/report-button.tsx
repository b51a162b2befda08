import { DownloadOutlined } from '@ant-design/icons';
import type { ParkAssessmentView } from '@yufang/contract/park';
import { printParkReport } from '@yufang/contract/park-report';
import { App, Button, Spin } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../api/client.ts';
import { problemText } from '../../../api/problem.ts';

/** Reports that are being printed, by assessment: the page may be left and come back to meanwhile. */
const printing = new Map<string, AbortController>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const note = (id: string, stop: AbortController | null) => {
  if (stop) printing.set(id, stop);
  else printing.delete(id);
  for (const listener of listeners) listener();
};

/**
 * The report as PDF. A large park's takes its time, so a note in the corner says what is done and for how long, goes along to other pages, and can stop it;
 * the file comes down when it is ready.
 */
export function ReportButton({ a }: { a: Pick<ParkAssessmentView, 'parkId' | 'id' | 'title'> }) {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const busy = useSyncExternalStore(subscribe, () => printing.has(a.id));
  const print = async () => {
    if (printing.has(a.id)) return;
    const stop = new AbortController();
    note(a.id, stop);
    const key = `report-${a.id}`;
    notification.open({
      key,
      title: t('park.report.title'),
      description: <Printing title={a.title} />,
      duration: false,
      placement: 'bottomRight',
      closable: false,
      role: 'status',
      actions: (
        <Button size="small" onClick={() => stop.abort()}>
          {t('park.report.stop')}
        </Button>
      ),
    });
    try {
      const name = await download(printParkReport, { params: { parkId: a.parkId, id: a.id } }, stop.signal);
      void message.success(t('shell.list.exported', { name }));
    } catch (problem) {
      if (stop.signal.aborted) void message.info(t('park.report.stopped'));
      else void message.error(problemText(problem, t), 6);
    } finally {
      note(a.id, null);
      notification.destroy(key);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} disabled={busy} onClick={() => void print()}>
      {t(busy ? 'park.report.busy' : 'park.assessment.report')}
    </Button>
  );
}

/** What is going on, and for how many seconds. How far it is nobody knows: the layout says nothing before its end. */
function Printing({ title }: { title: string }) {
  const { t } = useTranslation();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const begun = performance.now();
    const ticking = setInterval(() => setSeconds(Math.round((performance.now() - begun) / 1000)), 1000);
    return () => clearInterval(ticking);
  }, []);
  return (
    <>
      <div className="yf-inline">
        <Spin size="small" /> {title}
      </div>
      <p className="yf-quiet yf-figures">{t('park.report.doing', { n: seconds })}</p>
    </>
  );
}
