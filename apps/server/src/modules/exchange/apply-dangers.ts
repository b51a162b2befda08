import type { ExchangeRowResult } from '@yufang/contract';
import { type CanonicalDanger, shanghaiDayOf } from '@yufang/exchange';
import type { Row } from '../change/record.ts';
import { selectDanger } from '../danger/command.ts';
import type { DangerColumns, DangerRecord } from '../danger/facts.ts';
import { readDangerReference } from '../danger/rules.ts';
import { saveDanger } from '../danger/save.ts';
import { dayOf } from '../risk/work.ts';
import type { Applying, Ground } from './apply-chain.ts';
import { numbersFor } from './danger-numbers.ts';
import { isState, settleState, splitState } from './danger-state.ts';
import { dangerColumns } from './mapping.ts';
import { answer, extraColumn, type Incoming, known, planOf } from './outcome.ts';
import { type Saying, writeSaid } from './said.ts';

type Dangers = readonly Incoming<CanonicalDanger>[];

/** Dangers, through the one writer of dangers: it grades their risk anew and keeps deadlines and escalation. */
export async function applyDangers(a: Applying, rows: Dangers, ground: Ground): Promise<ExchangeRowResult[]> {
  if (rows.length === 0) return [];
  const { trx, chain, actor, now } = a.work;
  const { enterpriseId } = chain.dims;
  const today = dayOf(a.work);
  const reference = await readDangerReference(trx, today);
  const births = rows.filter((r) => !ground.stored.has(r.row.id)).map((r) => shanghaiDayOf(r.row.registeredAt));
  const numberOf = await numbersFor(trx, enterpriseId, births);
  const results: ExchangeRowResult[] = [];
  const sayings: Saying[] = [];
  for (const given of rows) {
    const incoming = { ...given, extra: { ...given.extra, ...unplaced(given.row) } };
    const { row } = incoming;
    const there = ground.stored.get(row.id);
    const said = ground.said.get(row.id);
    const columns = columnsOf(a, row, ground);
    const verdict = known(there, said, given);
    if (verdict !== 'stale') sayings.push(saying(given, columns));
    if (verdict !== null) {
      results.push(answer(incoming, verdict));
      continue;
    }
    const before = there ? ((await selectDanger(trx, enterpriseId, row.id)) ?? null) : null;
    const { state: sent, rest } = splitState(columns);
    const plan = planOf(there, said, incoming, rest);
    const state = before ? settleState({ before, said, sent, incoming }) : sent;
    if (plan.verdict === 'unchanged' && before && isState(before, state)) {
      results.push(answer(incoming, 'unchanged'));
      continue;
    }
    const next = { ...(plan.verdict === 'apply' ? plan.columns : plan.verdict === 'create' ? rest : {}), ...state };
    const whole = {
      ...next,
      source_extra: jsonText(extraColumn(incoming)),
      rectified_at: rectifiedAt(row, before, next),
      id: row.id,
      origin: before?.origin ?? a.origin,
      source_updated_at: new Date(row.updatedAt),
      reported_by: before?.reported_by ?? a.origin,
      received_at: before?.received_at ?? now,
    } as DangerColumns;
    const withdraws = whole.status === 'withdrawn' && before?.status !== 'withdrawn';
    await saveDanger(trx, chain, {
      actor,
      at: now,
      today,
      action: withdraws ? 'withdraw' : 'import',
      before,
      columns: whole,
      number: before ? undefined : numberOf(shanghaiDayOf(row.registeredAt)),
      reference,
    });
    results.push(answer(incoming, withdraws ? 'deleted' : there ? 'updated' : 'created'));
  }
  await writeSaid(a.work, a.variant, sayings);
  return results;
}

const saying = (incoming: Incoming, columns: Row): Saying => ({
  entity: 'hiddenDanger',
  id: incoming.row.id,
  columns,
  hash: incoming.hash,
  at: new Date(incoming.row.updatedAt),
});

const jsonText = (value: Row | null): string | null => (value === null ? null : JSON.stringify(value));

/** Everything of the row that a column of ours says; `rectified_at` follows from the state. */
function columnsOf(a: Applying, row: CanonicalDanger, ground: Ground): Row {
  const measure = row.measureId === null ? undefined : ground.parents.get(row.measureId);
  return {
    ...dangerColumns(row, row.state === '9' && row.acceptedAt ? shanghaiDayOf(row.acceptedAt) : null),
    measure_id: measure?.id ?? null,
    event_id: measure ? String(measure.event_id) : null,
    unit_id: measure ? String(measure.unit_id) : null,
    record_id: row.recordId,
    found_at: new Date(row.registeredAt),
    found_day: shanghaiDayOf(row.registeredAt),
    // Acceptance wants somebody who rectified; a sender gives a name, not an account.
    rectified_by: row.state === '0' ? null : `${a.origin}:${row.liablePerson}`,
    accepted_by: row.state === '9' ? `${a.origin}:${row.acceptedBy}` : null,
  };
}

/** The dress sends no time of rectification: that of the acceptance, else of the row, unless it is known here already. */
function rectifiedAt(row: CanonicalDanger, before: DangerRecord | null, next: Row): Date | null {
  if (next.rectified_by === null || next.rectified_by === undefined) return null;
  return before?.rectified_at ?? new Date(row.acceptedAt ?? row.updatedAt);
}

/** Fields of the standard that our danger has no column for; kept as they came. */
function unplaced(row: CanonicalDanger): Row {
  const all = {
    hazardCode: row.hazardCode,
    hazardCategory: row.category,
    occurrenceLink: row.occurrenceLink,
    enforcementId: row.enforcementId,
    photos: row.photos.length > 0 ? row.photos : null,
    acceptPhotos: row.acceptPhotos.length > 0 ? row.acceptPhotos : null,
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== null));
}
