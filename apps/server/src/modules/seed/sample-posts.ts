import type { Sample } from '@yufang/seeds/demo/samples';
import { personName } from '@yufang/seeds/load/names';
import { random } from '@yufang/seeds/load/random';
import type { Chain, Entry } from '../change/record.ts';
import type { OrgRow, Writes } from '../change/rows.ts';

type Tied = 'control_measure' | 'inspection_item';

/**
 * The exchange dress knows no posts: give the sample's departments a post with two holders each and tie measures and items to them, as its safety
 * officer would on the list of measures without a post.
 */
export async function givePosts(writes: Writes, sample: Sample, root: string): Promise<void> {
  const { trx, chain } = writes;
  const r = random('sample-posts', sample.file);
  for (const [department, person] of sample.places) {
    const unit = await writes.insert('org_unit', { kind: 'department', name: department, parent_id: root, path: '' });
    await writes.update('org_unit', unit, { path: `/${root}/${unit.id}/` });
    const post = await writes.insert('post', {
      org_unit_id: unit.id,
      name: `${department}巡检岗位`,
      duty: '1.按周期排查本岗位管控措施；2.发现隐患立即上报；3.交接班说清异常。',
      emergency: '停机、撤人、报警、报告，按岗位处置卡处置。',
      card_issued_on: '2026-09-01',
    });
    for (const name of [personName(r), personName(r)]) {
      const holder = await writes.insert('person', { name });
      await writes.insert('post_holder', { post_id: post.id, person_id: holder.id, from_on: '2026-08-01' });
    }
    const units = await trx
      .selectFrom('risk_unit')
      .select('id')
      .where('enterprise_id', '=', chain.dims.enterpriseId)
      .where('duty_person_name', '=', person)
      .execute();
    const ids = units.map((u) => u.id);
    writes.entries.push(...(await tie(writes, 'control_measure', { ids, set: { duty_post_id: post.id } })));
    writes.entries.push(...(await tie(writes, 'inspection_item', { ids, set: { post_id: post.id } })));
    await writes.finish();
  }
  writes.entries.push(await cover(writes, chain));
  await writes.finish();
}

/** All rows of some units in one statement; the log keeps each. */
async function tie(
  { trx, chain, now }: Writes,
  table: Tied,
  what: { ids: readonly string[]; set: { duty_post_id: string } | { post_id: string } },
): Promise<Entry[]> {
  if (what.ids.length === 0) return [];
  const of = { enterprise: chain.dims.enterpriseId, ids: [...what.ids] };
  const before = await trx
    .selectFrom(table)
    .selectAll()
    .where('enterprise_id', '=', of.enterprise)
    .where('unit_id', 'in', of.ids)
    .execute();
  const after = await trx
    .updateTable(table)
    // Kysely cannot type one statement over two tables; the set was made for the table by the caller.
    .set((e) => ({ ...what.set, version: e('version', '+', 1), updated_at: now }) as never)
    .where('enterprise_id', '=', of.enterprise)
    .where('unit_id', 'in', of.ids)
    .returningAll()
    .execute();
  const was = new Map(before.map((row) => [row.id, row]));
  return after.map((row) => ({
    entity: table,
    entityId: row.id,
    action: 'update',
    before: was.get(row.id) ?? null,
    after: row,
  }));
}

/** Dual prevention stands here from now on. */
async function cover({ trx, now }: Writes, chain: Chain): Promise<Entry> {
  const mine = () => trx.selectFrom('enterprise').selectAll().where('enterprise_id', '=', chain.dims.enterpriseId);
  const before: OrgRow<'enterprise'> = await mine().executeTakeFirstOrThrow();
  const after = await trx
    .updateTable('enterprise')
    .set({ covered: true, activity: 'active', last_activity_at: now })
    .where('enterprise_id', '=', chain.dims.enterpriseId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { entity: 'enterprise', entityId: after.enterprise_id, action: 'stand', before, after };
}
