import type {
  getRegistrationForm,
  Particulars,
  RegistrationView,
  RouteReply,
  registerEnterprise,
} from '@yufang/contract';
import { checkPassword, no, parseMobile, type Refusal, type Result } from '@yufang/domain';
import type { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf, tailOf } from '../../platform/crypto/index.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { REGION_IN_FORCE } from '../../platform/db/region-in-force.ts';
import { orRefuse, refuse, refusingUnder, under } from '../../platform/errors/refused.ts';
import { dimsOf, forgetDims } from '../../platform/http/enterprise-dims.ts';
import { createAccount } from '../auth/accounts.ts';
import { type LogActor, openChain } from '../change/record.ts';
import { type OrgRow, Writes } from '../change/rows.ts';
import { isMove, moveEnterprise } from '../enterprise/move.ts';
import { opaqueCode, readPlaces } from '../enterprise/particulars.ts';
import { checkNew, enterEnterprise, reserveCode, throwFirst } from '../enterprise/registry.ts';
import { followHash } from '../enterprise/requests.ts';
import { masked } from '../enterprise/view.ts';
import { writeNotices } from '../notice/write.ts';

type Body = z.output<typeof registerEnterprise.body>;

/** What was applied for, as the county reads it. The telephone number is in the enterprise's row, sealed; here and in the log only its end. */
const asked = (p: Particulars, code: string): string =>
  JSON.stringify({
    ...p,
    code,
    contactPhone: p.contactPhone ? masked(tailOf(orRefuse(parseMobile(p.contactPhone)))) : null,
  });

/** Lists for the form. */
export async function formLists(trx: Trx, county: string | undefined): Promise<RouteReply<typeof getRegistrationForm>> {
  const regions = await trx
    .selectFrom('region')
    .select(['code', 'name', 'name_en', 'level', 'parent_code'])
    .where(REGION_IN_FORCE)
    .where((e) =>
      e.or([e('level', 'in', ['city', 'county']), ...(county ? [e('parent_code', '=', county.slice(0, 6))] : [])]),
    )
    .orderBy('code')
    .execute();
  const option = (r: { code: string; name: string; name_en: string | null }) => ({
    code: r.code,
    name: r.name,
    nameEn: r.name_en,
  });
  const parks = county
    ? await trx
        .selectFrom('park')
        .select(['id', 'name', 'name_en'])
        .where('city_code', '=', `${county.slice(0, 4)}00`)
        .where('state', '=', 'active')
        .orderBy('name')
        .execute()
    : [];
  const industries = await trx.selectFrom('industry').select(['code', 'name', 'name_en']).orderBy('code').execute();
  const sectors = await trx.selectFrom('sector').selectAll().execute();
  return {
    cities: regions
      .filter((r) => r.level === 'city')
      .map((c) => ({
        ...option(c),
        counties: regions.filter((r) => r.level === 'county' && r.parent_code === c.code).map(option),
      })),
    townships: regions.filter((r) => r.level === 'township').map(option),
    parks: parks.map((p) => ({ id: p.id, name: p.name, nameEn: p.name_en })),
    industries: industries.map(option),
    sectors: sectors.map(option),
  };
}

/** What a rule says of one of the head's fields: the body has telephone numbers in two places. */
const ofHead = <T>(result: Result<T, Refusal>): Result<T, Refusal> =>
  result.ok ? result : no(under('head', result.error));

/** An enterprise registers itself: applied, its head's account without any duty until the county has decided. */
export async function register(
  deps: { db: Database; config: Config },
  body: Body,
  now: Date,
): Promise<RegistrationView> {
  const { db, config } = deps;
  const password = body.head.password.normalize('NFKC');
  const phone = orRefuse(ofHead(parseMobile(body.head.phone)));
  return await asSystem(db, async (trx) => {
    const rules = await trx
      .selectFrom('security_policy')
      .select(['min_length', 'min_classes'])
      .executeTakeFirstOrThrow();
    const policy = { minLength: rules.min_length, minClasses: rules.min_classes };
    orRefuse(ofHead(checkPassword(password, body.head, policy)));
    const { checked, problems } = checkNew(config, body.particulars, await readPlaces(trx));
    throwFirst(problems.map((p) => under('particulars', p)));
    if (!checked) throw refuse(422, { code: 'request.invalid' });
    const accountId = newId();
    const actor: LogActor = { accountId, name: body.head.name, role: 'system', device: null };
    const { row, writes } = await refusingUnder('particulars', () =>
      enterEnterprise(trx, { ...checked, status: 'applied' }, { actor, now }),
    );
    const followCode = opaqueCode(12);
    const request = await writes.insert(
      'enterprise_request',
      {
        kind: 'registration',
        fields: asked(body.particulars, checked.code),
        follow_hash: followHash(followCode),
        applicant_id: accountId,
        applicant: body.head.name,
        applicant_phone_cipher: cipherOf(config).encrypt(phone, 'phone'),
        applicant_phone_tail: tailOf(phone),
      },
      'apply',
    );
    await writes.finish({ topic: 'enterprise.apply', summary: { entityId: row.enterprise_id, name: row.name } });
    await tellCounty(trx, writes, { request, name: row.name, accountId });
    // The enterprise's chain before the platform's: the order every command keeps.
    const account = { id: accountId, username: body.head.username, name: body.head.name, password, assignments: [] };
    await refusingUnder('head', () => createAccount(trx, config, account, { actor, at: now }));
    return present(request, { name: row.name, code: row.code, followCode });
  });
}

const tellCounty = (
  trx: Trx,
  writes: Writes,
  what: { request: OrgRow<'enterprise_request'>; name: string; accountId: string },
) =>
  writeNotices(trx, writes.chain.dims, {
    at: writes.now,
    actorId: what.accountId,
    tellings: [
      {
        topic: 'enterprise_request.registration',
        urgency: 'action',
        entity: 'enterprise_request',
        entityId: what.request.id,
        params: { name: what.name },
        roles: ['county_officer'],
      },
    ],
  });

const present = (
  r: OrgRow<'enterprise_request'>,
  e: { name: string; code: string; followCode: string },
): RegistrationView => ({
  followCode: e.followCode,
  enterpriseName: e.name,
  code: e.code,
  state: r.state as RegistrationView['state'],
  reason: r.reason,
  at: r.created_at.toISOString(),
  decidedAt: r.decided_at?.toISOString() ?? null,
});

async function byCode(trx: Trx, code: string) {
  const request = await trx
    .selectFrom('enterprise_request')
    .selectAll()
    .where('follow_hash', '=', followHash(code))
    .executeTakeFirst();
  if (!request) throw refuse(404, { code: 'registration.not_found', field: 'code' });
  const enterprise = await trx
    .selectFrom('enterprise')
    .selectAll()
    .where('enterprise_id', '=', request.enterprise_id)
    .executeTakeFirstOrThrow();
  return { request, enterprise };
}

/** Where a registration stands. @throws 404 `registration.not_found` */
export const follow = (db: Database, code: string): Promise<RegistrationView> =>
  asSystem(db, async (trx) => {
    const { request, enterprise } = await byCode(trx, code);
    return present(request, { ...enterprise, followCode: code });
  });

/** Correct a refused registration and send it again; it may now be another county's. @throws 422 `registration.not_refused` */
export async function resubmit(
  deps: { db: Database; config: Config },
  given: { code: string; particulars: Particulars },
  now: Date,
): Promise<RegistrationView> {
  const { db, config } = deps;
  const view = await asSystem(db, async (trx) => {
    const seen = await byCode(trx, given.code);
    const chain = await openChain(trx, dimsOf(seen.enterprise));
    const { request, enterprise } = await byCode(trx, given.code);
    if (request.state !== 'refused' || enterprise.status !== 'refused')
      throw refuse(422, { code: 'registration.not_refused', params: { state: request.state } });
    const { checked, problems } = checkNew(
      config,
      { ...given.particulars, code: given.particulars.code ?? enterprise.code },
      await readPlaces(trx),
    );
    throwFirst(problems.map((p) => under('particulars', p)));
    if (!checked) throw refuse(422, { code: 'request.invalid' });
    const { code, kind } = checked;
    await refusingUnder('particulars', () => reserveCode(trx, { code, kind, enterpriseId: enterprise.enterprise_id }));
    const actor: LogActor = { accountId: request.applicant_id, name: request.applicant, role: 'system', device: null };
    const to = dimsOf({ ...enterprise, ...checked.columns });
    const moved = isMove(dimsOf(enterprise), to) ? await moveEnterprise(trx, chain, to) : chain;
    const writes = new Writes({ trx, chain: moved, actor, now });
    const columns = {
      ...checked.columns,
      code: checked.code,
      code_kind: checked.kind,
      status: 'applied',
      status_reason: null,
    };
    const row = await writes.update('enterprise', enterprise, columns, 'apply');
    const fields = asked(given.particulars, checked.code);
    const again = await writes.update(
      'enterprise_request',
      await writes.need('enterprise_request', request.id),
      { state: 'open', fields, reason: null, decided_at: null, decided_by: null, decided_by_name: null },
      'apply',
    );
    await writes.finish({ topic: 'enterprise.apply', summary: { entityId: row.enterprise_id, name: row.name } });
    await tellCounty(trx, writes, { request: again, name: row.name, accountId: request.applicant_id });
    return { id: row.enterprise_id, shown: present(again, { name: row.name, code: row.code, followCode: given.code }) };
  });
  forgetDims(db, view.id);
  return view.shown;
}
