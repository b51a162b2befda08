import { type DangerStatus, isOpenDanger, liveGrade, type RiskGrade } from '@yufang/domain';
import { type Chain, type MutableRow, refreshUnit, SCALE_FACTOR } from './chain.ts';
import { type Firm, log } from './enterprise.ts';
import type { Found } from './history.ts';
import { type Criterion, criterionFor, majorOf } from './major.ts';
import { readReference } from './reference.ts';
import { json, type Row } from './rows.ts';
import { day, iso } from './when.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** How a danger is worded from the check that failed. */
const FAULTS = [
  '未按要求落实',
  '存在缺陷',
  '损坏未及时更换',
  '记录缺失',
  '失效',
  '现场混乱，不符合要求',
  '松动、锈蚀',
  '无标识',
];
const KINDS = ['safety', 'process', 'electrical', 'instrument', 'fire', 'equipment', 'other'] as const;

/**
 * Dangers over the year, most sprung from records, each carried through the loop as far as its firm's diligence and its age let it; open ones raise
 * the live grade of their risk by the very rule the platform uses.
 */
export function dangerRows(firm: Firm, chain: Chain, found: readonly Found[]): void {
  const { plan, r } = firm;
  const want = Math.round(plan.size.dangers * SCALE_FACTOR[firm.scale] * (0.6 + firm.diligence * 0.62) + r.next());
  const numbers = new Map<string, number>();
  const sprung = r.sample(found, Math.min(found.length, want));
  for (const f of sprung) putDanger(firm, chain, { item: f.item, atMs: f.atMs, by: f, numbers });
  const spanMs = plan.nowMs - Math.max(firm.createdMs, plan.nowMs - plan.size.historyDays * DAY);
  for (let i = sprung.length; i < want && chain.items.length > 0; i += 1) {
    const atMs =
      plan.nowMs - firm.silentDays * DAY - r.next() ** 1.3 * Math.max(DAY, spanMs - firm.silentDays * DAY - DAY) - HOUR;
    putDanger(firm, chain, { item: r.pick(chain.items), atMs, by: null, numbers });
  }
}

function putDanger(
  firm: Firm,
  chain: Chain,
  what: { item: Chain['items'][number]; atMs: number; by: Found | null; numbers: Map<string, number> },
): void {
  const { plan, r, base } = firm;
  const { item, atMs, by } = what;
  const id = r.uuid(atMs);
  const criterion: Criterion | null = criterionFor(firm, item);
  const major = criterion !== null;
  const atOnce = !major && r.chance(0.45);
  const days = atOnce ? 1 : major ? r.int(20, 45) : r.int(5, 20);
  const dueMs = atMs + days * DAY;
  const takes = days * DAY * (0.15 + r.next() * (1.4 - firm.diligence * 0.45));
  const rectifiedMs = atMs + takes;
  const closedMs = rectifiedMs + r.int(1, atOnce ? 5 : 30) * HOUR;
  const neverClosed = r.chance((1 - firm.diligence) * 0.12);
  const status = statusAt(plan.nowMs, { atMs, rectifiedMs, closedMs, neverClosed });
  const open = isOpenDanger({ status });
  const [reporter, fixer] = [by ? { id: by.personId, name: by.personName } : r.pick(firm.people), r.pick(firm.people)];
  const head = { id: 'seed-head', name: String(firm.rows.enterprise[0]?.contact_name) };
  const foundDay = day(atMs);
  const n = (what.numbers.get(foundDay) ?? 0) + 1;
  what.numbers.set(foundDay, n);
  const deadline = day(dueMs);
  const overdue = open && status !== 'reported' && deadline < plan.today;
  const closed = status === 'closed';
  const rectified = closed || status === 'to_accept';
  const name = criterion?.text.slice(0, 80) ?? `${item.text.replace(/[？?。]$/, '').slice(0, 60)}：${r.pick(FAULTS)}`;
  // Nobody has looked at it yet: no treatment, nobody named, no day set.
  const raw = status === 'reported';
  const row: MutableRow = {
    ...base,
    id,
    number: `YH-${foundDay.replaceAll('-', '')}-${String(n).padStart(4, '0')}`,
    name,
    description: name,
    criteria: criterion ? [criterion.code] : [],
    level: major ? 'major' : 'general',
    status,
    source: by ? 'daily' : r.pick(['comprehensive', 'professional', 'seasonal', 'holiday', 'expert']),
    kind: r.pick(KINDS),
    factor: r.weighted([
      ['thing', 6],
      ['person', 2],
      ['management', 2],
    ] as const),
    unit_id: item.unitId,
    event_id: item.eventId,
    measure_id: item.measureId,
    record_id: by?.recordId ?? null,
    reported_by: reporter.id,
    reporter_name: reporter.name,
    found_at: iso(atMs),
    received_at: iso(atMs + 5_000),
    found_day: foundDay,
    treatment: raw ? null : atOnce ? 'at_once' : 'time_limited',
    deadline: raw ? null : deadline,
    assignee_id: raw ? null : fixer.id,
    assignee_name: raw ? null : fixer.name,
    five:
      raw || atOnce
        ? null
        : json({
            measures: '按要求整改并复查',
            responsible: fixer.name,
            funds: '由安全投入列支',
            deadline,
            contingency: '整改期间设警戒、专人监护',
          }),
    rectified_by: rectified ? fixer.id : null,
    rectified_by_name: rectified ? fixer.name : null,
    rectified_at: rectified ? iso(rectifiedMs) : null,
    rectified_note: rectified ? '已整改，现场复查正常。' : null,
    accepted_by: closed ? head.id : null,
    accepted_by_name: closed ? head.name : null,
    accepted_at: closed ? iso(closedMs) : null,
    closed_at: closed ? iso(closedMs) : null,
    closed_day: closed ? day(closedMs) : null,
    closed_on_time: closed ? day(closedMs) <= deadline : null,
    overdue,
    dues: json({}),
    escalation_level: 0,
    overdue_since: overdue ? day(dueMs + DAY) : null,
    major: major ? json(majorOf(firm, { status, atMs, rectifiedMs, head })) : null,
    supervision:
      major && status !== 'reported' && r.chance(0.4)
        ? json({
            level: r.pick(['county', 'county', 'city', 'province']),
            listedAt: iso(atMs + DAY),
            listedBy: 'seed-officer',
            until: deadline,
            liftedAt: closed ? iso(closedMs) : null,
            liftedBy: closed ? 'seed-officer' : null,
          })
        : null,
    created_at: iso(atMs),
    updated_at: iso(closed ? closedMs : atMs),
    origin: 'field',
    version: 1,
  };
  firm.rows.hidden_danger.push(row);
  if (by) by.row.danger_id = id;
  const worker = { ...reporter, role: 'post_worker' };
  log(firm, {
    atMs: atMs + 5_000,
    entity: 'hidden_danger',
    entityId: id,
    action: 'report',
    after: asReported(row),
    by: worker,
  });
  if (open) {
    const level = major ? 'major' : 'general';
    raise(firm, chain, { eventId: item.eventId, unitId: item.unitId, level, status, atMs: atMs + 5_000, by: worker });
  }
  row.version = 1 + story(firm, { id, row, atMs, rectifiedMs, closedMs, status, fixer, head });
}

/** Where a danger stands now, given when its steps fall. */
function statusAt(
  nowMs: number,
  t: { atMs: number; rectifiedMs: number; closedMs: number; neverClosed: boolean },
): DangerStatus {
  if (!t.neverClosed && t.closedMs <= nowMs) return 'closed';
  if (!t.neverClosed && t.rectifiedMs <= nowMs) return 'to_accept';
  return nowMs - t.atMs < 6 * HOUR ? 'reported' : nowMs - t.atMs < DAY ? 'assigned' : 'rectifying';
}

function raise(
  firm: Firm,
  chain: Chain,
  what: {
    eventId: string;
    unitId: string;
    level: 'general' | 'major';
    status: DangerStatus;
    atMs: number;
    by: { id: string; name: string; role: string };
  },
): void {
  const event = chain.events.get(what.eventId);
  if (!event) return;
  const open = [...(chain.openOf.get(what.eventId) ?? []), { level: what.level, status: what.status }];
  chain.openOf.set(what.eventId, open);
  const before = event.live_grade as RiskGrade;
  event.live_grade = liveGrade(event.grade as RiskGrade, open, readReference('risk_regrade')) ?? before;
  const moved = (entity: string, entityId: string, from: unknown, to: unknown) => {
    if (from === to) return;
    const { atMs, by } = what;
    log(firm, {
      atMs,
      entity,
      entityId,
      action: 'regrade',
      before: { live_grade: String(from) },
      after: { live_grade: to },
      by,
    });
  };
  const unit = chain.units.get(what.unitId);
  const unitBefore = unit?.live_grade;
  refreshUnit(chain, what.unitId);
  moved('risk_event', what.eventId, before, event.live_grade);
  moved('risk_unit', what.unitId, unitBefore, unit?.live_grade);
}

const LATER =
  /^(five|deadline|assignee|rectified|accepted|closed|overdue|major|supervision|treatment|version|created_at|updated_at)/;
const laterColumns = new Map<string, boolean>();
const isLater = (column: string): boolean => {
  const known = laterColumns.get(column);
  if (known !== undefined) return known;
  laterColumns.set(column, LATER.test(column));
  return LATER.test(column);
};

/** The row as it was when it was reported: what came later is left out. */
function asReported(row: Row): Row {
  const out: MutableRow = {};
  for (const column in row) {
    const value = row[column];
    if (value !== null && value !== undefined && !isLater(column)) out[column] = value;
  }
  out.status = 'reported';
  return out;
}

type Person = { readonly id: string; readonly name: string };

/** The steps of the loop as they would stand in the log; how many there are. */
function story(
  firm: Firm,
  d: {
    id: string;
    row: Row;
    atMs: number;
    rectifiedMs: number;
    closedMs: number;
    status: DangerStatus;
    fixer: Person;
    head: Person;
  },
): number {
  const { row } = d;
  const fixer = { ...d.fixer, role: 'team_leader' };
  const head = { ...d.head, role: 'enterprise_head' };
  const step = (
    atMs: number,
    action: string,
    from: string,
    after: Readonly<Record<string, unknown>>,
    by: Person & { readonly role: string },
  ) =>
    log(firm, {
      atMs: Math.round(atMs),
      entity: 'hidden_danger',
      entityId: d.id,
      action,
      before: { status: from },
      after,
      by,
    });
  if (d.status === 'reported' || !firm.plan.size.detailedLog) return 0;
  step(
    d.atMs + 2 * HOUR,
    'assign',
    'reported',
    { status: 'assigned', treatment: row.treatment, deadline: row.deadline, assignee_name: row.assignee_name },
    head,
  );
  if (d.status === 'assigned') return 1;
  step(d.atMs + 5 * HOUR, 'start', 'assigned', { status: 'rectifying' }, fixer);
  if (d.status === 'rectifying') return 2;
  step(
    Math.max(d.rectifiedMs, d.atMs + 6 * HOUR),
    'submit_rectified',
    'rectifying',
    { status: 'to_accept', rectified_by_name: row.rectified_by_name, rectified_note: row.rectified_note },
    fixer,
  );
  if (d.status === 'to_accept') return 3;
  step(
    Math.max(d.closedMs, d.atMs + 7 * HOUR),
    'accept',
    'to_accept',
    { status: 'closed', accepted_by_name: row.accepted_by_name, closed_on_time: row.closed_on_time },
    head,
  );
  return 4;
}
