import type { RecordFilter, TaskFilter } from '@yufang/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Scope } from '../../platform/db/actor.ts';
import { notClosed } from '../../platform/db/not-closed.ts';
import { regionWhere } from '../../platform/db/region-where.ts';

type Condition = RawBuilder<SqlBool>;

/** The caller's own reach as a condition an index can follow; the policy below says the same and cannot be forgotten. */
export function reachWhere(scope: Scope, alias: string): Condition {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  switch (scope.kind) {
    case 'enterprise':
      return sql<SqlBool>`${column('enterprise_id')} = ${scope.enterpriseId}`;
    case 'region':
      return regionWhere(alias, scope.code);
    case 'sector':
      return sql<SqlBool>`${column('sector')} = ${scope.sector} and ${regionWhere(alias, scope.code)}`;
    case 'park':
      return sql<SqlBool>`${column('park_id')} = ${scope.parkId}`;
    default:
      return sql<SqlBool>`false`;
  }
}

type Reach = Pick<TaskFilter, 'region' | 'parkId' | 'sector' | 'industry' | 'scale' | 'enterpriseId'>;

/** Reach and the filters that every list across a duty has; `e` is the enterprise. */
export function within(scope: Scope, f: Reach, alias: string): Condition[] {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const and: Condition[] = [reachWhere(scope, alias)];
  if (f.region) and.push(regionWhere(alias, f.region));
  if (f.parkId) and.push(sql`${column('park_id')} = ${f.parkId}`);
  if (f.sector) and.push(sql`${column('sector')} = ${f.sector}`);
  if (f.enterpriseId) and.push(sql`${column('enterprise_id')} = ${f.enterpriseId}`);
  if (f.industry) and.push(sql`e.industry = ${f.industry}`);
  if (f.scale) and.push(sql`e.scale = ${f.scale}`);
  return and;
}

export const all = (conditions: readonly Condition[]): Condition =>
  sql<SqlBool>`${sql.join([...conditions], sql` and `)}`;

/** The instant a business day begins; with `after`, so many days later. */
export const dayStart = (day: string, after = 0): Date =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + after * 86_400_000);

export const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Conditions of a task list; `t` is the task. Days bound the partitions that are read. */
export function taskWhere(scope: Scope, f: TaskFilter): Condition {
  const and = within(scope, f, 't');
  const state = f.state && f.state.length > 0 ? f.state : f.from || f.to ? null : (['overdue'] as const);
  if (state) and.push(state.length === 1 ? sql`t.state = ${state[0]}` : sql`t.state in (${sql.join([...state])})`);
  if (state?.every((s) => s === 'overdue') && !f.enterpriseId && scope.kind !== 'enterprise') and.push(notClosed('t'));
  if (f.postId) and.push(sql`t.post_id = ${f.postId}`);
  if (f.unitId) and.push(sql`t.unit_id = ${f.unitId}`);
  if (f.itemId) and.push(sql`t.item_id = ${f.itemId}`);
  if (f.kind) and.push(sql`t.kind = ${f.kind}`);
  if (f.escalatedTo) and.push(sql`t.escalated_to = ${f.escalatedTo}`);
  if (f.from) and.push(sql`t.window_start >= ${dayStart(f.from)}`);
  if (f.to) and.push(sql`t.window_start < ${dayStart(f.to, 1)}`);
  return all(and);
}

const judged = (which: Condition) =>
  sql`select from record_judgement j where j.enterprise_id = r.enterprise_id and j.record_id = r.id and ${which}`;

/** Conditions of a record list; `r` is the record. */
export function recordWhere(scope: Scope, f: RecordFilter): Condition {
  const and = within(scope, f, 'r');
  and.push(sql`r.state = 'active'`);
  if (f.result && f.result.length > 0) and.push(sql`r.result in (${sql.join([...f.result])})`);
  if (f.marked === true || f.mark || f.explained !== undefined || f.judgement) and.push(sql`r.marked`);
  if (f.marked === false) and.push(sql`not r.marked`);
  if (f.mark) and.push(sql`r.marks @> ${JSON.stringify([{ mark: f.mark }])}::jsonb`);
  if (f.explained === true) and.push(sql`r.explanation is not null`);
  if (f.explained === false) and.push(sql`r.explanation is null`);
  if (f.judgement === 'waiting')
    and.push(sql`r.explanation is not null and not exists (${judged(sql`j.verdict is not null`)})`);
  else if (f.judgement) and.push(sql`exists (${judged(sql`j.verdict = ${f.judgement}`)})`);
  if (f.itemId) and.push(sql`r.item_id = ${f.itemId}`);
  if (f.unitId) and.push(sql`r.unit_id = ${f.unitId}`);
  if (f.from) and.push(sql`r.claimed_at >= ${dayStart(f.from)}`);
  if (f.to) and.push(sql`r.claimed_at < ${dayStart(f.to, 1)}`);
  if (f.person) and.push(sql`r.person_name like ${like(f.person)}`);
  return all(and);
}
