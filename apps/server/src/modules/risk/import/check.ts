import type { RiskImportView } from '@yufang/contract';
import {
  type ControlTiers,
  GRADING_METHODS,
  type GradingMethod,
  type GradingReference,
  gradeRisk,
  isTierTooLow,
  leastTier,
  MEASURE_CLASSES,
  type RISK_GRADES,
  RISK_OBJECT_KINDS,
  type RiskScores,
  TIERS,
} from '@yufang/domain';
import { z } from 'zod';
import type { SheetRow } from '../../../platform/excel/read.ts';
import { COLUMNS, FIELDS, type Field, fieldOf } from './columns.ts';
import { CLASS_WORDS, codeOfWord, GRADE_WORDS, KIND_WORDS, METHOD_WORDS, TIER_WORDS } from './words.ts';

/** A row of the sheet that can be written. Kept between checking and applying, hence a schema. */
export const GoodRow = z.object({
  row: z.int(),
  objectKind: z.enum(RISK_OBJECT_KINDS),
  objectName: z.string(),
  unitName: z.string(),
  orgUnitId: z.string().nullable(),
  step: z.string().nullable(),
  standard: z.string().nullable(),
  eventName: z.string(),
  accidentType: z.string().nullable(),
  consequence: z.string().nullable(),
  method: z.enum(GRADING_METHODS).nullable(),
  scores: z.record(z.string(), z.unknown()).nullable(),
  tier: z.enum(TIERS).nullable(),
  measureClass: z.enum(MEASURE_CLASSES).nullable(),
  measure: z.string().nullable(),
  check: z.string().nullable(),
  postId: z.string().nullable(),
});
export type GoodRow = z.infer<typeof GoodRow>;
export type Problem = RiskImportView['report']['problems'][number];

/** What rows are checked against. Names are unique within a list only as far as the firm keeps them so: an ambiguous name is refused. */
export type Known = {
  readonly posts: ReadonlyMap<string, readonly string[]>;
  readonly orgUnits: ReadonlyMap<string, readonly string[]>;
  readonly accidentTypes: ReadonlySet<string>;
  readonly grading: GradingReference;
  readonly tiers: ControlTiers;
};

const MAX: Partial<Record<Field, number>> = {
  objectName: 200,
  unitName: 200,
  eventName: 500,
  step: 500,
  standard: 500,
  consequence: 2000,
  measure: 4000,
  check: 4000,
  accidentType: 40,
};

/** The cells of a row by field; columns nobody knows are left aside. */
export function cellsOf(row: SheetRow): Partial<Record<Field, string>> {
  const out: Partial<Record<Field, string>> = {};
  for (const [title, value] of Object.entries(row.cells)) {
    const field = fieldOf(title);
    // An apostrophe before = + - @ is how a spreadsheet keeps text from being a formula.
    if (field) out[field] = value.replace(/^'(?=[=+\-@])/, '');
  }
  return out;
}

/** Columns without which nothing can be read. @returns the first that the head lacks */
export const missingColumn = (head: readonly string[]): Field | undefined =>
  FIELDS.find((f) => COLUMNS[f].required && !head.some((title) => fieldOf(title) === f));

/** Check one row. All its problems at once, so that one round of mending is enough. */
export function checkRow(row: SheetRow, known: Known): { good: GoodRow | null; problems: Problem[] } {
  const cells = cellsOf(row);
  const problems: Problem[] = [];
  const wrong = (field: Field | null, code: string, params?: Problem['params']): null => {
    problems.push({ row: row.row, field, code, ...(params ? { params } : {}) });
    return null;
  };
  for (const field of FIELDS) {
    const value = cells[field];
    if (COLUMNS[field].required && !value) wrong(field, 'import.empty');
    else if (value && value.length > (MAX[field] ?? 200)) wrong(field, 'import.too_long', { limit: MAX[field] ?? 200 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
    else if (value && /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value)) wrong(field, 'control_characters');
  }
  const word = <K extends string>(field: Field, words: Parameters<typeof codeOfWord<K>>[0]): K | null => {
    const value = cells[field];
    if (!value) return null;
    return codeOfWord(words, value) ?? wrong(field, 'import.unknown_word', { value });
  };
  const named = (field: Field, list: ReadonlyMap<string, readonly string[]>): string | null => {
    const value = cells[field];
    if (!value) return null;
    const ids = list.get(value) ?? [];
    if (ids.length > 1) return wrong(field, 'import.ambiguous', { value });
    return ids[0] ?? wrong(field, 'import.not_found', { value });
  };
  const objectKind = word('objectKind', KIND_WORDS);
  const method = word<GradingMethod>('method', METHOD_WORDS);
  const tier = word('tier', TIER_WORDS);
  const measureClass = word('measureClass', CLASS_WORDS);
  const declared = word('grade', GRADE_WORDS);
  if (cells.accidentType && !known.accidentTypes.has(cells.accidentType))
    wrong('accidentType', 'import.unknown_word', { value: cells.accidentType });
  const scores = scoresOf(cells, { method, declared, wrong });
  if (method && scores) {
    const graded = gradeRisk(method, scores, known.grading);
    if (!graded.ok) {
      const field = FIELDS.find((f) => f === graded.error.field) ?? 'method';
      wrong(field, graded.error.code, { ...graded.error.params });
    } else if (tier && isTierTooLow(tier, graded.value.grade, known.tiers))
      wrong('tier', 'risk.tier_too_low', {
        tier,
        grade: graded.value.grade,
        least: leastTier(graded.value.grade, known.tiers),
      });
  }
  if ((cells.measureClass || cells.check || cells.post) && !cells.measure) wrong('measure', 'import.empty');
  const postId = named('post', known.posts);
  const orgUnitId = named('orgUnit', known.orgUnits);
  if (problems.length > 0 || objectKind === null) return { good: null, problems };
  const good: GoodRow = {
    row: row.row,
    objectKind,
    objectName: cells.objectName ?? '',
    unitName: cells.unitName ?? '',
    orgUnitId,
    step: cells.step ?? null,
    standard: cells.standard ?? null,
    eventName: cells.eventName ?? '',
    accidentType: cells.accidentType ?? null,
    consequence: cells.consequence ?? null,
    method,
    scores,
    tier,
    measureClass,
    measure: cells.measure ?? null,
    check: cells.check ?? null,
    postId,
  };
  return { good, problems };
}

type Wrong = (field: Field | null, code: string, params?: Problem['params']) => null;

function scoresOf(
  cells: Partial<Record<Field, string>>,
  given: { method: GradingMethod | null; declared: (typeof RISK_GRADES)[number] | null; wrong: Wrong },
): RiskScores | null {
  const factors: Record<string, number> = {};
  for (const key of ['L', 'E', 'C', 'S', 'M'] as const) {
    const value = cells[key];
    if (!value) continue;
    const n = Number(value);
    if (Number.isFinite(n)) factors[key] = n;
    else given.wrong(key, 'import.not_a_number', { value });
  }
  if (!given.method) {
    const stray = Object.keys(factors)[0];
    if (stray || given.declared) given.wrong('method', 'import.empty');
    return null;
  }
  const directItems = (cells.direct ?? '').split(/[;；,，、\s]+/).filter(Boolean);
  return {
    ...(Object.keys(factors).length > 0 ? { factors } : {}),
    ...(directItems.length > 0 ? { directItems } : {}),
    ...(given.declared ? { declared: given.declared } : {}),
  };
}
