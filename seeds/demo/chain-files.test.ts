import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chainFile } from './make-chain-files.ts';
import { SAMPLES } from './samples.ts';

describe.each(SAMPLES)('$file', (sample) => {
  const text = readFileSync(new URL(`./chain/${sample.file}`, import.meta.url), 'utf8');

  test('is what its maker writes, and says that it is invented', () => {
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(chainFile(sample))));
    expect(text).toContain('虚构');
    expect(text.length).toBeLessThan(3_000_000);
  });

  test('has 30 units, 300 measures and a quarter of records', () => {
    const file = JSON.parse(text);
    expect(file.riskUnit.length).toBeGreaterThanOrEqual(30);
    expect(file.controlMeasure.length).toBeGreaterThanOrEqual(300);
    const days = file.checkRecord.map((r: { checkTime: string }) => r.checkTime.slice(0, 8)).sort();
    expect([days[0] <= '20260831', days.at(-1) >= '20261115']).toEqual([true, true]);
    expect(file.hiddenDanger.length).toBeGreaterThan(5);
  });
});
