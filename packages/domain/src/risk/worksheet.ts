import * as z from 'zod';
import { IsoDay } from '../reference/certainty.ts';
import { MEASURE_CLASSES, WORKSHEETS, type Worksheet } from './vocabulary.ts';

/** HAZOP guide words in the order of the printed list; names are in `hazop_guide_words`. */
export const HAZOP_GUIDE_WORDS = [
  'none',
  'more',
  'less',
  'as_well_as',
  'part_of',
  'reverse',
  'other_than',
  'early',
  'late',
  'before',
  'after',
] as const;
export type HazopGuideWord = (typeof HAZOP_GUIDE_WORDS)[number];

/** Process parameters a deviation is formed with; `other` is named in the deviation's own words. */
export const HAZOP_PARAMETERS = [
  'flow',
  'temperature',
  'pressure',
  'level',
  'composition',
  'phase',
  'speed',
  'time',
  'sequence',
  'reaction',
  'mixing',
  'power',
  'operation',
  'maintenance',
  'other',
] as const;
export type HazopParameter = (typeof HAZOP_PARAMETERS)[number];

/** Characters that a column takes: one line that must be said, or free text. */
export const SHEET_LENGTHS = { line: 500, text: 2000 } as const;

const Line = z.string().trim().min(1).max(SHEET_LENGTHS.line);
const Text = z.string().trim().max(SHEET_LENGTHS.text);

/** Free text for each of the five classes of measure: what exists, or what is proposed. */
export const MeasureTexts = z.partialRecord(z.enum(MEASURE_CLASSES), Text);
export type MeasureTexts = z.infer<typeof MeasureTexts>;

const common = {
  existing: MeasureTexts.default({}),
  proposed: MeasureTexts.default({}),
  responsibleUnit: z.string().trim().max(200).default(''),
  responsiblePerson: z.string().trim().max(100).default(''),
  note: Text.default(''),
};

/** 工作危害分析: one step of an activity and the hazard or event in it (person, thing, environment, management). */
export const JhaRow = z.object({
  worksheet: z.literal('JHA'),
  activity: Line,
  step: Line,
  hazard: Line,
  accidentTypes: z.array(z.string().max(40)).max(20).default([]),
  consequence: Text.default(''),
  ...common,
});
export type JhaRow = z.infer<typeof JhaRow>;

/** 安全检查表分析: one item of a piece of equipment or place, its standard, and what follows from not meeting it. */
export const SclRow = z.object({
  worksheet: z.literal('SCL'),
  object: Line,
  item: Line,
  standard: Line,
  deviation: Text.default(''),
  accidentTypes: z.array(z.string().max(40)).max(20).default([]),
  consequence: Text.default(''),
  ...common,
});
export type SclRow = z.infer<typeof SclRow>;

/** 危险与可操作性分析: one deviation (guide word + parameter) of a process node. `dueOn` = by when the proposal is done. */
export const HazopRow = z.object({
  worksheet: z.literal('HAZOP'),
  node: Line,
  intent: Line,
  parameter: z.enum(HAZOP_PARAMETERS),
  guideWord: z.enum(HAZOP_GUIDE_WORDS),
  deviation: Line,
  causes: Text.min(1),
  consequence: Text.min(1),
  safeguards: Text.default(''),
  dueOn: IsoDay.nullable().default(null),
  ...common,
});
export type HazopRow = z.infer<typeof HazopRow>;

/** A worksheet row of any kind, as kept in `risk_event.worksheet_row`; scores live in their own column. */
export const WorksheetRow = z.discriminatedUnion('worksheet', [JhaRow, SclRow, HazopRow]);
export type WorksheetRow = z.infer<typeof WorksheetRow>;

/** The worksheet usual for each kind of risk object: place → SCL, activity → JHA, process → HAZOP. */
export const WORKSHEET_OF_KIND = { place: 'SCL', activity: 'JHA', process: 'HAZOP' } as const satisfies Record<
  string,
  Worksheet
>;

/** True for one of the three worksheets. */
export const isWorksheet = (value: string): value is Worksheet => WORKSHEETS.some((w) => w === value);
