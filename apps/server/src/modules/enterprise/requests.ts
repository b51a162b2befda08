import { createHash } from 'node:crypto';
import { type EnterpriseRequestRow, type listEnterpriseRequests, ParticularsChange } from '@yufang/contract';
import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { countUpTo } from '../../platform/db/count.ts';
import type { Trx } from '../../platform/db/database.ts';
import { regionWhere } from '../../platform/db/region-where.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { assign } from '../auth/accounts.ts';
import type { OrgRow, Writes } from '../change/rows.ts';
import { writeNotices } from '../notice/write.ts';
import { applyChange, columnsAfter, type Enterprise, particularsOf } from './change.ts';
import type { Places } from './particulars.ts';
import { contains } from './queries.ts';
import { freeCode, throwFirst } from './registry.ts';
import { masked } from './view.ts';

export type RequestRow = OrgRow<'enterprise_request'>;
type Filter = z.output<typeof listEnterpriseRequests.query>;

/** Fields of a change as kept in the row. */
export const ChangeFields = ParticularsChange;
const Facts = z.record(z.string(), z.unknown());

/** Only the fingerprint of a follow code is kept. */
export const followHash = (code: string): string => createHash('sm3').update(code.trim().toUpperCase()).digest('hex');

const joined = (trx: Trx) =>
  trx
    .selectFrom('enterprise_request as r')
    .innerJoin('enterprise as e', 'e.enterprise_id', 'r.enterprise_id')
    .leftJoin('region as g', 'g.code', 'r.county_code')
    .selectAll('r')
    .select([
      'e.name',
      'e.code',
      'e.scale',
      'e.industry_code',
      'e.status as enterprise_status',
      'g.name as county_name',
    ]);
type Joined = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>;

/** What waits (or was decided), oldest first, within the scope. */
export async function selectRequests(trx: Trx, f: Filter) {
  let query = joined(trx).where('r.state', '=', f.state);
  if (f.kind) query = query.where('r.kind', '=', f.kind);
  if (f.region) query = query.where(regionWhere('r', f.region));
  const { search } = f;
  if (search)
    query = query.where((e) => e.or([e('e.name', 'like', contains(search)), e('e.code', '=', search.toUpperCase())]));
  const total = await countUpTo(trx, query as never);
  if (f.after) {
    const [at = '', id = ''] = decodeCursor(f.after, 2);
    query = query.where(
      sql<boolean>`(date_trunc('milliseconds', r.created_at), r.id) > (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const rows = await query
    .orderBy(sql`date_trunc('milliseconds', r.created_at)`)
    .orderBy('r.id')
    .limit(f.limit + 1)
    .execute();
  const shown = rows.slice(0, f.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(presentRequest),
    next: rows.length > f.limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
    total,
  };
}

/** One request as the screens show it. */
export async function readRequest(trx: Trx, key: { enterpriseId: string; id: string }): Promise<EnterpriseRequestRow> {
  const row = await joined(trx)
    .where('r.enterprise_id', '=', key.enterpriseId)
    .where('r.id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'row.not_found', params: { entity: 'enterprise_request' } });
  return presentRequest(row);
}

function presentRequest(r: Joined): EnterpriseRequestRow {
  const fields = Facts.parse(r.fields);
  const after = fields.after && typeof fields.after === 'object' ? Facts.parse(fields.after) : fields;
  const before = fields.before && typeof fields.before === 'object' ? Facts.parse(fields.before) : {};
  // Numbers stay masked here too: the full one is shown by the audited reveal only.
  for (const facts of [after, before])
    if (typeof facts.contactPhone === 'string') facts.contactPhone = masked(facts.contactPhone.slice(-4));
  return {
    id: r.id,
    enterpriseId: r.enterprise_id,
    kind: r.kind as EnterpriseRequestRow['kind'],
    state: r.state as EnterpriseRequestRow['state'],
    enterpriseName: r.name,
    code: r.code,
    countyCode: r.county_code,
    countyName: r.county_name,
    scale: r.scale as EnterpriseRequestRow['scale'],
    sector: r.sector as EnterpriseRequestRow['sector'],
    applicant: r.applicant,
    applicantPhone: masked(r.applicant_phone_tail),
    before,
    after,
    reason: r.reason,
    decidedBy: r.decided_by_name,
    decidedAt: r.decided_at?.toISOString() ?? null,
    at: r.created_at.toISOString(),
    version: r.version,
  };
}

/** Keep a change of key particulars until the county decides; an earlier one that still waits is withdrawn by it. */
export async function askCounty(
  writes: Writes,
  enterprise: Enterprise,
  what: { after: z.output<typeof ChangeFields>; applicant: Actor },
): Promise<RequestRow> {
  const open = await writes.trx
    .selectFrom('enterprise_request')
    .selectAll()
    .where('enterprise_id', '=', enterprise.enterprise_id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (open) await writes.update('enterprise_request', open, { state: 'withdrawn', decided_at: writes.now }, 'withdraw');
  const now: Record<string, unknown> = particularsOf(enterprise);
  const before = Object.fromEntries(Object.keys(what.after).map((key) => [key, now[key] ?? null]));
  const row = await writes.insert(
    'enterprise_request',
    {
      id: newId(),
      kind: 'change',
      fields: JSON.stringify({ before, after: what.after }),
      applicant_id: what.applicant.accountId,
      applicant: what.applicant.name,
    },
    'ask',
  );
  await writeNotices(writes.trx, writes.chain.dims, {
    at: writes.now,
    actorId: what.applicant.accountId,
    tellings: [
      {
        topic: 'enterprise_request.change',
        urgency: 'action',
        entity: 'enterprise_request',
        entityId: row.id,
        params: { name: enterprise.name, fields: Object.keys(what.after).join(',') },
        roles: ['county_officer'],
      },
    ],
  });
  return row;
}

/**
 * Approve or refuse, in a system transaction under the enterprise's lock.
 * @throws 409 `request.decided`, `row.stale`; 422 `request.reason_missing`; 403 `enterprise.move_beyond_duty`; of an approved change also the rules'
 */
export async function decide(
  config: Config,
  locked: { row: Enterprise; writes: Writes },
  what: { id: string; approve: boolean; reason: string; version: number; actor: Actor; places: Places },
): Promise<{ moved: boolean }> {
  const { actor } = what;
  let { row: enterprise, writes } = locked;
  const request = await writes.need('enterprise_request', what.id);
  if (request.state !== 'open') {
    throw refuse(409, { code: 'request.decided', params: { state: request.state, by: request.decided_by_name ?? '' } });
  }
  if (request.version !== what.version) throw refuse(409, { code: 'row.stale', params: { version: request.version } });
  if (!what.approve && what.reason === '') throw refuse(422, { code: 'request.reason_missing', field: 'reason' });
  let moved = false;
  const decided = await writes.update(
    'enterprise_request',
    request,
    {
      state: what.approve ? 'approved' : 'refused',
      reason: what.reason || null,
      decided_by: actor.accountId,
      decided_by_name: actor.name,
      decided_at: writes.now,
    },
    what.approve ? 'approve' : 'refuse',
  );
  if (request.kind === 'registration') {
    if (what.approve) await admitEnterprise(writes, { enterprise, request: decided });
    else {
      enterprise = await writes.update(
        'enterprise',
        enterprise,
        { status: 'refused', status_reason: what.reason },
        'refuse',
      );
      await freeCode(writes.trx, enterprise);
    }
  } else if (what.approve) {
    const fields = ChangeFields.parse(Facts.parse(request.fields).after);
    const { patch, problems } = columnsAfter(config, enterprise, { change: fields, places: what.places });
    throwFirst(problems);
    const applied = await applyChange(writes, enterprise, { patch, actor, action: 'update' });
    ({ writes, moved } = applied);
    enterprise = applied.row;
  }
  await writes.finish({
    topic: `enterprise_request.${decided.state}`,
    summary: { entityId: request.id, name: enterprise.name, kind: request.kind },
  });
  await writeNotices(writes.trx, writes.chain.dims, {
    at: writes.now,
    actorId: actor.accountId,
    tellings: [
      {
        topic: `enterprise_request.${decided.state}`,
        urgency: 'info',
        entity: 'enterprise_request',
        entityId: request.id,
        params: { name: enterprise.name, kind: request.kind, reason: what.reason },
        accounts: [request.applicant_id],
        roles: moved ? ['county_officer'] : [],
      },
    ],
  });
  return { moved };
}

/** The enterprise becomes active and its head gets the duty, a person and with it a name in the tree. */
async function admitEnterprise(writes: Writes, what: { enterprise: Enterprise; request: RequestRow }): Promise<void> {
  const { enterprise, request } = what;
  await writes.update('enterprise', enterprise, { status: 'active', status_reason: null }, 'approve');
  const person = await writes.insert('person', {
    name: request.applicant,
    phone_cipher: request.applicant_phone_cipher,
    phone_tail: request.applicant_phone_tail,
    account_id: request.applicant_id,
  });
  // The enterprise's chain before the platform's: the order every command keeps.
  await writes.finish();
  await assign(
    writes.trx,
    request.applicant_id,
    {
      role: 'enterprise_head',
      scope: { kind: 'enterprise', enterpriseId: enterprise.enterprise_id },
      personId: person.id,
    },
    { actor: writes.actor, at: writes.now },
  );
}
