import { createHmac } from 'node:crypto';
import type {
  DangerReport,
  listPublicReports,
  PublicReportRow,
  PublicReportView,
  placePublicReport,
  reportPublicDanger,
} from '@yufang/contract';
import { parentRegion, parseMobile } from '@yufang/domain';
import { type Selectable, sql } from 'kysely';
import type { z } from 'zod';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf, tailOf } from '../../platform/crypto/index.ts';
import { type Actor, type EnterpriseDims, scopeCovers } from '../../platform/db/actor.ts';
import { countUpTo } from '../../platform/db/count.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import type { DB } from '../../platform/db/schema.gen.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { dimsOf } from '../../platform/http/enterprise-dims.ts';
import { authSecret } from '../auth/engine.ts';
import { openChain } from '../change/record.ts';
import { reportDanger } from '../danger/report.ts';
import { followHash } from '../enterprise/requests.ts';
import { masked } from '../enterprise/view.ts';
import { resolveCode } from './cards.ts';

type Body = z.output<typeof reportPublicDanger.body>;
type Row = Selectable<DB['public_report']>;
type View = PublicReportView;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The code follows from the report's own id and the platform's secret: sent twice, it is the same, and nobody can guess it. */
const followCodeOf = (config: Config, id: string): string =>
  Array.from(createHmac('sha256', authSecret(config)).update(`report|${id}`).digest().subarray(0, 10), (b) =>
    ALPHABET.charAt(b & 31),
  ).join('');

/** A regulator of the county stands for the public in the danger's own record: the reporter's name never enters it. */
const publicActor = (reportId: string, county: string): Actor => ({
  accountId: `public:${reportId}`,
  name: '12350',
  role: 'county_officer',
  assignmentId: reportId,
  scope: { kind: 'region', code: county, lo: county, hi: county },
  personId: null,
  device: null,
});

/** Take a report. With the code of an enterprise it becomes a hidden danger at once. */
export async function takeReport(deps: { db: Database; config: Config }, body: Body, now: Date): Promise<View> {
  const { db, config } = deps;
  const phone = body.phone ? orRefuse(parseMobile(body.phone)) : null;
  const followCode = followCodeOf(config, body.id);
  return await asSystem(db, async (trx) => {
    const known = await trx.selectFrom('public_report').selectAll().where('id', '=', body.id).executeTakeFirst();
    if (known) return await present(trx, known, followCode);
    const found = body.cardCode ? await resolveCode(trx, body.cardCode) : null;
    const county = found?.enterprise.county_code ?? body.countyCode;
    if (!county) throw refuse(422, { code: 'report.place_missing', field: 'countyCode' });
    const region = await trx.selectFrom('region').select('level').where('code', '=', county).executeTakeFirst();
    if (region?.level !== 'county')
      throw refuse(422, { code: 'region.unknown', field: 'countyCode', params: { region: county } });
    if (!found && body.place === '') throw refuse(422, { code: 'report.place_missing', field: 'place' });
    const dangerId = found
      ? await makeDanger(trx, dimsOf(found.enterprise), { ...body, unitId: found.unitId, now })
      : null;
    const row = await trx
      .insertInto('public_report')
      .values({
        id: body.id,
        city_code: parentRegion(county) ?? '',
        county_code: county,
        follow_hash: followHash(followCode),
        enterprise_id: found?.enterprise.enterprise_id ?? null,
        danger_id: dangerId,
        place: body.place || (found?.enterprise.name ?? ''),
        description: body.description,
        lon: body.lon ?? null,
        lat: body.lat ?? null,
        reporter: body.name || null,
        phone_cipher: phone ? cipherOf(config).encrypt(phone, 'phone') : null,
        phone_tail: phone ? tailOf(phone) : null,
        state: found ? 'placed' : 'open',
        created_at: now,
        updated_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return await present(trx, row, followCode);
  });
}

/** The danger carries the words of the report and its own new id, nothing of the reporter. */
async function makeDanger(
  trx: Trx,
  dims: EnterpriseDims,
  what: {
    id: string;
    description: string;
    place: string;
    unitId: string | null;
    lon?: number | null | undefined;
    lat?: number | null | undefined;
    now: Date;
  },
): Promise<string> {
  const chain = await openChain(trx, dims);
  const id = crypto.randomUUID();
  const report: DangerReport = {
    id,
    name:
      what.description
        .split(/[\n。！？!?]/)[0]
        ?.trim()
        .slice(0, 60) || what.description.slice(0, 60),
    description: what.description,
    source: 'public_report',
    kind: 'safety',
    criteria: [],
    photoIds: [],
    unitId: what.unitId,
    location: what.place || null,
    lon: what.lon ?? null,
    lat: what.lat ?? null,
  };
  await reportDanger(trx, chain, { actor: publicActor(id, dims.countyCode), now: what.now, report, origin: 'public' });
  return id;
}

const STATE_OF: Readonly<Record<string, View['state']>> = {
  reported: 'accepted',
  verified: 'accepted',
  assigned: 'rectifying',
  rectifying: 'rectifying',
  to_accept: 'rectifying',
  closed: 'done',
  invalid: 'not_a_danger',
  withdrawn: 'not_a_danger',
};

async function present(trx: Trx, r: Row, followCode: string): Promise<View> {
  const danger =
    r.danger_id && r.enterprise_id
      ? await trx
          .selectFrom('hidden_danger')
          .select(['status', 'updated_at'])
          .where('enterprise_id', '=', r.enterprise_id)
          .where('id', '=', r.danger_id)
          .executeTakeFirst()
      : undefined;
  return {
    followCode,
    state: r.state === 'rejected' ? 'not_a_danger' : danger ? (STATE_OF[danger.status] ?? 'accepted') : 'received',
    place: r.place,
    answer: r.answer,
    at: r.created_at.toISOString(),
    changedAt: (danger?.updated_at ?? r.updated_at).toISOString(),
  };
}

/** What became of a report. @throws 404 `report.not_found` */
export const followReport = (db: Database, code: string): Promise<View> =>
  asSystem(db, async (trx) => {
    const row = await trx
      .selectFrom('public_report')
      .selectAll()
      .where('follow_hash', '=', followHash(code))
      .executeTakeFirst();
    if (!row) throw refuse(404, { code: 'report.not_found', field: 'code' });
    return await present(trx, row, code);
  });

const joined = (trx: Trx) =>
  trx
    .selectFrom('public_report as r')
    .leftJoin('enterprise as e', 'e.enterprise_id', 'r.enterprise_id')
    .leftJoin('region as g', 'g.code', 'r.county_code')
    .selectAll('r')
    .select(['e.name as enterprise_name', 'g.name as county_name']);

const presentRow = (r: Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>): PublicReportRow => ({
  id: r.id,
  countyCode: r.county_code,
  countyName: r.county_name,
  enterpriseId: r.enterprise_id,
  enterpriseName: r.enterprise_name,
  dangerId: r.danger_id,
  place: r.place,
  description: r.description,
  reporter: r.reporter,
  phone: masked(r.phone_tail),
  state: r.state as 'open',
  answer: r.answer,
  at: r.created_at.toISOString(),
  version: r.version,
});

/** A page of reports within the officer's region, newest first. */
export async function selectReports(trx: Trx, f: z.output<typeof listPublicReports.query>) {
  let query = joined(trx);
  if (f.state) query = query.where('r.state', '=', f.state);
  if (f.region) query = query.where(regionWhere('r', f.region));
  if (f.sector) query = query.where('e.sector', '=', f.sector);
  const total = await countUpTo(trx, query as never);
  if (f.after) {
    const [at = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where(
      sql<boolean>`(date_trunc('milliseconds', r.created_at), r.id) < (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const rows = await query
    .orderBy(sql`date_trunc('milliseconds', r.created_at)`, 'desc')
    .orderBy('r.id', 'desc')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(presentRow),
    next: rows.length > f.limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
    total,
  };
}

/** Place a report at an enterprise, or say why it is none. */
export async function place(
  db: Database,
  actor: Actor,
  what: { id: string; body: z.output<typeof placePublicReport.body>; now: Date },
): Promise<PublicReportRow> {
  const { body, now } = what;
  return await asSystem(db, async (trx) => {
    const row = await trx
      .selectFrom('public_report')
      .selectAll()
      .where('id', '=', what.id)
      .forUpdate()
      .executeTakeFirst();
    const reach = actor.scope.kind === 'region' ? actor.scope : null;
    if (!row || !reach || row.county_code < reach.lo || row.county_code >= reach.hi)
      throw refuse(404, { code: 'row.not_found', params: { entity: 'public_report' } });
    if (row.state !== 'open') throw refuse(409, { code: 'report.decided', params: { state: row.state } });
    if (row.version !== body.version) throw refuse(409, { code: 'row.stale', params: { version: row.version } });
    if (body.enterpriseId === null && body.answer === '')
      throw refuse(422, { code: 'request.reason_missing', field: 'answer' });
    let dangerId: string | null = null;
    if (body.enterpriseId) {
      const e = await trx
        .selectFrom('enterprise')
        .selectAll()
        .where('enterprise_id', '=', body.enterpriseId)
        .executeTakeFirst();
      if (!e || !scopeCovers(actor.scope, dimsOf(e)))
        throw refuse(404, { code: 'enterprise.not_found', field: 'enterpriseId' });
      dangerId = await makeDanger(trx, dimsOf(e), { ...row, unitId: null, now });
    }
    await trx
      .updateTable('public_report')
      .set({
        state: body.enterpriseId ? 'placed' : 'rejected',
        enterprise_id: body.enterpriseId,
        danger_id: dangerId,
        answer: body.answer || null,
        decided_by: actor.accountId,
        version: row.version + 1,
        updated_at: now,
      })
      .where('id', '=', row.id)
      .execute();
    return presentRow(await joined(trx).where('r.id', '=', row.id).executeTakeFirstOrThrow());
  });
}
