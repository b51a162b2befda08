import { SyncItemPush } from '@yufang/contract';
import { expect, test } from 'vitest';
import { newId } from '../lib/uuid.ts';
import { itemsOfReport, itemsOfRound } from './build.ts';
import { amend, answer, goTo, missingFor, questionOf, scannedAt, spend, startRound, summaryOf } from './round.ts';
import type { DangerDraft, Question } from './types.ts';

const unitId = newId();
const question = (more: Partial<Question> = {}): Question => ({
  recordId: newId(),
  itemId: newId(),
  unitId,
  taskId: null,
  windowStart: null,
  content: '阀门有无渗漏',
  measure: null,
  risk: null,
  unitName: '1号储罐',
  photoRequired: false,
  ...more,
});
const AT = '2026-11-24T01:00:00.000Z';
const place = { lon: 113.7, lat: 34.7, accuracyM: 12.345, at: AT };
const photo = { id: newId(), kind: 'photo' as const, sha256: 'b'.repeat(64), bytes: 3, takenAt: AT };
const claims = new Map([[photo.id, photo]]);
const danger = (more: Partial<DangerDraft> = {}): DangerDraft => ({
  id: newId(),
  name: '法兰渗漏',
  description: '',
  atOnce: false,
  fixed: null,
  criteria: [],
  ...more,
});

test('a round: answers keep their own time and place, the time spent belongs to the point, one may go back', () => {
  const [a, b] = [question(), question()];
  let draft = startRound([a, b], AT);
  expect(questionOf(draft)).toBe(a);
  draft = answer(spend(draft, 5000), a, { result: 'normal', at: AT, place });
  draft = goTo(draft, 1);
  expect(missingFor(b, undefined)).toBe('answer');
  draft = amend(draft, b, { photos: [photo.id] });
  expect(missingFor(b, draft.answers[b.itemId])).toBe('answer');
  expect(itemsOfRound(draft, claims, newId)).toHaveLength(1);
  draft = answer(spend(draft, 7000), b, { result: 'abnormal', at: '2026-11-24T01:01:00.000Z', place: null });
  draft = amend(draft, b, { note: ' 轻微 ', danger: danger() });
  draft = scannedAt(goTo(draft, 9), unitId, 'P1');
  expect(draft.at).toBe(2);
  expect(summaryOf(draft)).toEqual({ normal: 1, abnormal: 1, notApplicable: 0, open: [] });
  const items = itemsOfRound(draft, claims, newId);
  expect(items.map((i) => i.kind)).toEqual(['record', 'danger', 'record']);
  expect(items[2]).toMatchObject({ id: b.recordId, claimedAt: '2026-11-24T01:01:00.000Z' });
  expect(items[0]?.payload).toMatchObject({ durationMs: 12_000, accuracyM: 12.3, pointCode: 'P1' });
  items.forEach((i, n) => {
    expect(SyncItemPush.safeParse({ ...i, deviceSeq: n, label: undefined }).error).toBeUndefined();
  });
});

test('changing one’s mind is a new answer, and takes the danger back', () => {
  const q = question();
  let draft = answer(startRound([q], AT), q, { result: 'abnormal', at: AT, place: null });
  draft = amend(draft, q, { danger: danger(), note: '手误' });
  draft = answer(draft, q, { result: 'normal', at: '2026-11-24T01:02:00.000Z', place: null });
  expect(draft.answers[q.itemId]).toMatchObject({ result: 'normal', danger: null, note: '手误' });
});

test('what still wants something is not sent: no answer, no photo, a danger without a name or half a fix', () => {
  const q = question({ photoRequired: true });
  const draft = answer(startRound([q], AT), q, { result: 'normal', at: AT, place: null });
  expect(missingFor(q, draft.answers[q.itemId])).toBe('photo');
  expect(itemsOfRound(draft, claims, newId)).toEqual([]);
  const na = answer(draft, q, { result: 'not_applicable', at: AT, place: null });
  expect(missingFor(q, na.answers[q.itemId])).toBeNull();
  const bad = amend(answer(draft, q, { result: 'abnormal', at: AT, place: null }), q, { photos: [photo.id] });
  expect(missingFor(q, amend(bad, q, { danger: danger({ name: ' ' }) }).answers[q.itemId])).toBe('danger_name');
  const half = danger({ atOnce: true, fixed: { note: '已紧固', photos: [] } });
  expect(missingFor(q, amend(bad, q, { danger: half }).answers[q.itemId])).toBe('fix');
  const fixed = danger({ atOnce: true, fixed: { note: '已拧紧', photos: [photo.id] } });
  const proved = (minFixPhotos?: number) =>
    missingFor(
      { ...q, ...(minFixPhotos === undefined ? {} : { minFixPhotos }) },
      amend(bad, q, { danger: fixed }).answers[q.itemId],
    );
  expect([proved(), proved(1), proved(2)]).toEqual([null, null, 'fix']);
});

test('put right on the spot: report and step; a major danger is never fixed at once', () => {
  const fixed = { note: '已紧固', photos: [photo.id] };
  const report = (d: DangerDraft) =>
    itemsOfReport(
      { id: 'report', danger: d, foundAt: AT, unitId, location: '', photos: [], voice: null, place },
      { claims, freshId: newId, placeName: null },
    );
  const items = report(danger({ atOnce: true, fixed }));
  expect(items.map((i) => i.kind)).toEqual(['danger', 'danger_command']);
  expect(items[0]?.payload).toMatchObject({ treatment: 'at_once' });
  expect(report(danger({ atOnce: true, fixed, criteria: ['x/1'] })).map((i) => i.kind)).toEqual(['danger']);
  items.forEach((i, n) => {
    expect(SyncItemPush.safeParse({ ...i, deviceSeq: n, label: undefined }).error).toBeUndefined();
  });
});
