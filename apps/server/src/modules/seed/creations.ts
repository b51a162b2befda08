import type { ChangeStep, EnterpriseBundle, Row, Table } from '@yufang/seeds/load/rows';
import { difference } from '../change/record.ts';

/** Tables whose rows' making stands in the log, parents first: what an archive page of a past day is folded from. The rest stands in its own tables. */
const LOGGED = [
  'org_unit',
  'post',
  'contractor',
  'person',
  'post_holder',
  'training',
  'risk_unit',
  'risk_event',
  'control_measure',
  'inspection_item',
] as const satisfies readonly Table[];

const BY = { actorId: 'seed', actorName: '虚构数据生成器', actorRole: 'system' };

/**
 * How the rows of an invented enterprise came to be, as the log would tell it: the enterprise itself, and where its history is kept in detail each
 * row of its tree and chain, as it was when it was made (a colour before any danger raised it).
 */
export function creations(bundle: EnterpriseBundle, detailed: boolean): ChangeStep[] {
  const steps = bundle.rows.enterprise.map((row) => made('enterprise', { ...row, activity: 'new', covered: false }));
  if (!detailed) return steps;
  for (const table of LOGGED) for (const row of bundle.rows[table]) steps.push(made(table, asMade(row)));
  return steps;
}

function made(entity: string, row: Row): ChangeStep {
  return {
    ...BY,
    atMs: Date.parse(String(row.created_at)),
    entity,
    entityId: String(row.id ?? row.enterprise_id),
    action: 'create',
    before: null,
    after: difference(null, plain(row)).after,
  };
}

const asMade = (row: Row): Row => ({
  ...row,
  ...('state' in row ? { state: 'active' } : {}),
  ...('live_grade' in row ? { live_grade: row.grade ?? null } : {}),
});

/** Generated values as the log keeps them: jsonb unwrapped. */
export const plain = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, v]) => [key, typeof v === 'object' && v !== null && 'json' in v ? v.json : v]),
  );
