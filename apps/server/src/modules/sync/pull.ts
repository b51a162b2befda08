import { createHash } from 'node:crypto';
import { SYNC_ROW_KINDS, SYNC_VERSION, type SyncPull, type SyncRowKind } from '@yufang/contract';
import { businessDay } from '@yufang/domain/calendar/day';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { TASK_HORIZON_MS } from '../inspection/horizon.ts';
import { mayUseTemplate } from '../template/read.ts';
import { decodeCursor, dutyFingerprint, encodeCursor, type PullCursor } from './cursor.ts';
import { readDuty } from './duty.ts';
import { type Rows, readHead, readLists, STEPS, selectMaybeGone } from './pull-queries.ts';

type Pulled = { -readonly [K in SyncRowKind]?: Rows };

/**
 * One page of what a phone has not got. A whole copy when it brings no cursor or one that no longer fits its duty; else what the chain says was
 * changed since. Bounded: at most `limit` rows a page, whatever happened meanwhile.
 */
export async function pullPage(
  trx: Trx,
  actor: Actor,
  what: { enterpriseId: string; cursor: string | undefined; limit: number; now: Date },
): Promise<SyncPull> {
  const { enterpriseId, limit, now } = what;
  const today = businessDay(now);
  const duty = await readDuty(trx, actor, { enterpriseId, today });
  const head = await readHead(trx, enterpriseId);
  const lists = await readLists(trx, today);
  const prints = { duty: dutyFingerprint(duty), lists: fingerprint(lists.map((l) => [l.id, l.edition])) };
  const given = decodeCursor(what.cursor);
  // A chain shorter than what the phone has seen: the database was restored from a backup.
  const fits = given !== null && given.duty === prints.duty && given.to <= head.seq;
  let at: PullCursor =
    fits && given.step
      ? given
      : { from: fits ? given.to : 0, to: head.seq, step: { kind: 'list', after: '' }, ...prints };

  const rows: Pulled = {};
  let left = limit;
  while (at.step && left > 0) {
    const { kind, after }: NonNullable<PullCursor['step']> = at.step;
    if (kind === 'list') {
      if (at.from === 0 || (fits && given.lists !== prints.lists)) rows.list = lists;
      at = { ...at, lists: prints.lists, step: next('list') };
      continue;
    }
    const found = await STEPS[kind](trx, { duty, from: at.from, to: at.to, after, limit: left, now });
    if (found.length > 0) rows[kind] = found;
    const full = found.length === left;
    left -= found.length;
    at = { ...at, step: full ? { kind, after: found.at(-1)?.id ?? '' } : next(kind) };
  }
  const more = at.step !== null;
  return {
    version: SYNC_VERSION,
    serverTime: now.toISOString(),
    reset: !fits,
    more,
    cursor: encodeCursor(more ? at : { ...at, from: at.to }),
    tasksUntil: new Date(now.getTime() + TASK_HORIZON_MS).toISOString(),
    ...(!fits
      ? {
          me: {
            enterpriseId,
            enterpriseName: head.name,
            accountId: actor.accountId,
            personId: actor.personId,
            name: actor.name,
            role: actor.role,
            simpleMode: head.simple,
            mayUseTemplate: mayUseTemplate(head.scale),
          },
        }
      : {}),
    rows: rows as SyncPull['rows'],
    gone: more || at.from === 0 ? [] : await gone(trx, { duty, from: at.from, to: at.to, now }),
  };
}

const next = (kind: SyncRowKind): PullCursor['step'] => {
  const following = SYNC_ROW_KINDS[SYNC_ROW_KINDS.indexOf(kind) + 1];
  return following ? { kind: following, after: '' } : null;
};

/** What is no longer this person's: of the rows that may have left, those that a whole copy would not carry. */
async function gone(
  trx: Trx,
  s: { duty: Awaited<ReturnType<typeof readDuty>>; from: number; to: number; now: Date },
): Promise<SyncPull['gone']> {
  const maybe = await selectMaybeGone(trx, s);
  const out: SyncPull['gone'] = [];
  for (const [kind, list] of Map.groupBy(maybe, (m) => m.kind)) {
    if (kind === 'list') continue;
    const kept = new Set<string>();
    for (let after = ''; ; ) {
      const page = await STEPS[kind](trx, { ...s, after, limit: 1000 });
      for (const row of page) kept.add(row.id);
      after = page.at(-1)?.id ?? '';
      if (page.length < 1000) break;
    }
    out.push(...list.filter((m) => !kept.has(m.id)).map(({ id }) => ({ kind, id })));
  }
  return out;
}

const fingerprint = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
