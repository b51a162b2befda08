import type { SyncDanger } from '@yufang/contract';
import { DANGER_STEPS } from '@yufang/domain/danger/steps';
import { expect, test } from 'vitest';
import type { OutboxItem, SentItem } from '../outbox/types.ts';
import { localDangers, nextSteps, sortForMe } from './local-dangers.ts';

const danger = (more: Partial<SyncDanger> = {}): SyncDanger => ({
  id: 'd1',
  number: 'YH-1',
  name: '阀门渗漏',
  description: '',
  level: 'general',
  status: 'assigned',
  unitId: null,
  location: null,
  foundAt: '2026-11-24T01:00:00Z',
  reportedByMe: false,
  assignedToMe: true,
  reporterName: '张三',
  assigneeName: '李四',
  treatment: 'time_limited',
  deadline: '2026-11-30',
  overdue: false,
  measures: null,
  rectifiedNote: null,
  photoIds: [],
  rectifiedPhotoIds: [],
  version: 3,
  ...more,
});
const step = (type: 'start' | 'accept', state: OutboxItem['state']): OutboxItem => ({
  id: `c-${type}`,
  kind: 'danger_command',
  deviceSeq: 1,
  claimedAt: '2026-11-24T02:00:00Z',
  payload: { dangerId: 'd1', command: { type } },
  hash: '',
  state,
  label: { title: '', place: null },
  refusal: state === 'refused' ? { code: 'danger.wrong_status' } : null,
  attempts: 0,
  unsure: false,
});
const of = (outbox: OutboxItem[], sent: SentItem[] = [], dangers = [danger()]) =>
  localDangers({ dangers, outbox, sent, me: { name: '张三' } });

test('a step that waits shows at once and the next is offered; a refused one is offered again', () => {
  expect(nextSteps(of([])[0] ?? expect.unreachable(), 'post_worker')).toEqual(['start']);
  const waiting = of([step('start', 'queued')])[0] ?? expect.unreachable();
  expect([waiting.pending, nextSteps(waiting, 'post_worker')]).toEqual(['start', ['submit_rectified']]);
  const refused = of([step('start', 'refused')])[0] ?? expect.unreachable();
  expect([refused.pending, refused.refused, nextSteps(refused, 'post_worker')]).toEqual([null, true, ['start']]);
});

test('a danger found here is in the list before the server knows it, and once only afterwards', () => {
  const found: OutboxItem = {
    ...step('start', 'queued'),
    id: 'd2',
    kind: 'danger',
    payload: { name: '缺护栏', photos: [] },
  };
  expect(of([found]).map((d) => [d.id, d.number, d.pending])).toContainEqual(['d2', null, 'report']);
  const { state: _s, ...rest } = found;
  const sent: SentItem = { ...rest, at: '', outcome: 'sent', marks: [] };
  expect(of([], [sent], [danger(), danger({ id: 'd2' })]).filter((d) => d.id === 'd2')).toHaveLength(1);
  expect(of([], [{ ...sent, outcome: 'given_up' }])).toHaveLength(1);
});

test('what is offered is what the loop allows from that status', () => {
  for (const status of [
    'reported',
    'verified',
    'assigned',
    'rectifying',
    'to_accept',
    'closed',
    'invalid',
    'withdrawn',
  ] as const) {
    for (const role of ['post_worker', 'team_leader', 'safety_officer', 'enterprise_head']) {
      for (const assignedToMe of [true, false]) {
        const [local] = of([], [], [danger({ status, assignedToMe, treatment: 'at_once', reportedByMe: true })]);
        for (const type of nextSteps(local ?? expect.unreachable(), role))
          expect(DANGER_STEPS[type].from, `${type} from ${status}`).toContain(status);
      }
    }
  }
});

test('what a regulator judges is neither accepted nor withdrawn here; a row that does not say so is as before', () => {
  const steps = (more: Partial<SyncDanger>) =>
    nextSteps(of([], [], [danger({ assignedToMe: false, ...more })])[0] ?? expect.unreachable(), 'safety_officer');
  const waits = { status: 'to_accept' } as const;
  expect([steps(waits), steps({ ...waits, judgedOutside: false })]).toEqual(
    Array(2).fill(['accept', 'fail_acceptance']),
  );
  expect(steps({ ...waits, judgedOutside: true })).toEqual([]);
  expect(steps({ status: 'reported' })).toContain('withdraw');
  expect(steps({ status: 'reported', judgedOutside: true })).toEqual(['assign', 'verify']);
});

test('mine first, the overdue before the rest; what is over last', () => {
  const list = of(
    [],
    [],
    [
      danger({ id: 'a', status: 'closed' }),
      danger({ id: 'b' }),
      danger({ id: 'c', overdue: true }),
      danger({ id: 'd', assignedToMe: false }),
    ],
  );
  const sorted = sortForMe(list, 'post_worker');
  expect([sorted.mine.map((d) => d.id), sorted.others.map((d) => d.id), sorted.over.map((d) => d.id)]).toEqual([
    ['c', 'b'],
    ['d'],
    ['a'],
  ]);
});
