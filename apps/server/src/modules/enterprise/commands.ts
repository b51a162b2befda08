import { type EnterpriseStep, REGION_ROLES, stepEnterprise } from '@yufang/domain';
import type { Config } from '../../platform/config/config.ts';
import type { Actor } from '../../platform/db/actor.ts';
import { orRefuse } from '../../platform/errors/refused.ts';
import type { Writes } from '../change/rows.ts';
import { cancelEntries } from '../inspection/cancel.ts';
import { applyChange, type Change, columnsAfter, type Enterprise, keyFields } from './change.ts';
import { countStocks } from './move.ts';
import type { Places } from './particulars.ts';
import { freeCode, reserveCode, throwFirst } from './registry.ts';
import { askCounty, ChangeFields } from './requests.ts';

const isOfficer = (actor: Actor): boolean => REGION_ROLES.some((r) => r === actor.role);

/**
 * Change particulars: an officer's at once; of an enterprise's own the key ones wait for its county.
 * @throws 422 of the rules, 403 `enterprise.move_beyond_duty`
 */
export async function changeParticulars(
  config: Config,
  locked: { row: Enterprise; writes: Writes },
  what: { change: Change; places: Places; actor: Actor },
): Promise<{ row: Enterprise; request: { id: string; fields: string[] } | null }> {
  const { writes } = locked;
  const key = isOfficer(what.actor) ? [] : keyFields(locked.row, what.change);
  const withCounty = key.includes('countyCode') ? [...key, 'townshipCode'] : key;
  const waits = Object.fromEntries(Object.entries(what.change).filter(([k]) => withCounty.includes(k)));
  const now = Object.fromEntries(Object.entries(what.change).filter(([k]) => !withCounty.includes(k)));
  // What waits is judged now as well: a wrong code should not reach the county's desk.
  throwFirst(columnsAfter(config, locked.row, { change: what.change, places: what.places }).problems);
  let request: { id: string; fields: string[] } | null = null;
  if (key.length > 0) {
    const asked = await askCounty(writes, locked.row, { after: ChangeFields.parse(waits), applicant: what.actor });
    request = { id: asked.id, fields: key };
  }
  const { patch } = columnsAfter(config, locked.row, { change: now, places: what.places });
  const applied = await applyChange(writes, locked.row, { patch, actor: what.actor, action: 'update' });
  await applied.writes.finish();
  return { row: applied.row, request };
}

/** Suspend, resume, close, reopen, withdraw. @throws 422 `enterprise.wrong_status`, 403 `auth.forbidden` */
export async function setStatus(
  locked: { row: Enterprise; writes: Writes },
  what: { action: EnterpriseStep; reason: string; actor: Actor },
): Promise<Enterprise> {
  const { row, writes } = locked;
  const step = stepEnterprise(row.status, what.action, what.actor.role);
  const status = orRefuse(step, !step.ok && step.error.code === 'auth.forbidden' ? 403 : 422);
  if (status === 'withdrawn') await freeCode(writes.trx, row);
  if (what.action === 'reopen') {
    const kind = row.code_kind === 'uscc' ? 'uscc' : 'provisional';
    await reserveCode(writes.trx, { code: row.code, kind, enterpriseId: row.enterprise_id });
  }
  const after = await writes.update('enterprise', row, { status, status_reason: what.reason }, what.action);
  // Nobody goes round where nothing works any more: what is open would only become overdue.
  if (status === 'closed' || status === 'withdrawn') {
    const ahead = writes.entries.length;
    writes.entries.push(...(await cancelEntries(writes.trx, writes.chain, { all: true, ahead })));
  }
  const { chain } = writes;
  await writes.finish({
    topic: `enterprise.${what.action}`,
    summary: { entityId: row.enterprise_id, name: row.name, status },
  });
  await countStocks(writes.trx, chain, status !== 'closed' && status !== 'withdrawn');
  return after;
}
