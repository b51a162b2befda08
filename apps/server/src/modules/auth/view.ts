import type { AssignmentView, Me, ScopeView, SessionView } from '@yufang/contract';
import { ALL_ROUTES } from '@yufang/contract/all-routes';
import type { Role } from '@yufang/domain';
import type { Config } from '../../platform/config/config.ts';
import type { AuthEngine } from './engine.ts';
import { readPolicy } from './policy.ts';
import {
  type AssignmentFacts,
  activeAssignment,
  needsSecondFactor,
  passwordChangeDue,
  type SessionFacts,
  stateOf,
} from './session.ts';

/** Ids of the routes a role may call. */
export const permissionsOf = (role: Role): string[] =>
  ALL_ROUTES.filter((r) => r.access.kind !== 'roles' || r.access.roles.includes(role)).map((r) => r.id);

/** How far duties reach, with the names that people know. One statement for all of them. */
export async function scopeViews(
  engine: AuthEngine,
  list: readonly Omit<AssignmentFacts, 'valid_to'>[],
): Promise<ScopeView[]> {
  if (list.length === 0) return [];
  const { rows } = await engine.pool.query<{ i: number; name: string | null; name_en: string | null }>(
    `select x.i::int, coalesce(e.name, p.name, d.name, case when x.sector is not null then concat(r.name, s.name) else r.name end) as name,
            case when e.enterprise_id is not null then null
                 else coalesce(p.name_en, d.name_en, case when s.code is not null then concat(r.name_en, ' · ', s.name_en) else r.name_en end)
            end as name_en
     from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[]) with ordinality as x (region, sector, park, enterprise, i)
     left join region r on r.code = x.region
     left join sector s on s.code = x.sector
     left join department d on d.sector = x.sector and d.region_code = x.region
     left join park p on p.id = x.park
     left join enterprise e on e.enterprise_id = x.enterprise
     order by x.i`,
    [
      list.map((a) => a.region_code),
      list.map((a) => a.sector),
      list.map((a) => a.park_id),
      list.map((a) => a.enterprise_id),
    ],
  );
  return list.map((a, i) => ({
    kind: a.scope_kind,
    enterpriseId: a.enterprise_id,
    regionCode: a.region_code,
    sector: a.sector,
    parkId: a.park_id,
    name: rows[i]?.name ?? a.region_code ?? '',
    nameEn: rows[i]?.name_en ?? null,
  }));
}

async function assignmentViews(engine: AuthEngine, list: readonly AssignmentFacts[]): Promise<AssignmentView[]> {
  const scopes = await scopeViews(engine, list);
  return list.flatMap((a, i) => {
    const scope = scopes[i];
    return scope
      ? [{ id: a.id, role: a.role, scope, validTo: a.valid_to === null ? null : new Date(a.valid_to).toISOString() }]
      : [];
  });
}

/** Where a sign-in stands, for the screens. */
export async function sessionView(
  engine: AuthEngine,
  config: Config,
  what: { readonly session: SessionFacts | null; readonly pending?: boolean; readonly demoCode?: string | null },
): Promise<SessionView> {
  const base = { me: null, demoCode: what.demoCode ?? null, demo: config.YUFANG_DEMO } as const;
  const { session } = what;
  if (!session) return { ...base, state: what.pending ? 'second_factor' : 'signed_out' };
  const policy = await readPolicy(engine, config);
  const state = stateOf(session, policy);
  if (state !== 'signed_in') return { ...base, state };
  const assignments = await assignmentViews(engine, session.assignments);
  const active = activeAssignment(session);
  const mine = assignments.find((a) => a.id === active?.id);
  if (!active || !mine) return { ...base, state: 'no_assignment' };
  const me: Me = {
    accountId: session.accountId,
    username: session.username,
    name: session.name,
    role: mine.role,
    scope: mine.scope,
    assignmentId: mine.id,
    assignments,
    personId: active.person_id,
    permissions: permissionsOf(mine.role),
    locale: session.locale,
    secondFactor: session.twoFactor ? 'on' : needsSecondFactor(mine.role) ? 'required' : 'off',
    demo: session.demo,
    idleMinutes: policy.idleMinutes,
    passwordChangeDue: passwordChangeDue(session, policy),
  };
  return { ...base, state, me };
}
