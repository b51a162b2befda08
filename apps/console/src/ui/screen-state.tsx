import { Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, problemText } from '../api/problem.ts';

/** Reading: nothing for 0.4 s, then lines of the page to come, after 3 s also what is going on. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  const [phase, setPhase] = useState(0);
  useEffect(() => {
    const timers = [setTimeout(() => setPhase(1), 400), setTimeout(() => setPhase(2), 3_000)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <div className="yf-loading" role="status" aria-busy="true">
      <span className="yf-visually-hidden">{t('shell.state.loading')}</span>
      {phase > 0 && <Skeleton active={false} title={false} paragraph={{ rows }} />}
      {phase > 1 && <p className="yf-quiet">{t('shell.state.loadingLong')}</p>}
    </div>
  );
}

/** A read that failed: the reason, the number in the server's log, and a way to try again. */
export function Failed({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const id = problem instanceof ApiProblem ? problem.requestId : null;
  return (
    <div className="yf-failed" role="alert">
      <h2>{t('shell.state.failed')}</h2>
      <p>{problemText(problem, t)}</p>
      {id && <p className="yf-quiet yf-figures">{t('shell.state.requestId', { id })}</p>}
      {retry && <Button onClick={retry}>{t('shell.state.retry')}</Button>}
    </div>
  );
}

/** Nothing here: what would be here and how to start. */
export function Empty({ title, text, action }: { title?: string; text?: ReactNode; action?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="yf-empty">
      <svg aria-hidden="true" viewBox="0 0 64 40" width="64" height="40">
        <path d="M4 36h56M12 36V14h40v22M12 14l6-10h28l6 10M24 22h16" />
      </svg>
      <h2>{title ?? t('shell.state.empty')}</h2>
      {text && <p>{text}</p>}
      {action}
    </div>
  );
}

/** One of the three states of a read, or its answer. */
export function Reading<T>({
  query,
  children,
  rows,
}: {
  query: { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown };
  children: (data: T) => ReactNode;
  rows?: number;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed problem={query.error} retry={() => query.refetch()} />;
  return <Loading {...(rows ? { rows } : {})} />;
}
