import { SyncItemPush, type SyncPushed, type SyncResult } from '@yufang/contract';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../lib/uuid.ts';
import { backoffMs } from './backoff.ts';
import { applyAnswer, applyFailure, edited, givenUp, markSending, nextBatch, pendingOf } from './reducer.ts';
import type { OutboxItem, SentItem } from './types.ts';

const photo = { id: newId(), kind: 'photo' as const, sha256: 'a'.repeat(64), bytes: 10 };
const item = (deviceSeq: number, more: Partial<OutboxItem> = {}): OutboxItem => ({
  id: newId(),
  kind: 'record',
  deviceSeq,
  claimedAt: '2026-11-24T01:00:00.000Z',
  payload: { itemId: newId(), result: 'normal', photos: [photo] },
  hash: `h${deviceSeq}`,
  state: 'queued',
  label: { title: '阀门', place: '罐区' },
  refusal: null,
  attempts: 0,
  unsure: false,
  ...more,
});
const danger = (deviceSeq: number, more: Partial<OutboxItem> = {}) =>
  item(deviceSeq, { kind: 'danger', payload: { name: '漏', photos: [] }, ...more });
const step = (deviceSeq: number, dangerId: string) =>
  item(deviceSeq, { kind: 'danger_command', payload: { dangerId, command: { type: 'start' } } });
const answer = (results: Partial<SyncResult>[]): SyncPushed => ({
  version: 1,
  receivedAt: '2026-11-24T02:00:00Z',
  clockOffsetMs: 0,
  clockWrong: false,
  missing: [],
  results: results.map((r, index) => ({ index, id: null, status: 'accepted', ...r })),
});
const AT = '2026-11-24T02:00:00Z';

test('a batch is oldest first, bounded in number and bytes, and never empty for one large item', () => {
  const many = [3, 1, 2].map((n) => item(n));
  expect(nextBatch(many, 2).map((i) => i.deviceSeq)).toEqual([1, 2]);
  const large = [1, 2].map((n) => item(n, { payload: { itemId: newId(), result: 'normal', note: 'x'.repeat(2000) } }));
  expect(nextBatch(large, 9, 100).map((i) => i.deviceSeq)).toEqual([1]);
});

test('a refused item does not hold up the others; steps of a refused danger wait for it', () => {
  const bad = danger(1, { state: 'refused', refusal: { code: 'danger.unknown_link' } });
  const batch = nextBatch([bad, step(2, bad.id), item(3), step(4, newId())], 10);
  expect(batch.map((i) => i.deviceSeq)).toEqual([3, 4]);
});

test('accepted and unchanged leave, the refused one stays with its reason, its neighbours are gone', () => {
  const batch = markSending([item(1), item(2), item(3)]);
  const refusal = { status: 'refused' as const, code: 'sync.photo_required', field: 'photos', params: { n: 1 } };
  const change = applyAnswer(batch, answer([{}, refusal, { status: 'unchanged' }]), AT);
  expect(change.remove).toEqual([batch[0]?.id, batch[2]?.id]);
  expect(change.put).toMatchObject([
    { id: batch[1]?.id, state: 'refused', refusal: { code: 'sync.photo_required', field: 'photos', params: { n: 1 } } },
  ]);
  expect(change.sent.map((s) => s.outcome)).toEqual(['sent', 'sent']);
  expect(change.due).toEqual([photo.id, photo.id]);
});

test('an answer that misses an item, or speaks of another id, leaves it to be sent again', () => {
  const batch = markSending([item(1), item(2)]);
  const change = applyAnswer(batch, answer([{ id: newId() }]), AT);
  expect([change.remove, change.put]).toEqual([[], []]);
});

test('no answer: nothing may change, for the server may have it; a refusal of the whole sets all free', () => {
  const batch = markSending([item(1)]);
  expect(applyFailure(batch, { kind: 'unknown' }).put).toEqual([]);
  const sending = batch[0] ?? item(0);
  expect(edited(sending, { payload: sending.payload, hash: 'x', freshId: newId() })).toBeNull();
  expect(givenUp(sending, AT)).toBeNull();
  const freed = applyFailure(batch, { kind: 'refused', status: 426, refusal: { code: 'sync.version_unsupported' } });
  expect(freed.put).toMatchObject([{ id: sending.id, state: 'queued', attempts: 1 }]);
});

test('a refusal of the whole after a lost answer proves nothing about the lost one', () => {
  const again = markSending(markSending([item(1)]));
  expect(applyFailure(again, { kind: 'refused', status: 429, refusal: { code: 'request.too_many' } }).put).toEqual([]);
});

test('a refused item goes again under its own id; a new one only when the id stands for something else', () => {
  const refused = item(1, { state: 'refused', refusal: { code: 'sync.photo_required' } });
  const next = {
    payload: { ...refused.payload, note: '补照片' } as OutboxItem['payload'],
    hash: 'h',
    freshId: newId(),
  };
  expect(edited(refused, next)).toMatchObject({ id: refused.id, state: 'queued', refusal: null, hash: 'h' });
  expect(edited({ ...refused, refusal: { code: 'sync.id_reused' } }, next)).toMatchObject({ id: next.freshId });
  expect(edited(refused, next)?.claimedAt).toBe(refused.claimedAt);
});

test('what is pending is told apart from what needs a person', () => {
  const items = [item(1), item(2, { state: 'sending' }), item(3, { state: 'refused' })];
  expect(pendingOf(items, [{ state: 'due' }, { state: 'held' }, { state: 'refused' }, { state: 'stored' }])).toEqual({
    items: 2,
    files: 1,
    refused: 2,
  });
});

test('back-off doubles from 2 s to 5 min with jitter, and obeys the server', () => {
  expect([1, 2, 3].map((n) => backoffMs(n, 0.999_999))).toEqual([2000, 4000, 8000]);
  expect(backoffMs(1, 0)).toBe(1000);
  expect(backoffMs(50, 0.5)).toBe(225_000);
  expect(backoffMs(1, 0, 60_000)).toBe(60_000);
});

/** A server that answers as ours does: idempotent by id and content. */
function serverOf() {
  const rows = new Map<string, string>();
  return {
    rows,
    take: (batch: readonly OutboxItem[], refuse: (i: OutboxItem) => boolean): SyncPushed =>
      answer(
        batch.map((i): Partial<SyncResult> => {
          const there = rows.get(i.id);
          if (there !== undefined)
            return there === i.hash
              ? { id: i.id, status: 'unchanged' }
              : { id: i.id, status: 'refused', code: 'sync.id_reused' };
          if (refuse(i)) return { id: i.id, status: 'refused', code: 'sync.item_unknown' };
          rows.set(i.id, i.hash);
          return { id: i.id };
        }),
      ),
  };
}

test('whatever is lost, killed, refused and mended on the way: every item is written exactly once', () => {
  const events = fc.array(
    fc.oneof(
      fc.constant('write' as const),
      fc.constant('ok' as const),
      fc.constant('lost request' as const),
      fc.constant('lost answer' as const),
      fc.constant('refuse one' as const),
      fc.constant('server refuses all' as const),
      fc.constant('mend' as const),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(events, (history) => {
      const server = serverOf();
      let outbox: OutboxItem[] = [];
      const sent: SentItem[] = [];
      const written: string[] = [];
      const keep = (put: readonly OutboxItem[], remove: readonly string[] = []) => {
        const by = new Map(outbox.map((i) => [i.id, i]));
        for (const i of put) by.set(i.id, i);
        for (const id of remove) by.delete(id);
        outbox = [...by.values()];
      };
      const push = (event: string) => {
        const batch = markSending(nextBatch(outbox, 3));
        if (batch.length === 0) return;
        keep(batch);
        if (event === 'lost request') return keep(applyFailure(batch, { kind: 'unknown' }).put);
        if (event === 'server refuses all')
          return keep(applyFailure(batch, { kind: 'refused', status: 400, refusal: { code: 'x' } }).put);
        const reply = server.take(batch, (i) => event === 'refuse one' && i === batch[0]);
        if (event === 'lost answer') return;
        const change = applyAnswer(batch, reply, AT);
        keep(change.put, change.remove);
        sent.push(...change.sent);
      };
      for (const event of [...history, 'mend', ...Array.from({ length: 60 }, () => 'ok')]) {
        if (event === 'write') {
          const made = item(written.length);
          written.push(made.id);
          keep([made]);
        } else if (event === 'mend') {
          for (const i of outbox) {
            const next = edited(i, { payload: i.payload, hash: `${i.hash}'`, freshId: newId() });
            if (next) keep([next], next.id === i.id ? [] : [i.id]);
          }
        } else push(event);
      }
      expect(outbox.filter((i) => i.state !== 'refused')).toEqual([]);
      expect([...server.rows.keys()].sort()).toEqual(written.toSorted());
      expect(sent.map((s) => s.id).sort()).toEqual(written.toSorted());
    }),
    { numRuns: 300 },
  );
});

test('what the phone builds is what the contract reads', () => {
  for (const { id, kind, deviceSeq, claimedAt, payload } of [item(1), danger(2), step(3, newId())])
    expect(SyncItemPush.safeParse({ id, kind, deviceSeq, claimedAt, payload }).success).toBe(true);
});
