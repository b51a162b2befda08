import { MEASURE_CLASSES, WORKSHEETS, type Worksheet } from '@yufang/domain';
import { expect, test } from 'vitest';
import { isFolded, SHEET_COLUMNS, sheetRowOf } from './sheet-row.ts';

const filled = (worksheet: Worksheet): Record<string, unknown> =>
  Object.fromEntries(
    SHEET_COLUMNS[worksheet].map(({ key, as }) => [
      key,
      as === 'parameter' ? 'flow' : as === 'guideWord' ? 'none' : as === 'day' ? null : '甲',
    ]),
  );
/** As antd gives them: every class of measure is a field, an untouched one is a key without a value. */
const untouched = Object.fromEntries(MEASURE_CLASSES.map((c) => [c, undefined]));

test.each(WORKSHEETS)('%s: a form whose measures nobody touched makes a row', (worksheet) => {
  const made = sheetRowOf(worksheet, {}, { ...filled(worksheet), existing: untouched, proposed: untouched });
  expect(made).toMatchObject({ ok: true, row: { worksheet, existing: {}, proposed: {} } });
});

test('measures that were written stay, those that were emptied go, what the form does not ask for is kept', () => {
  const kept = { ...filled('JHA'), accidentTypes: ['火灾'], existing: { engineering: '防爆', ppe: '手套' } };
  const made = sheetRowOf('JHA', kept, { existing: { ...untouched, engineering: '泄爆', ppe: ' ' } });
  expect(made).toMatchObject({ ok: true, row: { accidentTypes: ['火灾'], existing: { engineering: '泄爆' } } });
  expect(made.ok && Object.keys(made.row.existing)).toEqual(['engineering']);
});

test.each(WORKSHEETS)('%s: the columns ask for what the schema needs and take what it takes', (worksheet) => {
  for (const { key, needed, most } of SHEET_COLUMNS[worksheet]) {
    const without = sheetRowOf(worksheet, {}, { ...filled(worksheet), [key]: undefined });
    expect(without.ok, key).toBe(!needed);
    if (!without.ok) expect(without.problems).toEqual([{ path: [key], most: null }]);
    if (most === undefined) continue;
    const long = (n: number) => sheetRowOf(worksheet, {}, { ...filled(worksheet), [key]: '字'.repeat(n) });
    expect(long(most).ok, key).toBe(true);
    expect(long(most + 1), key).toEqual({ ok: false, problems: [{ path: [key], most }] });
  }
});

test('an error among the measures is in the folded part', () => {
  const made = sheetRowOf('SCL', {}, { ...filled('SCL'), proposed: { training: '字'.repeat(2001) } });
  const problems = made.ok ? [] : made.problems;
  expect(problems).toEqual([{ path: ['proposed', 'training'], most: 2000 }]);
  expect(problems.every((p) => isFolded(p.path))).toBe(true);
  expect(isFolded(['hazard'])).toBe(false);
});
