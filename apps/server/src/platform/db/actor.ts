import type { Role, Sector } from '@yufang/domain';

/** How far a duty reaches. Each kind is one database role with one policy (docs/adr/0003). */
export type Scope =
  | { readonly kind: 'enterprise'; readonly enterpriseId: string }
  /** Half-open range of 6-digit county codes: a province, a city or one county. */
  | { readonly kind: 'region'; readonly code: string; readonly lo: string; readonly hi: string }
  | {
      readonly kind: 'sector';
      readonly sector: Sector;
      readonly code: string;
      readonly lo: string;
      readonly hi: string;
    }
  | { readonly kind: 'park'; readonly parkId: string }
  /** Administrators: the platform's own data, no enterprise's rows. */
  | { readonly kind: 'platform' }
  /** The audit administrator: every change, nothing else. */
  | { readonly kind: 'audit' };

/** Who asks, under which assignment, and how far that reaches. Everything a handler may know of the caller. */
export type Actor = {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  readonly assignmentId: string;
  readonly scope: Scope;
  /** The person of the enterprise who holds this account, where there is one. */
  readonly personId: string | null;
  readonly device: string | null;
};

/** The codes of one enterprise that its rows carry and its counters are keyed by. */
export type EnterpriseDims = {
  readonly enterpriseId: string;
  readonly cityCode: string;
  readonly countyCode: string;
  readonly sector: string;
  readonly parkId: string | null;
  readonly industry: string;
  readonly scale: string;
};

/** Whether an enterprise lies within a scope. The same rule as the policies, for doors that ask before the database does. */
export function scopeCovers(scope: Scope, e: EnterpriseDims): boolean {
  switch (scope.kind) {
    case 'enterprise':
      return scope.enterpriseId === e.enterpriseId;
    case 'region':
      return e.countyCode >= scope.lo && e.countyCode < scope.hi;
    case 'sector':
      return e.sector === scope.sector && e.countyCode >= scope.lo && e.countyCode < scope.hi;
    case 'park':
      return e.parkId !== null && e.parkId === scope.parkId;
    case 'platform':
    case 'audit':
      return false;
  }
}

/** The five code columns every enterprise-owned row carries, as they are inserted. */
export const dimColumns = (e: EnterpriseDims) => ({
  enterprise_id: e.enterpriseId,
  city_code: e.cityCode,
  county_code: e.countyCode,
  sector: e.sector,
  park_id: e.parkId,
});
