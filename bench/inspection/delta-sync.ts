import { taskIdOf } from '@yufang/domain';
import { buildApp } from '@yufang/server/app';
import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { readConfig } from '@yufang/server/platform/config/config';
import type { Actor } from '@yufang/server/platform/db/actor';
import { claim } from '../lib/claim.ts';
import { fillEnterprises, ground } from '../lib/ground.ts';

/**
 * `node bench/inspection/delta-sync.ts`: bytes of a phone's second pull after 1 % of its rows changed, as a share of the first pull. Plain bytes of the replies;
 * compression on the wire is left out, it favours neither honestly.
 */
const ITEMS = 300;
const { engine, owner, folder, stop } = await ground('delta');
try {
  const now = new Date();
  const today = new Date(Math.floor((now.getTime() + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000);
  await fillEnterprises(owner, { enterprises: 1, itemsEach: ITEMS, nextWindow: today.toISOString() });
  await generateTasks(engine.db, now);
  await owner.query('set role yf_system');
  const { rows: items } = await owner.query<{ enterprise_id: string; id: string; person: string; account: string }>(
    'select i.enterprise_id, i.id, n.id as person, n.account_id as account from inspection_item i join person n using (enterprise_id) order by i.id',
  );
  const first = items[0];
  if (!first) throw new Error('no items');
  const actor: Actor = {
    accountId: first.account,
    name: '员工',
    role: 'post_worker',
    assignmentId: first.person,
    scope: { kind: 'enterprise', enterpriseId: first.enterprise_id },
    personId: first.person,
    device: null,
  };
  const config = readConfig({ YUFANG_LOG: 'silent', YUFANG_DATA: folder, YUFANG_JOBS: 'off' });
  const { app } = await buildApp({ config, db: engine.db, clock: systemClock, authenticate: async () => actor });
  const url = `/api/v1/enterprises/${first.enterprise_id}/sync`;
  const pull = async (from: string | undefined) => {
    let [bytes, rows, cursor] = [0, 0, from];
    for (;;) {
      const reply = await app.inject({
        method: 'GET',
        url: `${url}?v=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      });
      const body = reply.json<{ rows: Record<string, unknown[]>; cursor: string; more: boolean }>();
      bytes += reply.rawPayload.length;
      rows += Object.values(body.rows).reduce((sum, list) => sum + list.length, 0);
      cursor = body.cursor;
      if (!body.more) return { bytes, rows, cursor };
    }
  };
  const whole = await pull(undefined);
  const changed = Math.floor(whole.rows / 100);
  const batch = items.slice(0, changed).map((i, n) => ({
    id: crypto.randomUUID(),
    kind: 'record',
    deviceSeq: n,
    // One a minute, so that none is marked: a marked record would come back as one more changed row.
    claimedAt: new Date(now.getTime() - n * 60_000).toISOString(),
    payload: { itemId: i.id, taskId: taskIdOf(i.id, today), result: 'normal', durationMs: 45_000 },
  }));
  await app.inject({
    method: 'POST',
    url,
    payload: { version: 1, sentAt: new Date().toISOString(), deviceId: 'bench-0001', items: batch },
  });
  const second = await pull(whole.cursor);
  const third = await pull(second.cursor);
  await app.close();
  console.table([
    { pull: 'first', ...whole, cursor: '' },
    { pull: `after ${changed} of ${whole.rows} rows changed`, ...second, cursor: '' },
    { pull: 'nothing changed', ...third, cursor: '' },
  ]);
  if (second.rows < changed) throw new Error(`only ${second.rows} of ${changed} changed rows came`);
  claim({
    id: 'delta-sync-bytes',
    what: `bytes of a second pull after 1 % of a phone's ${whole.rows} rows changed, as a share of the first pull`,
    figure: Number((second.bytes / whole.bytes).toFixed(4)),
    unit: 'share',
    target: 0.02,
    better: 'lower',
    command: 'node bench/inspection/delta-sync.ts',
  });
} finally {
  await stop();
}
