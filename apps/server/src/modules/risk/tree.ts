import type { listRiskTree, RiskNode } from '@yufang/contract';
import type { RiskGrade } from '@yufang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

type Query = z.output<typeof listRiskTree.query>;
type Found = {
  id: string;
  name: string;
  sub: string | null;
  grade: string | null;
  live_grade: string | null;
  children: number;
  stopped: boolean;
  state: string;
  version: number;
};

/** What stands on each level: the columns of a node, where it comes from, and what its parent column is. */
const LEVELS = {
  object: sql`select o.id, o.name, o.kind as sub, o.state, o.version, false as stopped,
      (select u.grade from risk_unit u where u.enterprise_id = o.enterprise_id and u.object_id = o.id and u.state = 'active'
        order by yf_grade_rank(u.grade) limit 1) as grade,
      (select u.live_grade from risk_unit u where u.enterprise_id = o.enterprise_id and u.object_id = o.id and u.state = 'active'
        order by yf_grade_rank(u.live_grade) limit 1) as live_grade,
      (select count(*) from risk_unit u where u.enterprise_id = o.enterprise_id and u.object_id = o.id and u.state = 'active') as children,
      null::uuid as parent, o.enterprise_id
    from risk_object o`,
  unit: sql`select u.id, u.name, u.worksheet as sub, u.state, u.version, u.stopped, u.grade, u.live_grade,
      (select count(*) from risk_event e where e.enterprise_id = u.enterprise_id and e.unit_id = u.id and e.state = 'active') as children,
      u.object_id as parent, u.enterprise_id
    from risk_unit u`,
  event: sql`select e.id, e.name, e.review_state as sub, e.state, e.version, false as stopped, e.grade, e.live_grade,
      (select count(*) from control_measure m where m.enterprise_id = e.enterprise_id and m.event_id = e.id and m.state = 'active') as children,
      e.unit_id as parent, e.enterprise_id
    from risk_event e`,
  measure: sql`select m.id, m.description as name, m.measure_class as sub, m.state, m.version, false as stopped,
      null::text as grade, null::text as live_grade, 0 as children, m.event_id as parent, m.enterprise_id
    from control_measure m`,
} as const;

const BELOW = { object: 'unit', unit: 'event', event: 'measure' } as const;

/** One level of the tree by name. Without a parent: the objects. */
export async function selectTree(trx: Trx, enterpriseId: string, q: Query) {
  const kind = q.parentKind && q.parentId ? BELOW[q.parentKind] : 'object';
  const parent = kind === 'object' ? sql`true` : sql`parent = ${q.parentId}::uuid`;
  const states = q.withdrawn ? sql`true` : sql`state = 'active'`;
  const source = LEVELS[kind];
  const inside = sql`(${source} where ${sql.ref(`${kind[0]}.enterprise_id`)} = ${enterpriseId}::uuid) n where ${parent} and ${states}`;
  const counted = await sql<{ n: number }>`select count(*) as n from ${inside}`.execute(trx);
  let after = sql`true`;
  if (q.after) {
    const [name = '', id = ''] = decodeCursor(q.after, 2);
    after = sql`(name, id) > (${name}, ${id}::uuid)`;
  }
  const { rows } = await sql<Found>`select id, name, sub, grade, live_grade, children, stopped, state, version
    from ${inside} and ${after} order by name, id limit ${q.limit + 1}`.execute(trx);
  const shown = rows.slice(0, q.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(
      (r): RiskNode => ({
        kind,
        id: r.id,
        name: r.name,
        sub: r.sub,
        grade: r.grade as RiskGrade | null,
        liveGrade: r.live_grade as RiskGrade | null,
        children: Number(r.children),
        stopped: r.stopped,
        state: r.state as 'active',
        version: r.version,
      }),
    ),
    next: rows.length > q.limit && last ? encodeCursor([last.name, last.id]) : null,
    total: Number(counted.rows[0]?.n ?? 0),
  };
}
