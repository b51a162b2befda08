import {
  type DangerExtension,
  type DangerFacts,
  type DangerMajor,
  type DangerStatus,
  type DangerSupervision,
  isOpenDanger,
  type Treatment,
} from '@yufang/domain';
import { shanghaiDay, spanFrom } from '@yufang/domain/reference/days';
import { json, type Row, type Value } from '@yufang/seeds/load/rows';
import type { Dues } from '../danger/facts.ts';
import type { DangerReference } from '../danger/rules.ts';
import { scheduleOf } from '../danger/schedule.ts';

/** What time has made of a generated danger by now, by the platform's own rule, so that no sweep has to go over a freshly seeded province. */
export function dueDanger(row: Row, today: string, reference: DangerReference): Row {
  const facts = factsOfSeed(row);
  if (!isOpenDanger(facts)) return row;
  const reported = shanghaiDay(facts.reportedAt);
  const dues: Dues =
    facts.level === 'major' && facts.status === 'reported'
      ? { report_up: { on: spanFrom(reported, reference.deadlines.reportMajorUp, reference.calendar), late: false } }
      : {};
  const { rungRoles: _, late: __, dues: marked, ...derived } = scheduleOf(facts, dues, today, reference);
  return { ...row, ...(derived as Record<string, Value>), dues: json(JSON.parse(String(marked))) };
}

const jsonIn = <T>(v: Value | undefined): T | null =>
  typeof v === 'object' && v !== null && 'json' in v ? (v.json as T) : null;
const textIn = (v: Value | undefined): string | null => (typeof v === 'string' ? v : null);

// The generator writes these columns itself, in the words of the domain's vocabulary.
const factsOfSeed = (row: Row): DangerFacts => ({
  status: row.status as DangerStatus,
  level: row.level as DangerFacts['level'],
  treatment: textIn(row.treatment) as Treatment | null,
  source: row.source as DangerFacts['source'],
  reportedBy: String(row.reported_by),
  reportedAt: String(row.received_at),
  handleSince: null,
  assigneeId: textIn(row.assignee_id),
  rectifiedBy: textIn(row.rectified_by),
  rectifiedAt: textIn(row.rectified_at),
  deadline: textIn(row.deadline),
  extension: jsonIn<DangerExtension>(row.extension),
  supervision: jsonIn<DangerSupervision>(row.supervision),
  major: jsonIn<DangerMajor>(row.major),
  failedAcceptances: 0,
  reopened: 0,
});
