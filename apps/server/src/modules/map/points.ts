import { RISK_GRADES, type RiskGrade } from '@yufang/domain';
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';

/** What the map knows of one enterprise. */
export type Point = {
  readonly id: string;
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  readonly countyCode: string;
  readonly sector: string;
  readonly parkId: string | null;
  readonly grade: RiskGrade | null;
  readonly overdue: boolean;
};

/** Where an enterprise belongs, as scopes ask. */
export type Place = Pick<Point, 'countyCode' | 'sector' | 'parkId'>;

type Selected = {
  enterprise_id: string;
  name: string;
  lon: number | null;
  lat: number | null;
  county_code: string;
  sector: string;
  park_id: string | null;
  worst: number | null;
  overdue: boolean;
  shown: boolean;
};

/** Every placed enterprise of the province, or only those named. One pass over the units: about half a second for 100,000 enterprises. */
async function selectPoints(trx: Trx, ids: readonly string[] | null): Promise<Selected[]> {
  const only = ids === null ? sql`` : sql`and e.enterprise_id = any(${ids}::uuid[])`;
  const some = ids === null ? sql`` : sql`and enterprise_id = any(${ids}::uuid[])`;
  const { rows } = await sql<Selected>`
    select e.enterprise_id, e.name, e.lon, e.lat, e.county_code, e.sector, e.park_id, u.worst, d.enterprise_id is not null as overdue,
           e.status in ('active', 'suspended') as shown
    from enterprise e
    left join (select enterprise_id, min(yf_grade_rank(live_grade)) as worst
               from risk_unit where state = 'active' ${some} group by enterprise_id) u on u.enterprise_id = e.enterprise_id
    left join (select distinct enterprise_id from hidden_danger where overdue and closed_at is null ${some}) d on d.enterprise_id = e.enterprise_id
    where true ${only}`.execute(trx);
  return rows;
}

/** How often the outbox is asked what happened, and how far back beyond the last look: a transaction may commit late. */
const LOOK_EVERY_MS = 3_000;
const OVERLAP_MS = 15_000;

/** Enterprises that something happened to since then which could move or recolour their point. */
async function selectTouched(trx: Trx, since: Date): Promise<string[]> {
  const { rows } = await sql<{ enterprise_id: string }>`
    select distinct enterprise_id from outbox
    where at > ${since} and (topic like 'enterprise.%' or topic like 'risk_%' or topic like 'hidden_danger.%')`.execute(
    trx,
  );
  return rows.map((r) => r.enterprise_id);
}

/**
 * The enterprises of the map, held in memory: read whole once, then only those that the outbox says something happened to.
 * A figure on the map is thus at most three seconds old, whichever process made the change.
 */
export class PointStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #points = new Map<string, Point>();
  readonly #unplaced = new Map<string, Place>();
  #looked: Date | null = null;
  #reading: Promise<void> | null = null;
  /** Rises with every change of the points: what was made from an older one is out of date. */
  edition = 0;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The points as they are now, and the enterprises that have no position. */
  async current(): Promise<{ points: ReadonlyMap<string, Point>; unplaced: ReadonlyMap<string, Place> }> {
    const now = this.#clock.now();
    if (!this.#looked || now.getTime() - this.#looked.getTime() >= LOOK_EVERY_MS) {
      this.#reading ??= this.#read(now).finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
    return { points: this.#points, unplaced: this.#unplaced };
  }

  async #read(now: Date): Promise<void> {
    const looked = this.#looked;
    const rows = await asSystem(this.#db, async (trx) => {
      const ids = looked ? await selectTouched(trx, new Date(looked.getTime() - OVERLAP_MS)) : null;
      return ids?.length === 0 ? [] : await selectPoints(trx, ids);
    });
    let moved = false;
    for (const row of rows) moved = this.#put(row) || moved;
    if (moved) this.edition += 1;
    this.#looked = now;
  }

  /** Whether the row changed anything. */
  #put(row: Selected): boolean {
    const id = row.enterprise_id;
    const before = this.#points.get(id);
    const wasUnplaced = this.#unplaced.delete(id);
    const place = { countyCode: row.county_code, sector: row.sector, parkId: row.park_id };
    if (!row.shown || row.lon === null || row.lat === null) {
      if (row.shown) this.#unplaced.set(id, place);
      return this.#points.delete(id) || wasUnplaced !== row.shown;
    }
    const grade = row.worst === null ? null : (RISK_GRADES[row.worst] ?? null);
    const point: Point = { id, name: row.name, lon: row.lon, lat: row.lat, ...place, grade, overdue: row.overdue };
    this.#points.set(id, point);
    return wasUnplaced || JSON.stringify(before) !== JSON.stringify(point);
  }
}
