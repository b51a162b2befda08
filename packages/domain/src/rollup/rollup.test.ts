import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DANGER_LEVELS, DANGER_STATUSES } from '../danger/vocabulary.ts';
import { TASK_STATES } from '../inspection/vocabulary.ts';
import { ACTIVITIES, ENTERPRISE_STATES } from '../org/vocabulary.ts';
import { RISK_GRADES } from '../risk/vocabulary.ts';
import { type Contribution, contribution, counterKey, remembered, tally } from './contribution.ts';
import { FLOW_METRICS, STOCK_METRICS } from './metrics.ts';
import {
  controlMeasureContribution,
  enterpriseContribution,
  hiddenDangerContribution,
  inspectionRecordContribution,
  inspectionTaskContribution,
  riskEventContribution,
  riskUnitContribution,
} from './rows.ts';

const day = fc.constantFrom('2026-11-22', '2026-11-23', '2026-11-24');
const state = fc.constantFrom('active', 'withdrawn');
const grade = fc.option(fc.constantFrom(...RISK_GRADES));

/** Any version of any counted row, already read as what it contributes. */
const version: fc.Arbitrary<Contribution> = fc.oneof(
  fc
    .record({
      status: fc.constantFrom(...ENTERPRISE_STATES),
      activity: fc.constantFrom(...ACTIVITIES),
      covered: fc.boolean(),
    })
    .map(enterpriseContribution),
  fc.record({ state, live_grade: grade }).map(riskUnitContribution),
  fc
    .record({ state, live_grade: grade, review_state: fc.constantFrom('draft', 'approved') })
    .map(riskEventContribution),
  fc
    .record({
      state,
      duty_post_id: fc.option(fc.uuid()),
      check_content: fc.option(fc.constantFrom('', 'gauge reads green')),
    })
    .map(controlMeasureContribution),
  fc.record({ state: fc.constantFrom(...TASK_STATES), day }).map(inspectionTaskContribution),
  fc
    .record({ state, result: fc.constantFrom('normal', 'abnormal'), marked: fc.boolean(), day })
    .map(inspectionRecordContribution),
  fc
    .record({
      status: fc.constantFrom(...DANGER_STATUSES),
      level: fc.constantFrom(...DANGER_LEVELS),
      overdue: fc.boolean(),
      found_day: day,
      closed_day: fc.option(day),
      closed_on_time: fc.option(fc.boolean()),
      supervision: fc.constantFrom(
        null,
        { listedAt: null },
        { listedAt: 'x', liftedAt: null },
        { listedAt: 'x', liftedAt: 'y' },
      ),
    })
    .map(hiddenDangerContribution),
);

const NOTHING: Contribution = new Map();
const sorted = (c: Contribution) => [...c].toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('counters', () => {
  test('for any history, the sum of the deltas is what the last versions contribute', () => {
    const step = fc.record({ row: fc.integer({ min: 0, max: 5 }), after: version });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (history) => {
        const last = new Map<number, Contribution>();
        const live = new Map<string, number>();
        for (const { row, after } of history) {
          tally(live, after);
          tally(live, last.get(row) ?? NOTHING, -1);
          last.set(row, after);
        }
        const afresh = new Map<string, number>();
        for (const one of last.values()) tally(afresh, one);
        expect(sorted(live)).toEqual(sorted(afresh));
      }),
    );
  });

  test('a stock carries no day, a flow always one', () => {
    fc.assert(
      fc.property(version, (c) => {
        for (const key of c.keys()) {
          const [metric = '', date = ''] = key.split('|');
          expect((FLOW_METRICS as readonly string[]).includes(metric), key).toBe(date !== '');
          expect((STOCK_METRICS as readonly string[]).includes(metric), key).toBe(date === '');
        }
      }),
    );
  });

  test('a withdrawn or invalid danger was neither found nor closed', () => {
    const row = {
      level: 'major',
      overdue: true,
      found_day: '2026-11-23',
      closed_day: '2026-11-24',
      closed_on_time: true,
    };
    for (const status of ['withdrawn', 'invalid'])
      expect(hiddenDangerContribution({ ...row, status, supervision: null }).size).toBe(0);
    expect(hiddenDangerContribution({ ...row, status: 'closed', supervision: null })).toEqual(
      new Map([
        [counterKey('dangers_closed', '2026-11-24'), 1],
        [counterKey('dangers_closed_on_time', '2026-11-24'), 1],
        [counterKey('dangers_found_major', '2026-11-23'), 1],
        [counterKey('dangers_found', '2026-11-23'), 1],
      ]),
    );
  });

  test('nothing is kept for a zero', () => {
    const one = contribution([['records', 1, '2026-11-23']]);
    const total = new Map(one);
    tally(total, one, -1);
    expect(total.size).toBe(0);
    expect(contribution([['records', false, '2026-11-23']]).size).toBe(0);
  });

  test('a remembered rule says of every row what the rule says, however many there were before', () => {
    const rule = (n: number) => contribution([['records', n, '2026-11-23']]);
    const known = remembered(rule, String);
    for (let n = 0; n < 12_000; n += 7) expect(known(n % 6_000)).toEqual(rule(n % 6_000));
  });
});
