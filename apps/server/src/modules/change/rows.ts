import type { Insertable, Selectable, Updateable } from 'kysely';
import { newId } from '../../platform/clock/clock.ts';
import { dimColumns } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { type Chain, type Entry, type LogActor, type Row, record } from './record.ts';

/** Tables of the enterprise's own tree and people. */
export type OrgTable =
  | 'enterprise'
  | 'enterprise_request'
  | 'org_unit'
  | 'post'
  | 'person'
  | 'post_holder'
  | 'contractor'
  | 'training'
  | 'major_hazard_unit'
  | 'simple_setup'
  | 'risk_object'
  | 'risk_unit'
  | 'risk_event'
  | 'control_measure'
  | 'inspection_item';
export type OrgRow<T extends OrgTable> = Selectable<DB[T]>;

/** One command's writes, recorded together at its end. */
export class Writes {
  readonly trx: Trx;
  readonly chain: Chain;
  readonly actor: LogActor;
  readonly now: Date;
  readonly entries: Entry[] = [];

  constructor(call: { trx: Trx; chain: Chain; actor: LogActor; now: Date }) {
    this.trx = call.trx;
    this.chain = call.chain;
    this.actor = call.actor;
    this.now = call.now;
  }

  /** A row of this enterprise, or undefined. */
  async find<T extends OrgTable>(table: T, id: string): Promise<OrgRow<T> | undefined> {
    const row = await this.trx
      .selectFrom(table as 'post')
      .selectAll()
      .where('enterprise_id', '=', this.chain.dims.enterpriseId)
      .where(keyOf(table), '=', id)
      .executeTakeFirst();
    // Kysely cannot type one statement over several tables; the name of the table is the caller's.
    return row as OrgRow<T> | undefined;
  }

  /** @throws 404 `row.not_found`, or 422 naming the field it was given in; 409 `row.stale` (params.version) when it moved on */
  async need<T extends OrgTable>(
    table: T,
    id: string,
    given: { version?: number; field?: string } = {},
  ): Promise<OrgRow<T>> {
    const row = await this.find(table, id);
    if (!row) {
      const code = { code: 'row.not_found', params: { entity: table } };
      throw given.field ? refuse(422, { ...code, field: given.field }) : refuse(404, code);
    }
    const { version } = row as { version: number };
    if (given.version !== undefined && given.version !== version) {
      throw refuse(409, { code: 'row.stale', field: 'version', params: { version } });
    }
    return row;
  }

  /** Insert a row under the enterprise's codes. `id` is ours unless given. */
  async insert<T extends OrgTable>(
    table: T,
    values: Partial<Insertable<DB[T]>>,
    action = 'create',
  ): Promise<OrgRow<T>> {
    const row = await this.trx
      .insertInto(table as 'post')
      .values({
        ...(table === 'enterprise' ? {} : { id: newId() }),
        created_at: this.now,
        updated_at: this.now,
        ...dimColumns(this.chain.dims),
        ...values,
      } as never)
      .returningAll()
      .executeTakeFirstOrThrow();
    this.entries.push({ entity: table, entityId: idOf(row), action, before: null, after: row });
    return row as unknown as OrgRow<T>;
  }

  /** Change what differs; a patch that changes nothing writes nothing. */
  async update<T extends OrgTable>(
    table: T,
    before: OrgRow<T>,
    patch: Updateable<DB[T]>,
    action = 'update',
  ): Promise<OrgRow<T>> {
    const was = before as unknown as Row & { version: number };
    const differs = Object.entries(patch).filter(([key, value]) => value !== undefined && !same(was[key], value));
    if (differs.length === 0) return before;
    const row = await this.trx
      .updateTable(table as 'post')
      .set({ ...Object.fromEntries(differs), version: was.version + 1, updated_at: this.now } as never)
      .where('enterprise_id', '=', this.chain.dims.enterpriseId)
      .where(keyOf(table), '=', idOf(was))
      .returningAll()
      .executeTakeFirstOrThrow();
    this.entries.push({ entity: table, entityId: idOf(was), action, before: was, after: row });
    return row as unknown as OrgRow<T>;
  }

  /** Append everything to the change log. Harmless when nothing was written. */
  async finish(live?: { topic: string; summary: Row }): Promise<void> {
    const entries = this.entries.splice(0);
    for (let at = 0; at < entries.length; at += 500) {
      const last = at + 500 >= entries.length;
      await record(this.trx, this.chain, {
        actor: this.actor,
        at: this.now,
        entries: entries.slice(at, at + 500),
        ...(live && last ? { live } : {}),
      });
    }
  }
}

const keyOf = (table: OrgTable): 'id' => (table === 'enterprise' ? ('enterprise_id' as 'id') : 'id');
const idOf = (row: Row): string => String(row.id ?? row.enterprise_id);

const plain = (v: unknown): unknown => {
  if (typeof v !== 'string' || !/^[[{]/.test(v)) return v;
  try {
    return JSON.parse(v);
  } catch {
    return v;
  }
};
const sorted = (v: unknown): unknown =>
  Array.isArray(v)
    ? v.map(sorted)
    : v !== null && typeof v === 'object' && !(v instanceof Date)
      ? Object.fromEntries(
          Object.entries(v)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, x]) => [k, sorted(x)]),
        )
      : v;
/** Equal as the database keeps it: jsonb is given as text and read back as a value with its keys in another order. */
const same = (a: unknown, b: unknown): boolean =>
  (a ?? null) === (b ?? null) ||
  (typeof a === 'object' && JSON.stringify(sorted(a)) === JSON.stringify(sorted(plain(b))));
