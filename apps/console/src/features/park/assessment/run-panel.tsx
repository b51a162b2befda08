import { cancelParkRun, listParkRuns, type ParkRunView, startParkRun } from '@yufang/contract/park';
import { Alert, Button, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand, useStale } from '../../../api/use-api.ts';
import { useMay } from '../../../shell/me.tsx';
import { percent, Section, TimeText } from '../../../ui/index.ts';
import { PlainTable } from '../../risk/plain-table.tsx';

import { Power } from '../power.tsx';
import { ZoneTag } from '../result/zone-tag.tsx';
import { RunTag } from './state-tag.tsx';

const LOOK_MS = 600;
const isUnderWay = (run: ParkRunView | undefined): boolean => run?.state === 'queued' || run?.state === 'running';

/** The computations of an assessment: start, progress with its phase, cancel, and what became of each. */
export function useRuns(parkId: string, assessmentId: string) {
  const input = { params: { parkId }, query: { assessmentId, limit: 10 } };
  const first = useApi(listParkRuns, input);
  const going = first.data?.rows.some(isUnderWay) ?? false;
  const runs = useApi(listParkRuns, input, going ? { refetchInterval: LOOK_MS } : {});
  const stale = useStale('park');
  const was = useRef(going);
  useEffect(() => {
    // What it found is on the page as soon as it is over.
    if (was.current && !going) stale();
    was.current = going;
  }, [going, stale]);
  return { rows: runs.data?.rows ?? [], going: runs.data?.rows.find(isUnderWay) };
}

/** The button that computes, where one may. */
export function RunButton({
  parkId,
  assessmentId,
  again,
  primary,
}: {
  parkId: string;
  assessmentId: string;
  again: boolean;
  primary: boolean;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const start = useCommand(startParkRun, { stale: ['park'] });
  if (!may(startParkRun)) return null;
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      loading={start.isPending}
      onClick={() => start.mutate({ params: { parkId, id: assessmentId }, body: {} })}
    >
      {t(again ? 'park.run.again' : 'park.run.start')}
    </Button>
  );
}

/** A run under way: which phase, how far of the whole, how many wait before it, and the way to stop it. */
export function RunProgress({ run }: { run: ParkRunView }) {
  const { t } = useTranslation();
  const may = useMay();
  const cancel = useCommand(cancelParkRun, { stale: ['park'] });
  const text =
    run.state === 'queued'
      ? t('park.run.queued', { count: run.ahead })
      : run.phase
        ? t(`park.phase.${run.phase}`)
        : t('park.runState.running');
  return (
    <section className="park-progress" aria-label={t('park.run.progress')}>
      <div>
        <span aria-live="polite">{text}</span>
        <Progress
          percent={Math.round(run.overall * 100)}
          aria-label={t('park.run.progress')}
          format={(n) => `${n ?? 0}%`}
          status="normal"
        />
      </div>
      {may(cancelParkRun) && (
        <Button
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { parkId: run.parkId, id: run.id }, body: {} })}
        >
          {t('park.run.cancel')}
        </Button>
      )}
    </section>
  );
}

/** Why the last run came to nothing. */
export function RunFailure({ run }: { run: ParkRunView | undefined }) {
  const { t } = useTranslation();
  if (!run || (run.state !== 'failed' && run.state !== 'cancelled')) return null;
  const code = run.code ?? (run.state === 'cancelled' ? 'run.cancelled' : 'run.worker_failed');
  return (
    <Alert
      className="yf-gap-below"
      type={run.state === 'failed' ? 'error' : 'info'}
      showIcon
      title={t([code, 'client.unknown'], { ns: 'problem', keySeparator: false, code, ...run.params })}
      {...(run.field ? { description: t('park.run.field', { field: run.field }) } : {})}
    />
  );
}

/** All computations, newest first; of a run done again, whether it came out to the same bits. */
export function RunHistory({ rows }: { rows: readonly ParkRunView[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <Section title={t('park.run.history')}>
      <PlainTable<ParkRunView>
        className="yf-table"
        aria-label={t('park.run.history')}
        size="small"
        rowKey="id"
        dataSource={[...rows]}
        columns={[
          { key: 'at', title: t('park.run.at'), render: (_, r) => <TimeText at={r.requested.at} /> },
          { key: 'by', title: t('park.run.by'), render: (_, r) => r.requested.name },
          { key: 'state', title: t('park.column.state'), render: (_, r) => <RunTag state={r.state} /> },
          {
            key: 'took',
            title: t('park.run.took'),
            align: 'right',
            render: (_, r) => (isUnderWay(r) ? percent(r.overall, 0) : took(r)),
          },
          {
            key: 'pll',
            title: t('park.figure.pll'),
            align: 'right',
            render: (_, r) => (r.headline ? <Power value={r.headline.pllPerYear} /> : '–'),
          },
          {
            key: 'zone',
            title: t('park.figure.fn'),
            render: (_, r) => (r.headline ? <ZoneTag zone={r.headline.zone} /> : '–'),
          },
          {
            key: 'same',
            title: t('park.run.same'),
            render: (_, r) => (r.sameBits === null ? '–' : t(r.sameBits ? 'park.run.sameYes' : 'park.run.sameNo')),
          },
          { key: 'engine', title: t('park.statement.set.engine'), render: (_, r) => r.engine ?? '–' },
        ]}
      />
    </Section>
  );
}

/** Seconds from start to end. */
function took(run: ParkRunView): string {
  if (!run.startedAt || !run.endedAt) return '–';
  return `${((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000).toFixed(1)} s`;
}
