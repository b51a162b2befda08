import type { GradeArithmetic } from '@yufang/contract';
import {
  controlTier,
  type GradingMethod,
  type GradingReference,
  gradeRisk,
  isTierTooLow,
  leastTier,
  type RiskAssessment,
  type RiskGrade,
  RiskScores,
  SCORED_METHODS,
  type ScoredMethod,
  type Tier,
  unitGrade,
} from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/errors/refused.ts';
import { regradeUnit } from '../danger/regrade.ts';
import { readEdition, readEditions, readReference } from '../reference/read.ts';
import { type RowOf, updateRow, type Work } from './work.ts';

type Edition = { readonly edition: string; readonly status: string; readonly certainty: string };
/** The tables that grading reads today, with the edition of each. */
export type Tables = {
  readonly reference: GradingReference;
  readonly editions: Readonly<Partial<Record<GradingMethod, Edition>>>;
};

/** Read the grading tables in force on a business day. */
export async function readTables(trx: Trx, day: string): Promise<Tables> {
  const methods = await Promise.all(SCORED_METHODS.map((m) => readEdition(trx, `risk_method.${m}`, day)));
  const direct = await readEdition(trx, 'risk_direct_red', day);
  const head = (e: Edition): Edition => ({ edition: e.edition, status: e.status, certainty: e.certainty });
  return {
    reference: {
      methods: Object.fromEntries(SCORED_METHODS.map((m, i) => [m, methods[i]?.payload])),
      directRed: direct.payload,
    },
    editions: {
      ...Object.fromEntries(SCORED_METHODS.flatMap((m, i) => (methods[i] ? [[m, head(methods[i])]] : []))),
      direct: head(direct),
    },
  };
}

/** The tables a stored grade was made with: its own edition of its method, else today's. */
export async function tablesOf(trx: Trx, event: RowOf<'risk_event'>, today: Tables): Promise<Tables> {
  const method = event.method as GradingMethod;
  const edition = event.method_edition;
  if (!edition || !isScored(method) || today.editions[method]?.edition === edition) return today;
  const kept = (await readEditions(trx, `risk_method.${method}`)).find((e) => e.edition === edition);
  if (!kept) return today;
  const methods = { ...today.reference.methods, [method]: kept.payload };
  return {
    reference: { ...today.reference, methods: methods as GradingReference['methods'] },
    editions: { ...today.editions, [method]: kept },
  };
}

const isScored = (m: GradingMethod): m is ScoredMethod => SCORED_METHODS.some((s) => s === m);

/** The columns a grading writes. `risk.*` refusals (422) as the domain gives them. */
export function gradeColumns(method: GradingMethod, scores: RiskScores, tables: Tables) {
  const a = orRefuse(gradeRisk(method, scores, tables.reference));
  return {
    method,
    method_edition: tables.editions[method]?.edition ?? null,
    scores: JSON.stringify(scores),
    product: a.product,
    grade: a.grade,
  };
}

/** The tier to write: as asked if it is not too low for the grade, else the grade's own. 422 `risk.tier_too_low` (`least`: the lowest that may). */
export async function tierFor(
  trx: Trx,
  day: string,
  wish: { tier: Tier | null | undefined; grade: RiskGrade | null },
): Promise<Tier | null> {
  if (wish.grade === null) return wish.tier ?? null;
  const reference = await readReference(trx, 'control_tiers', day);
  if (!wish.tier) return controlTier(wish.grade, reference);
  if (isTierTooLow(wish.tier, wish.grade, reference)) {
    throw refuse(422, {
      code: 'risk.tier_too_low',
      field: 'tier',
      params: { tier: wish.tier, grade: wish.grade, least: leastTier(wish.grade, reference) },
    });
  }
  return wish.tier;
}

/** The arithmetic of a stored or tried grade, as it is shown. */
export function showArithmetic(a: RiskAssessment, edition: Edition | undefined): GradeArithmetic {
  const band = a.arithmetic?.band;
  return {
    method: a.method,
    edition: edition?.edition ?? null,
    status: edition?.status ?? null,
    certainty: edition?.certainty ?? null,
    formula: a.arithmetic?.formula ?? null,
    profile: a.arithmetic?.profile ?? null,
    factors: (a.arithmetic?.factors ?? []).map(({ key, label, labelEn, value, scoreLabel, scoreLabelEn }) => ({
      key,
      label,
      labelEn,
      value,
      scoreLabel,
      scoreLabelEn,
    })),
    product: a.product,
    band: band ? { label: band.label, labelEn: band.labelEn, min: band.min, max: band.max } : null,
    scored: a.scored,
    direct: [...a.direct],
    grade: a.grade,
  };
}

/** The arithmetic of a stored event; of one without scores only its grade. */
export async function arithmeticOf(trx: Trx, event: RowOf<'risk_event'>, day: string): Promise<GradeArithmetic> {
  const method = event.method as GradingMethod;
  const nothing: GradeArithmetic = {
    method,
    edition: event.method_edition,
    status: null,
    certainty: null,
    formula: null,
    profile: null,
    factors: [],
    product: event.product,
    band: null,
    scored: null,
    direct: [],
    grade: event.grade as RiskGrade | null,
  };
  const scores = RiskScores.safeParse(event.scores);
  if (!scores.success || event.grade === null) return nothing;
  const tables = await tablesOf(trx, event, await readTables(trx, day));
  const assessed = gradeRisk(method, scores.data, tables.reference);
  return assessed.ok ? showArithmetic(assessed.value, tables.editions[method]) : nothing;
}

/**
 * Bring the grades of active units and the live grades of their risks in line with what stands: a unit is as grave as its worst risk,
 * open dangers raise (the danger room's `regradeUnit`, so that there is one rule). Writes only what differs; call at the end of every
 * command that touched a grade or the place of a risk.
 */
export async function regradeUnits(work: Work, unitIds: readonly string[], day: string): Promise<void> {
  const ids = [...new Set(unitIds)];
  if (ids.length === 0) return;
  const { trx } = work;
  const { enterpriseId } = work.chain.dims;
  const rule = await readReference(trx, 'risk_regrade', day);
  const units = await trx
    .selectFrom('risk_unit')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('id', 'in', ids)
    .where('state', '=', 'active')
    .orderBy('id')
    .execute();
  const events = await trx
    .selectFrom('risk_event')
    .select(['unit_id', 'grade'])
    .where('enterprise_id', '=', enterpriseId)
    .where('unit_id', 'in', ids)
    .where('state', '=', 'active')
    .execute();
  for (const unit of units) {
    const own = events.filter((e) => e.unit_id === unit.id).map((e) => e.grade as RiskGrade | null);
    const grade = unitGrade(own, unit.declared_grade as RiskGrade | null);
    await updateRow(work, 'risk_unit', { before: unit, patch: { grade }, action: 'regrade' });
    const { entries } = await regradeUnit(trx, { enterpriseId, unitId: unit.id }, { danger: null, rule, at: work.now });
    work.entries.push(...entries);
  }
}
