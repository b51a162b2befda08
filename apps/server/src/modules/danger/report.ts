import type { DangerReport } from '@yufang/contract';
import { EMPTY_MAJOR, REGULATOR_ROLES, type Role } from '@yufang/domain';
import { shanghaiDay, spanFrom } from '@yufang/domain/reference/days';
import type { Actor } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Chain } from '../change/record.ts';
import { selectDanger } from './command.ts';
import type { DangerColumns, DangerRecord } from './facts.ts';
import { resolveLinks } from './links.ts';
import { readDangerReference } from './rules.ts';
import { type DangerSaved, saveDanger } from './save.ts';
import { tellReport } from './tell.ts';

const isRegulator = (role: Role): boolean => REGULATOR_ROLES.some((r) => r === role);

/**
 * Report a danger; the chain is locked. The same id again is the same danger: nothing is written. Shared by the route, the phone's
 * sync and imports. Photos need not be here yet.
 *
 * @param foundAt when it was found; later than `now` is taken as `now` (a clock that runs ahead)
 * @throws 422 `danger.unknown_link` (field), `danger.unknown_criterion`, `danger.source_not_yours`, `danger.major_needs_time`
 */
export async function reportDanger(
  trx: Trx,
  chain: Chain,
  what: {
    readonly actor: Actor;
    readonly now: Date;
    readonly report: DangerReport;
    readonly origin?: string;
    /** What stands under its id, where the caller has looked already: null for nothing. */
    readonly known?: DangerRecord | null;
  },
): Promise<DangerSaved & { readonly created: boolean }> {
  const { actor, now, report } = what;
  const known = what.known === undefined ? await selectDanger(trx, chain.dims.enterpriseId, report.id) : what.known;
  if (known) return { row: known, regraded: [], created: false };

  const today = shanghaiDay(now.toISOString());
  const reference = await readDangerReference(trx, today);
  const unknown = report.criteria.find((code) => !reference.criteria?.has(code));
  if (unknown !== undefined)
    throw refuse(422, { code: 'danger.unknown_criterion', field: 'criteria', params: { criterion: unknown } });
  const major = report.criteria.length > 0;
  if (major && report.treatment) throw refuse(422, { code: 'danger.major_needs_time', field: 'treatment' });
  const source = sourceOf(report.source, actor.role);
  const links = await resolveLinks(trx, chain.dims.enterpriseId, report);
  const foundAt = new Date(Math.min(report.foundAt ? Date.parse(report.foundAt) : now.getTime(), now.getTime()));
  const columns: DangerColumns = {
    id: report.id,
    name: report.name,
    description: report.description,
    level: major ? 'major' : 'general',
    criteria: [...new Set(report.criteria)],
    status: 'reported',
    source,
    kind: report.kind,
    factor: report.factor ?? null,
    cause: report.cause ?? null,
    ...links,
    record_id: report.recordId ?? null,
    contractor_id: report.contractorId ?? null,
    location: report.location ?? null,
    lon: report.lon ?? null,
    lat: report.lat ?? null,
    reported_by: actor.accountId,
    reporter_name: actor.name,
    found_at: foundAt,
    received_at: now,
    found_day: shanghaiDay(foundAt.toISOString()),
    treatment: report.treatment ?? null,
    photo_ids: report.photoIds,
    major: major ? JSON.stringify(EMPTY_MAJOR) : null,
    origin: what.origin ?? 'hand',
  };
  const saved = await saveDanger(trx, chain, {
    actor,
    at: now,
    today,
    action: 'report',
    before: null,
    columns,
    dues: major
      ? { report_up: { on: spanFrom(today, reference.deadlines.reportMajorUp, reference.calendar), late: false } }
      : {},
    reference,
    tell: (row) => tellReport(row, chain.dims),
  });
  return { ...saved, created: true };
}

/** A regulator's finding is a supervision finding; staff cannot pass theirs off as one. */
function sourceOf(source: DangerReport['source'], role: Role): DangerReport['source'] {
  if (isRegulator(role)) return source === 'public_report' ? source : 'supervision';
  if (source === 'supervision' || source === 'public_report')
    throw refuse(422, { code: 'danger.source_not_yours', field: 'source' });
  return source;
}
