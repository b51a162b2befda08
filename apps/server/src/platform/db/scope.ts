import type { Scope } from './actor.ts';
import type { Parameter } from './batch.ts';

/** The database role of a scope and the codes it reads, taken on for one transaction (docs/adr/0003). */
export type ScopeSettings = {
  /**
   * Whose plans are used: role and breadth of the reach. A plan under row-level security is good for one role only, and was made with the codes of whoever
   * came first in mind, which is right for a reach as wide as theirs.
   */
  readonly plans: string;
  /** The statement that takes it on, and its values. One text a kind of scope, so it is prepared once a connection. */
  readonly text: string;
  readonly values: readonly Parameter[];
};

/** Every enterprise's rows: sign-in look-ups, jobs, administration. */
export const SYSTEM: ScopeSettings = settings('yf_system', {});

/** What a transaction under this scope sets. */
export function scopeSettings(scope: Scope): ScopeSettings {
  switch (scope.kind) {
    case 'enterprise':
      return settings('yf_enterprise', { 'app.enterprise': scope.enterpriseId });
    case 'region':
      return settings('yf_region', { 'app.region_lo': scope.lo, 'app.region_hi': scope.hi }, breadth(scope.code));
    case 'sector':
      return settings(
        'yf_sector',
        { 'app.sector': scope.sector, 'app.region_lo': scope.lo, 'app.region_hi': scope.hi },
        breadth(scope.code),
      );
    case 'park':
      return settings('yf_park', { 'app.park': scope.parkId });
    case 'platform':
      return settings('yf_platform', {});
    case 'audit':
      return settings('yf_audit', {});
  }
}

/** The same scope for a transaction that only reads: a write under it is an error of the database. */
export const readOnly = (s: ScopeSettings): ScopeSettings => ({
  ...s,
  text: `${s.text}, set_config('transaction_read_only', 'on', true)`,
});

const KEEP = "set_config('plan_cache_mode', 'force_generic_plan', true)";
/** The statement after which a transaction's statements are done by plans kept for all values. */
export const KEEP_PLANS = `select ${KEEP}`;
/** The same scope for a transaction whose statements are done so. */
export const keepingPlans = (s: ScopeSettings): ScopeSettings => ({ ...s, text: `${s.text}, ${KEEP}` });

/** Province, city or county, by the zeros of its code. */
const breadth = (code: string): string =>
  code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'city' : 'county';

function settings(role: string, codes: Readonly<Record<string, string>>, reach = ''): ScopeSettings {
  const names = Object.keys(codes);
  const values = [...Object.values(codes).map(checked)];
  // The third argument says: for this transaction only. Names are written here, values are parameters.
  const sets = names.map((name, i) => `set_config('${name}', $${i + 1}, true)`);
  return {
    plans: `${role} ${reach}`,
    text: `select ${[...sets, `set_config('role', '${role}', true)`].join(', ')}`,
    values,
  };
}

/** Scope values are codes and ids; anything else is a bug (or an attack) and never reaches SQL. */
function checked(value: string): string {
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(value)) throw new TypeError(`not a scope value: ${JSON.stringify(value)}`);
  return value;
}
