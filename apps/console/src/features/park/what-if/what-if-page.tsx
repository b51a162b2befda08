import { Link } from '@tanstack/react-router';
import {
  changeParkWhatIf,
  closeParkWhatIf,
  dominoParkWhatIf,
  getParkAssessment,
  getParkWhatIf,
  openParkWhatIf,
  type ParkWhatIfView,
  undoParkWhatIf,
  type WhatIfChange,
} from '@yufang/contract/park';
import { Button, Progress } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../api/client.ts';
import { useApi, useCommand, useKeep } from '../../../api/use-api.ts';
import { Failed, Loading } from '../../../ui/screen-state.tsx';
import { ParkFrame } from '../park-frame.tsx';
import { useAddress, useParkId, useRowId } from '../use-park.ts';
import { WhatIfBoard } from './what-if-board.tsx';

const LOOK_MS = 500;

/** What would become of the park's risk if one vessel were moved, emptied, guarded or gone: before and after side by side. */
export function WhatIfPage() {
  const { t } = useTranslation();
  const parkId = useParkId();
  const id = useRowId();
  const assessment = useApi(getParkAssessment, { params: { parkId, id } });
  const session = useSession(parkId, id);
  const [search, set] = useAddress<{ vessel: string }>();
  const { view } = session;
  const waiting = view?.state === 'opening' || view?.state === 'computing';
  return (
    <ParkFrame
      title={t('park.whatIf.title')}
      lead={t('park.whatIf.lead')}
      over={
        <Link to={`/parks/${parkId}/assessments/${id}`}>{assessment.data?.title ?? t('park.assessment.back')}</Link>
      }
      actions={
        view?.state === 'ready' && (
          <>
            <Button disabled={view.changes.length === 0} loading={session.busy} onClick={() => session.undo(false)}>
              {t('park.whatIf.undo')}
            </Button>
            <Button disabled={view.changes.length === 0} loading={session.busy} onClick={() => session.undo(true)}>
              {t('park.whatIf.undoAll')}
            </Button>
            <Button loading={session.busy} onClick={session.domino}>
              {t('park.whatIf.domino')}
            </Button>
          </>
        )
      }
    >
      {waiting && (
        <div className="park-progress" role="status">
          <div>
            <span>{t(view.state === 'opening' ? 'park.whatIf.opening' : 'park.whatIf.computing')}</span>
            <Progress percent={Math.round(view.share * 100)} status="normal" aria-label={t('park.run.progress')} />
          </div>
        </div>
      )}
      {session.problem !== null && <Failed problem={session.problem} retry={session.open} />}
      {view?.state === 'failed' && (
        <p role="alert">
          {t([view.code ?? 'server.failed', 'client.unknown'], { ns: 'problem', keySeparator: false, code: view.code })}
        </p>
      )}
      {!view && session.problem === null && <Loading rows={8} />}
      {view?.before && view.after && view.directory && (
        <WhatIfBoard
          view={view}
          before={view.before}
          after={view.after}
          directory={view.directory}
          vessel={search.vessel ?? null}
          onVessel={(vessel) => set({ vessel: vessel ?? undefined })}
          onChange={session.change}
          busy={session.busy || waiting}
        />
      )}
    </ParkFrame>
  );
}

/** The session on the server: opened with the page, looked at while it computes, closed with the page. */
function useSession(parkId: string, assessmentId: string) {
  const [sessionId, setSessionId] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const keepView = useKeep(getParkWhatIf);
  const keep = (view: ParkWhatIfView) => keepView({ params: { parkId, id: view.id } }, view);
  const input = { params: { parkId, id: sessionId ?? '' } };
  const known = useApi(getParkWhatIf, input, { enabled: sessionId !== null, staleTime: Number.POSITIVE_INFINITY });
  // A session that is gone is asked for no more: what is still kept of it says opening for ever.
  const lost = known.isError;
  const going = !lost && (known.data?.state === 'opening' || known.data?.state === 'computing');
  useApi(getParkWhatIf, input, {
    enabled: sessionId !== null && going,
    ...(going ? { refetchInterval: LOOK_MS } : {}),
  });
  const open = useEffectEvent(async (alive: () => boolean) => {
    setProblem(null);
    try {
      const view = await call(openParkWhatIf, { params: { parkId, id: assessmentId }, body: {} });
      if (!alive()) return void close(view.id);
      keep(view);
      setSessionId(view.id);
    } catch (error) {
      if (alive()) setProblem(error);
    }
  });
  const close = (id: string) => call(closeParkWhatIf, { params: { parkId, id } }).catch(() => undefined);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round opens anew
  useEffect(() => {
    let here = true;
    void open(() => here);
    return () => {
      here = false;
      setSessionId((id) => {
        if (id) void close(id);
        return null;
      });
    };
  }, [parkId, assessmentId, round]);
  const change = useCommand(changeParkWhatIf, { stale: [], onDone: keep });
  const undo = useCommand(undoParkWhatIf, { stale: [], onDone: keep });
  const domino = useCommand(dominoParkWhatIf, { stale: [], onDone: keep });
  const at = { params: { parkId, id: sessionId ?? '' } };
  return {
    view: sessionId === null || lost ? undefined : known.data,
    problem: problem ?? (sessionId !== null && lost ? known.error : null),
    open: () => setRound((n) => n + 1),
    busy: change.isPending || undo.isPending || domino.isPending,
    change: (one: WhatIfChange) => change.mutate({ ...at, body: { change: one } }),
    undo: (all: boolean) => undo.mutate({ ...at, body: { all } }),
    domino: () => domino.mutate({ ...at, body: {} }),
  };
}
