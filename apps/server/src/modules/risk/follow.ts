import { sql } from 'kysely';
import type { Entry } from '../change/record.ts';
import { type RowOf, updateRow, type Work } from './work.ts';

/** What of a measure an approval covers; who answers for it may change without a review. */
const CONTROL = ['event_id', 'measure_class', 'data_source', 'description', 'check_content', 'state'] as const;
/** What a post's card says of the rows above it. */
const ON_CARD: Readonly<Record<string, readonly string[]>> = {
  risk_object: ['name', 'state'],
  risk_unit: ['name', 'object_id', 'state'],
  risk_event: ['name', 'unit_id', 'accident_type', 'consequence', 'grade', 'state'],
  control_measure: [...CONTROL, 'duty_post_id'],
  measure_duty: ['post_id', 'state'],
};

const differs = (e: Entry, columns: readonly string[]): boolean =>
  e.before === null || columns.some((c) => String(e.before?.[c] ?? '') !== String(e.after[c] ?? ''));
const idsOf = (entries: readonly Entry[], column: string): string[] => [
  ...new Set(
    entries.flatMap((e) => [e.before?.[column], e.after[column]]).filter((id): id is string => typeof id === 'string'),
  ),
];

/** Another system sends its risks, approved, and their measures after them, table by table: a measure that comes is part of what was approved there. */
const comesBelow = (e: Entry): boolean => e.before === null && String(e.after.origin).startsWith('exchange:');

/**
 * What follows from the rows that a command wrote: an approved risk whose measures are no longer those that were approved is due for review again, and
 * the cards of the posts concerned are out of date. Asked twice, done once.
 */
export async function followChanges(work: Work): Promise<void> {
  const of = (entity: string) => work.entries.filter((e) => e.entity === entity);
  const measures = of('control_measure');
  await reviewAgain(
    work,
    idsOf(
      measures.filter((e) => differs(e, CONTROL) && !comesBelow(e)),
      'event_id',
    ),
  );
  const said = (entity: string) => of(entity).filter((e) => differs(e, ON_CARD[entity] ?? []));
  // A new object, unit or risk stands on no card before it has a measure.
  const changed = (entity: string) =>
    said(entity)
      .filter((e) => e.before !== null)
      .map((e) => e.entityId);
  await renewCards(work, {
    posts: [...idsOf(said('control_measure'), 'duty_post_id'), ...idsOf(said('measure_duty'), 'post_id')],
    measures: said('control_measure').map((e) => e.entityId),
    events: changed('risk_event'),
    units: changed('risk_unit'),
    objects: changed('risk_object'),
  });
}

async function reviewAgain(work: Work, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  const rows = await work.trx
    .selectFrom('risk_event')
    .selectAll()
    .where('enterprise_id', '=', work.chain.dims.enterpriseId)
    .where(sql<boolean>`id = any(${[...eventIds]}::uuid[])`)
    .where('state', '=', 'active')
    .where('review_state', '=', 'approved')
    .where('controls_changed_at', 'is', null)
    .execute();
  for (const before of rows)
    await updateRow(work, 'risk_event', {
      before,
      patch: { controls_changed_at: work.now },
      action: 'controls_changed',
    });
}

type Concerned = Readonly<Record<'posts' | 'measures' | 'events' | 'units' | 'objects', readonly string[]>>;

async function renewCards(work: Work, what: Concerned): Promise<void> {
  if (Object.values(what).every((ids) => ids.length === 0)) return;
  const { enterpriseId } = work.chain.dims;
  const { rows } = await sql<RowOf<'post'>>`
    select p.* from post p
    where p.enterprise_id = ${enterpriseId}::uuid and p.state = 'active' and p.card_issued_on is not null and p.card_stale_since is null
      and (p.id = any(${[...what.posts]}::uuid[]) or p.id in (
        select x.post_id from control_measure m
        join risk_unit u on u.enterprise_id = m.enterprise_id and u.id = m.unit_id
        cross join lateral (
          select m.duty_post_id as post_id
          union all select d.post_id from measure_duty d where d.enterprise_id = m.enterprise_id and d.measure_id = m.id and d.state = 'active') x
        where m.enterprise_id = ${enterpriseId}::uuid and (m.id = any(${[...what.measures]}::uuid[]) or m.event_id = any(${[...what.events]}::uuid[])
          or m.unit_id = any(${[...what.units]}::uuid[]) or u.object_id = any(${[...what.objects]}::uuid[]))))
    order by p.id`.execute(work.trx);
  for (const before of rows)
    await updateRow(work, 'post', { before, patch: { card_stale_since: work.now }, action: 'card_stale' });
}
