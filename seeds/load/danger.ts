import { type DangerStatus, isOpenDanger, liveGrade, type RiskGrade, type RiskRegrade } from '@yufang/domain';
import { type Chain, refreshUnit, SCALE_FACTOR } from './chain.ts';
import { day, type Firm, iso, log } from './enterprise.ts';
import type { Found } from './history.ts';
import { readReference } from './reference.ts';
import { json, type Row } from './rows.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

let regrade: RiskRegrade | null = null;

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
  const major = r.chance(0.02);
  const atOnce = !major && r.chance(0.45);
  const days = atOnce ? 1 : major ? r.int(20, 45) : r.int(5, 20);
  const dueMs = atMs + days * DAY;
  const takes = days * DAY * (0.3 + r.next() * (1.5 - firm.diligence * 0.75));
  const rectifiedMs = atMs + takes;
  const closedMs = rectifiedMs + r.int(2, 40) * HOUR;
  const neverClosed = r.chance((1 - firm.diligence) * 0.12);
  const status = statusAt(plan.nowMs, { atMs, rectifiedMs, closedMs, neverClosed });
  const open = isOpenDanger({ status });
  const [reporter, fixer] = [by ? { id: by.personId, name: by.personName } : r.pick(firm.people), r.pick(firm.people)];
  const head = { id: 'seed-head', name: String(firm.rows.enterprise[0]?.contact_name) };
  const foundDay = day(atMs);
  const n = (what.numbers.get(foundDay) ?? 0) + 1;
  what.numbers.set(foundDay, n);
  const deadline = day(dueMs);
  const overdue = open && deadline < plan.today;
  const closed = status === 'closed';
  const rectified = closed || status === 'to_accept';
  const name = `${item.text.replace(/[？?。]$/, '').slice(0, 60)}：${r.pick(FAULTS)}`;
  const row: Row = {
    ...base,
    id,
    number: `YH-${foundDay.replaceAll('-', '')}-${String(n).padStart(4, '0')}`,
    name,
    description: name,
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
    treatment: atOnce ? 'at_once' : 'time_limited',
    deadline,
    assignee_id: fixer.id,
    assignee_name: fixer.name,
    five: atOnce
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
    overdue_since: overdue ? day(dueMs + DAY) : null,
    created_at: iso(atMs),
    updated_at: iso(closed ? closedMs : atMs),
    origin: 'field',
    version: 1,
  };
  firm.rows.hidden_danger.push(row);
  if (by) by.row.danger_id = id;
  if (open)
    raise(firm, chain, { eventId: item.eventId, unitId: item.unitId, level: major ? 'major' : 'general', status });
  story(firm, { id, row, atMs, rectifiedMs, closedMs, status, reporter, fixer, head });
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
  what: { eventId: string; unitId: string; level: 'general' | 'major'; status: DangerStatus },
): void {
  const event = chain.events.get(what.eventId);
  if (!event) return;
  regrade ??= readReference('risk_regrade');
  const open = [...(chain.openOf.get(what.eventId) ?? []), { level: what.level, status: what.status }];
  chain.openOf.set(what.eventId, open);
  const before = event.live_grade as RiskGrade;
  event.live_grade = liveGrade(event.grade as RiskGrade, open, regrade) ?? before;
  refreshUnit(chain, what.unitId);
  if (event.live_grade !== before) {
    log(firm, {
      atMs: firm.plan.nowMs - HOUR,
      entity: 'risk_event',
      entityId: what.eventId,
      action: 'regrade',
      before: { live_grade: before },
      after: { live_grade: event.live_grade },
    });
  }
}

type Person = { readonly id: string; readonly name: string };

/** The steps of the loop as they would stand in the log. */
function story(
  firm: Firm,
  d: {
    id: string;
    row: Row;
    atMs: number;
    rectifiedMs: number;
    closedMs: number;
    status: DangerStatus;
    reporter: Person;
    fixer: Person;
    head: Person;
  },
): void {
  const { row } = d;
  const worker = { ...d.reporter, role: 'post_worker' };
  const fixer = { ...d.fixer, role: 'team_leader' };
  const head = { ...d.head, role: 'enterprise_head' };
  const step = (
    atMs: number,
    action: string,
    from: string,
    after: Readonly<Record<string, unknown>>,
    by: typeof worker,
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
  log(firm, {
    atMs: d.atMs + 5_000,
    entity: 'hidden_danger',
    entityId: d.id,
    action: 'report',
    after: { number: row.number, name: row.name, level: row.level, status: 'reported', found_at: row.found_at },
    by: worker,
  });
  if (d.status === 'reported' || !firm.plan.size.detailedLog) return;
  step(
    d.atMs + 2 * HOUR,
    'assign',
    'reported',
    { status: 'assigned', treatment: row.treatment, deadline: row.deadline, assignee_name: row.assignee_name },
    head,
  );
  if (d.status === 'assigned') return;
  step(d.atMs + 5 * HOUR, 'start', 'assigned', { status: 'rectifying' }, fixer);
  if (d.status === 'rectifying') return;
  step(
    Math.max(d.rectifiedMs, d.atMs + 6 * HOUR),
    'submit_rectified',
    'rectifying',
    { status: 'to_accept', rectified_by_name: row.rectified_by_name, rectified_note: row.rectified_note },
    fixer,
  );
  if (d.status === 'to_accept') return;
  step(
    Math.max(d.closedMs, d.atMs + 7 * HOUR),
    'accept',
    'to_accept',
    { status: 'closed', accepted_by_name: row.accepted_by_name, closed_on_time: row.closed_on_time },
    head,
  );
}
