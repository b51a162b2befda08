import type { listParkVessels, ParkVesselView } from '@yufang/contract/park';
import type { z } from 'zod';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { vesselView } from './vessel-view.ts';

type Query = z.output<typeof listParkVessels.query>;
type Whose = { readonly parkId: string } | { readonly enterpriseId: string };

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** A page of vessels of a park or of an enterprise, by enterprise and tag. */
export async function selectVessels(trx: Trx, whose: Whose, f: Query) {
  let q = trx.selectFrom('park_vessel as v').innerJoin('enterprise as e', 'e.enterprise_id', 'v.enterprise_id');
  if ('parkId' in whose)
    q = q.where('v.park_id', '=', whose.parkId).where('e.status', 'not in', ['closed', 'withdrawn']);
  else q = q.where('v.enterprise_id', '=', whose.enterpriseId);
  q = f.state ? q.where('v.state', '=', f.state) : q.where('v.state', '<>', 'withdrawn');
  if (f.enterpriseId) q = q.where('v.enterprise_id', '=', f.enterpriseId);
  if (f.search) {
    const like = `%${f.search.replace(/[\\%_]/g, '\\$&')}%`;
    q = q.where((w) =>
      w.or([
        w('v.tag', 'like', like),
        w('v.name', 'like', like),
        w('v.substance', 'like', like),
        w('e.name', 'like', like),
      ]),
    );
  }
  const total = await countUpTo(trx, q as never);
  if (f.after) {
    const [ent = '', tag = '', id = ''] = decodeCursor(f.after, 3);
    if (!UUID.test(ent) || !UUID.test(id)) throw refuse(400, { code: 'page.bad_cursor', field: 'after' });
    q = q.where((w) => w(w.refTuple('v.enterprise_id', 'v.tag', 'v.id'), '>', w.tuple(ent, tag, id)));
  }
  const found = await q
    .selectAll('v')
    .select('e.name as enterprise_name')
    .orderBy('v.enterprise_id')
    .orderBy('v.tag')
    .orderBy('v.id')
    .limit(f.limit + 1)
    .execute();
  const rows = found.slice(0, f.limit);
  const last = rows.at(-1);
  return {
    rows: rows.map(vesselView),
    next: found.length > f.limit && last ? encodeCursor([last.enterprise_id, last.tag, last.id]) : null,
    total,
  };
}

/** One vessel as the API shows it. @throws 404 `row.not_found` */
export async function readVessel(trx: Trx, key: { enterpriseId: string; id: string }): Promise<ParkVesselView> {
  const row = await trx
    .selectFrom('park_vessel as v')
    .innerJoin('enterprise as e', 'e.enterprise_id', 'v.enterprise_id')
    .selectAll('v')
    .select('e.name as enterprise_name')
    .where('v.enterprise_id', '=', key.enterpriseId)
    .where('v.id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'park_vessel' } });
  return vesselView(row);
}
