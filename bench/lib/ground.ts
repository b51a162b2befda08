import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@yufang/server/platform/config/config';
import { type Engine, startEngine } from '@yufang/server/platform/db/engine';
import pg from 'pg';

/** `halt` stops the database and keeps its folder, `remove` takes the folder away, `stop` does both. */
export type Ground = {
  readonly engine: Engine;
  readonly owner: pg.Client;
  readonly folder: string;
  halt(): Promise<void>;
  remove(): void;
  stop(): Promise<void>;
};

/** A database of its own for one benchmark: the embedded PostgreSQL as it is shipped, fsync on. */
export async function ground(name: string): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), `yufang-bench-${name}-`));
  // PostgreSQL runs as its own user when we are root, and must be able to walk in.
  chmodSync(folder, 0o755);
  const engine = await startEngine(readConfig({ YUFANG_DATA: folder, YUFANG_LOG: 'silent', YUFANG_DEMO: 'off' }));
  const owner = new pg.Client({ connectionString: engine.ownerUrl });
  await owner.connect();
  const halt = async () => {
    await owner.end();
    await engine.stop();
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { engine, owner, folder, halt, remove, stop: () => halt().then(remove) };
}

/**
 * Invented enterprises spread over Henan's counties, each with a post, a holder, one point and so many daily items. Loaded in one transaction a table,
 * as the owner in the system's scope.
 */
export async function fillEnterprises(
  owner: pg.Client,
  what: { enterprises: number; itemsEach: number; nextWindow: string },
): Promise<void> {
  const q = (text: string) => owner.query(text);
  await q('begin');
  await q('set local role yf_system');
  await q(`create temp table ent on commit drop as
    select uuidv7() as e, uuidv7() as o, uuidv7() as p, uuidv7() as n, uuidv7() as ob, uuidv7() as u, uuidv7() as ev, uuidv7() as m, c.code as county,
           left(c.code, 4) || '00' as city, (array['emergency','industry','housing','transport'])[1 + g % 4] as sector, g
    from generate_series(1, ${what.enterprises}) g
    join (select code, row_number() over (order by code) - 1 as i, count(*) over () as n from region where level = 'county') c on c.i = g % c.n`);
  const dims = 'e, city, county, sector';
  const cols = 'enterprise_id, city_code, county_code, sector';
  await q(`insert into enterprise (${cols}, code, code_kind, card_code, name, industry_code, industry, scale, status, invented)
    select ${dims}, 'B' || lpad(g::text, 17, '0'), 'provisional', 'c' || g, '基准企业' || g, 'C2614', (array['26','17','31','58'])[1 + g % 4],
           (array['above','small','micro'])[1 + g % 3], 'active', true from ent`);
  await q(
    `insert into change_head (${cols}, last_seq, last_hash) select ${dims}, 0, decode(repeat('00', 32), 'hex') from ent`,
  );
  await q(
    `insert into org_unit (${cols}, id, kind, name, path) select ${dims}, o, 'team', '班组', '/' || o || '/' from ent`,
  );
  await q(`insert into post (${cols}, id, org_unit_id, name) select ${dims}, p, o, '岗位' from ent`);
  await q(`insert into person (${cols}, id, name, account_id) select ${dims}, n, '员工' || g, 'acc-' || g from ent`);
  await q(
    `insert into post_holder (${cols}, id, post_id, person_id, from_on) select ${dims}, uuidv7(), p, n, '2026-01-01' from ent`,
  );
  await q(`insert into risk_object (${cols}, id, kind, name) select ${dims}, ob, 'place', '场所' from ent`);
  await q(`insert into risk_unit (${cols}, id, object_id, name, worksheet, grade, live_grade, point_code, lon, lat)
    select ${dims}, u, ob, '单元', 'SCL', 'yellow', 'yellow', 'P' || g, 113.7, 34.7 from ent`);
  await q(
    `insert into risk_event (${cols}, id, unit_id, name, grade, live_grade) select ${dims}, ev, u, '事件', 'yellow', 'yellow' from ent`,
  );
  await q(`insert into control_measure (${cols}, id, event_id, unit_id, measure_class, description, check_content, duty_post_id)
    select ${dims}, m, ev, u, 'engineering', '措施', '检查', p from ent`);
  await q(`insert into inspection_item (${cols}, id, measure_id, unit_id, post_id, content, cycle_n, cycle_unit, starts_on, next_window)
    select ${dims}, uuidv7(), m, u, p, '检查项 ' || i, 1, 'day', date '2026-01-01' + (g % 200), '${what.nextWindow}' from ent, generate_series(1, ${what.itemsEach}) i`);
  await q('commit');
  await q('analyze');
}
