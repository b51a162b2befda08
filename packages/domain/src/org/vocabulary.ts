/** Who a signed-in person acts as. One account may hold several assignments; each request acts under exactly one. */
export const ROLES = [
  'province_officer',
  'city_officer',
  'county_officer',
  'department_officer',
  'park_officer',
  'enterprise_head',
  'safety_officer',
  'team_leader',
  'post_worker',
  'expert',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const;
export type Role = (typeof ROLES)[number];

/** Regulators by territory, from the top down. */
export const REGION_ROLES = ['province_officer', 'city_officer', 'county_officer'] as const satisfies readonly Role[];
/** Everyone who looks at enterprises from outside with a duty of supervision. */
export const REGULATOR_ROLES = [
  ...REGION_ROLES,
  'department_officer',
  'park_officer',
] as const satisfies readonly Role[];
/** The people of one enterprise; `expert` is engaged by the enterprise and acts inside its scope. */
export const ENTERPRISE_ROLES = [
  'enterprise_head',
  'safety_officer',
  'team_leader',
  'post_worker',
] as const satisfies readonly Role[];
/** Those who manage an enterprise's own chain. */
export const ENTERPRISE_MANAGERS = ['enterprise_head', 'safety_officer'] as const satisfies readonly Role[];
/** The three separated administrators (三员分立). */
export const ADMIN_ROLES = ['system_admin', 'security_admin', 'audit_admin'] as const satisfies readonly Role[];
/** Roles that must pass a second factor at sign-in. */
export const SECOND_FACTOR_ROLES = [...REGULATOR_ROLES, ...ADMIN_ROLES] as const satisfies readonly Role[];

/**
 * Which department supervises an enterprise (主管行业部门). The emergency department supervises comprehensively and
 * therefore acts under a region scope rather than a sector scope.
 */
export const SECTORS = [
  'emergency',
  'industry',
  'housing',
  'transport',
  'forestry',
  'energy',
  'coal_geology',
  'safety_evaluation',
  'safety_training',
  'culture_tourism',
  'commerce',
  'market_regulation',
  'agriculture',
  'health',
  'education',
] as const;
export type Sector = (typeof SECTORS)[number];

/** Above designated size (规模以上), small, micro, individual business. */
export const SCALES = ['above', 'small', 'micro'] as const;
export type Scale = (typeof SCALES)[number];

/** applied → active (county approves) → suspended / closed; `withdrawn` is the soft delete. `refused`: the county said no. */
export const ENTERPRISE_STATES = ['applied', 'refused', 'active', 'suspended', 'closed', 'withdrawn'] as const;
export type EnterpriseState = (typeof ENTERPRISE_STATES)[number];

/** Nobody has done anything yet / did within the dormancy limit / did once but is silent now. */
export const ACTIVITIES = ['new', 'active', 'dormant'] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** High-risk kinds and crowded places (standards.md §8, design proposal). */
export const ENTERPRISE_TAGS = [
  'hazardous_chemical',
  'dust_explosion',
  'confined_space',
  'ammonia',
  'spraying',
  'metal_melting',
  'deep_well_casting',
  'fireworks',
  'non_coal_mine',
  'tailings_pond',
  'lithium_battery',
  'gas',
  'major_hazard_source',
  'crowded',
  'three_in_one',
] as const;
export type EnterpriseTag = (typeof ENTERPRISE_TAGS)[number];

/** Coordinate reference systems an enterprise may give its position in. */
export const COORDINATE_SYSTEMS = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

/** The enterprise's own tree: company → department / workshop → team; posts hang on any unit. */
export const ORG_UNIT_KINDS = ['company', 'department', 'workshop', 'team'] as const;
export type OrgUnitKind = (typeof ORG_UNIT_KINDS)[number];
