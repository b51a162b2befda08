import { regionLevel } from '../codes/region.ts';
import { ADMIN_ROLES, ENTERPRISE_ROLES, type Role, type Sector } from '../org/vocabulary.ts';
import { no, ok, type Refusal, type Result } from '../result.ts';

/** How far a duty reaches, by codes alone. */
export type ScopeCodes =
  | { readonly kind: 'enterprise'; readonly enterpriseId: string }
  | { readonly kind: 'region'; readonly code: string }
  | { readonly kind: 'sector'; readonly sector: Sector; readonly code: string }
  | { readonly kind: 'park'; readonly parkId: string }
  | { readonly kind: 'platform' }
  | { readonly kind: 'audit' };

/** The kind of scope that each role acts in. */
export function scopeKindOf(role: Role): ScopeCodes['kind'] {
  if (role === 'audit_admin') return 'audit';
  if (role === 'system_admin' || role === 'security_admin') return 'platform';
  if (role === 'department_officer') return 'sector';
  if (role === 'park_officer') return 'park';
  return role === 'expert' || ENTERPRISE_ROLES.some((r) => r === role) ? 'enterprise' : 'region';
}

const LEVEL_OF: Partial<Record<Role, string>> = {
  province_officer: 'province',
  city_officer: 'city',
  county_officer: 'county',
};

const isAdmin = (role: Role): boolean => ADMIN_ROLES.some((r) => r === role);

/**
 * Whether an account may be given one more duty.
 *
 * The role fixes the kind of scope and, for territorial officers, the level of the region. The three administrators
 * stand apart (等保三级 三员分立): who holds one of their roles holds no other role at all.
 * @param held roles of the duties that the account holds now
 * @returns refusals `assignment.scope_mismatch`, `assignment.administrators_apart`
 */
export function checkAssignment(role: Role, scope: ScopeCodes, held: readonly Role[]): Result<ScopeCodes, Refusal> {
  const kind = scopeKindOf(role);
  if (scope.kind !== kind) return no({ code: 'assignment.scope_mismatch', field: 'scope', params: { role, kind } });
  const level = LEVEL_OF[role];
  if (level && scope.kind === 'region' && regionLevel(scope.code) !== level) {
    return no({ code: 'assignment.scope_mismatch', field: 'scope.code', params: { role, kind: level } });
  }
  const apart = held.find((other) => (isAdmin(role) || isAdmin(other)) && other !== role);
  if (apart || (isAdmin(role) && held.includes(role))) {
    return no({ code: 'assignment.administrators_apart', field: 'role', params: { role, held: apart ?? role } });
  }
  return ok(scope);
}
