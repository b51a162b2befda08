import type { HistoryRow } from '@yufang/contract';
import { useEffect, useState } from 'react';
import { maybeT, t } from '../i18n/index.ts';
import { timeText } from '../lib/format.ts';
import { call, has } from '../sync/api.ts';
import { useField } from '../ui/context.tsx';

/** Everything that happened to a danger, from the platform's log: who, when, what. Needs the network; without one it is silent. */
export function Story({ dangerId, now }: { dangerId: string; now: number }) {
  const { holder } = useField();
  const [rows, setRows] = useState<readonly HistoryRow[]>([]);
  useEffect(() => {
    const path = `/api/v1/enterprises/${holder.enterpriseId}/history?entity=hidden_danger&entityId=${dangerId}&limit=50`;
    void call('GET', path, { looksRight: has<{ rows: HistoryRow[] }>({ rows: 'array' }) }).then(
      (reply) => reply.ok && setRows(reply.body.rows),
    );
  }, [holder.enterpriseId, dangerId]);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{t('danger.story')}</h2>
      <ol className="story">
        {rows.map((r) => (
          <li key={r.seq}>
            {maybeT(`notice.${r.action}`) ?? maybeT(`step.${r.action}`) ?? t('notice.other')}
            <span className="row-sub">
              {timeText(r.at, now)} · {r.actorName}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
