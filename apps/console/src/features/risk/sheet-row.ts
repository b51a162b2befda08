import { MEASURE_CLASSES, SHEET_LENGTHS, type Worksheet, WorksheetRow } from '@yufang/domain';

/** One column of a worksheet's own. `as`: how it is asked for; `needed`: a row without it is refused; `most`: characters it takes. */
export type SheetColumn = {
  readonly key: string;
  readonly as: 'line' | 'area' | 'parameter' | 'guideWord' | 'day';
  readonly needed: boolean;
  readonly most?: number;
};

const { line, text } = SHEET_LENGTHS;
const needed = (key: string, as: 'line' | 'area' = 'line'): SheetColumn => ({ key, as, needed: true, most: line });
const long = (key: string, must = false): SheetColumn => ({ key, as: 'area', needed: must, most: text });

/** The columns of each worksheet that are its own, in the printed order. */
export const SHEET_COLUMNS: Readonly<Record<Worksheet, readonly SheetColumn[]>> = {
  JHA: [needed('activity'), needed('step'), needed('hazard', 'area'), long('consequence')],
  SCL: [needed('object'), needed('item'), needed('standard', 'area'), long('deviation'), long('consequence')],
  HAZOP: [
    needed('node'),
    needed('intent'),
    { key: 'parameter', as: 'parameter', needed: true },
    { key: 'guideWord', as: 'guideWord', needed: true },
    needed('deviation'),
    long('causes', true),
    long('consequence', true),
    long('safeguards'),
    { key: 'dueOn', as: 'day', needed: false },
  ],
};

/** What every worksheet has beside its own columns; the form folds it away. */
const COMMON = ['existing', 'proposed', 'responsibleUnit', 'responsiblePerson', 'note'];

/** Whether a place of the form lies in the part that is folded away: it must be opened for its error to be seen. */
export const isFolded = (path: readonly PropertyKey[]): boolean => COMMON.includes(String(path[0]));

/** Measures by class without those that say nothing: the form names every class, the row only those that were written. */
const written = (measures: unknown): Record<string, unknown> => {
  const given: Record<string, unknown> = typeof measures === 'object' ? { ...measures } : {};
  const says = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  return Object.fromEntries(MEASURE_CLASSES.filter((c) => says(given[c])).map((c) => [c, given[c]]));
};

/** What is wrong at one place of a row: nothing stands there, or more than `most` characters do. */
export type SheetProblem = { readonly path: readonly PropertyKey[]; readonly most: number | null };

/**
 * The row that a form's values make of the row that was kept; what the form does not ask for stays.
 * @param values the form's values by column, the day of `dueOn` as `YYYY-MM-DD`
 */
export function sheetRowOf(
  worksheet: Worksheet,
  kept: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): { ok: true; row: WorksheetRow } | { ok: false; problems: readonly SheetProblem[] } {
  const all: Record<string, unknown> = { ...kept, ...values };
  const parsed = WorksheetRow.safeParse({
    ...all,
    existing: written(all.existing),
    proposed: written(all.proposed),
    worksheet,
  });
  if (parsed.success) return { ok: true, row: parsed.data };
  const problems = parsed.error.issues.map((i) => ({
    path: i.path,
    most: i.code === 'too_big' ? Number(i.maximum) : null,
  }));
  return { ok: false, problems };
}
