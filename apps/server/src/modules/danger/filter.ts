import type { DangerFilter } from '@yufang/contract';
import { OPEN_DANGER_STATUSES, regionRange } from '@yufang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Actor, Scope } from '../../platform/db/actor.ts';
import { notClosed } from '../../platform/db/not-closed.ts';
import { regionWhere } from '../../platform/db/region-where.ts';

/** The caller's own reach as a condition an index can follow; the policy below it says the same and cannot be forgotten. */
export function reachWhere(scope: Scope): RawBuilder<SqlBool> {
  switch (scope.kind) {
    case 'enterprise':
      return sql<SqlBool>`d.enterprise_id = ${scope.enterpriseId}`;
    case 'region':
      return regionWhere('d', scope.code);
    case 'sector':
      return sql<SqlBool>`d.sector = ${scope.sector} and ${regionWhere('d', scope.code)}`;
    case 'park':
      return sql<SqlBool>`d.park_id = ${scope.parkId}`;
    default:
      return sql<SqlBool>`false`;
  }
}

/**
 * The reach, narrowed to a region. A region inside the reach says all by itself: one condition that an index follows, instead of two
 * that the planner would take for independent. One outside leaves both, and so no row.
 */
export function reachWithin(scope: Scope, region: string | undefined): RawBuilder<SqlBool> {
  if (!region) return reachWhere(scope);
  if (scope.kind === 'region' || scope.kind === 'sector') {
    const inner = regionRange(region.slice(0, 6));
    if (inner.lo >= scope.lo && inner.hi <= scope.hi) {
      const place = regionWhere('d', region);
      return scope.kind === 'sector' ? sql<SqlBool>`d.sector = ${scope.sector} and ${place}` : place;
    }
  }
  return sql<SqlBool>`${reachWhere(scope)} and ${regionWhere('d', region)}`;
}

const OPEN: ReadonlySet<string> = new Set(OPEN_DANGER_STATUSES);
const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
const isNumber = (text: string): boolean => /^YH-\d/i.test(text);
/** The beginning of a number, or a part of the name. A number is a range of its index; a name is looked for row by row. */
const searchWhere = (text: string): RawBuilder<SqlBool> =>
  isNumber(text)
    ? sql<SqlBool>`d.number >= ${text.toUpperCase()} and d.number < ${`${text.toUpperCase()}~`}`
    : sql<SqlBool>`d.name like ${like(text)}`;

/** The condition on a part of the name, where that is what a filter looks for. */
export const nameSearch = (f: DangerFilter): RawBuilder<SqlBool> | null =>
  f.search && !isNumber(f.search) ? searchWhere(f.search) : null;

const dayStart = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const dayEnd = (day: string): Date => new Date(dayStart(day).getTime() + 86_400_000);

/**
 * Every condition of a list, `and`ed, on hidden_danger as `d`. Words of a closed list stand in the text: the indexes of what is open are for those
 * words alone, and a plan made for any word could not use them.
 * @param openOnly sorting by deadline means "what is next", so closed ones are left out unless a status is asked for
 */
export function dangerWhere(actor: Actor, f: DangerFilter, openOnly: boolean): RawBuilder<SqlBool> {
  const and: RawBuilder<SqlBool>[] = [reachWithin(actor.scope, f.region)];
  const add = (condition: RawBuilder<SqlBool>) => and.push(condition);
  if (f.parkId) add(sql`d.park_id = ${f.parkId}`);
  if (f.sector) add(sql`d.sector = ${f.sector}`);
  if (f.enterpriseId) add(sql`d.enterprise_id = ${f.enterpriseId}`);
  if (f.unitId) add(sql`d.unit_id = ${f.unitId}`);
  if (f.eventId) add(sql`d.event_id = ${f.eventId}`);
  if (f.industry)
    add(sql`d.enterprise_id in (select e.enterprise_id from enterprise e where e.industry = ${f.industry})`);
  if (f.scale) add(sql`d.enterprise_id in (select e.enterprise_id from enterprise e where e.scale = ${f.scale})`);
  const closed = f.closedFrom || f.closedTo || f.closedOnTime !== undefined;
  const statuses = f.status && f.status.length > 0 ? f.status : openOnly && !closed ? OPEN_DANGER_STATUSES : null;
  // What is overdue is open: said twice, the planner takes the two for independent, and reads every overdue row for a page.
  const said = f.overdue === true && !(f.status && f.status.length > 0);
  if (statuses && !said)
    add(
      statuses.length === 1
        ? sql`d.status = ${sql.lit(statuses[0])}`
        : sql`d.status in (${sql.join(statuses.map((s) => sql.lit(s)))})`,
    );
  // Stocks: what closed enterprises still have is in no figure, and so in no list of what is open across a duty.
  const stock = f.overdue === true || statuses?.every((s) => OPEN.has(s)) === true;
  if (stock && !f.enterpriseId && actor.scope.kind !== 'enterprise') add(notClosed('d'));
  if (f.level) add(sql`d.level = ${sql.lit(f.level)}`);
  if (f.overdue === true) add(sql`d.overdue`);
  if (f.overdue === false) add(sql`not d.overdue`);
  if (f.escalatedTo === 'none') add(sql`d.escalated_to is null`);
  else if (f.escalatedTo) add(sql`d.escalated_to = ${sql.lit(f.escalatedTo)}`);
  if (f.listed === true) add(sql`d.supervision is not null and d.supervision->>'liftedAt' is null`);
  if (f.source) add(sql`d.source = ${sql.lit(f.source)}`);
  if (f.kind) add(sql`d.kind = ${sql.lit(f.kind)}`);
  if (f.foundFrom) add(sql`d.found_at >= ${dayStart(f.foundFrom)}`);
  if (f.foundTo) add(sql`d.found_at < ${dayEnd(f.foundTo)}`);
  if (closed) add(sql`d.status = 'closed'`);
  if (f.closedFrom) add(sql`d.closed_day >= ${f.closedFrom}`);
  if (f.closedTo) add(sql`d.closed_day <= ${f.closedTo}`);
  if (f.closedOnTime === true) add(sql`d.closed_on_time`);
  if (f.closedOnTime === false) add(sql`d.closed_on_time is not true`);
  if (f.search) add(searchWhere(f.search));
  if (f.mine === 'reported') add(sql`d.reported_by = ${actor.accountId}`);
  if (f.mine === 'assigned') add(sql`d.assignee_id = ${actor.accountId}`);
  return sql<SqlBool>`${sql.join(and, sql` and `)}`;
}

/** Whether one plan is right for all values of a filter: it asks for what is equal, not for a span of time or a part of a name. */
export const sameForAll = (f: DangerFilter): boolean =>
  ![f.search, f.foundFrom, f.foundTo, f.closedFrom, f.closedTo].some((v) => v !== undefined);
