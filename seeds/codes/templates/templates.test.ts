import { readdirSync, readFileSync } from 'node:fs';
import { CriteriaItem, checksOf, gradeRisk, ReferenceEnvelope, RiskMethod, TradeTemplate } from '@yufang/domain';
import { expect, test } from 'vitest';
import { z } from 'zod';

const here = new URL('./', import.meta.url);
const reference = new URL('../reference/', import.meta.url);
const json = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));
const files = readdirSync(here).filter((f) => f.endsWith('.json'));
const lec = RiskMethod.parse(ReferenceEnvelope.parse(json(new URL('risk-method-lec.json', reference))).payload);
const Set_ = z.object({ setId: z.string(), items: z.array(CriteriaItem) });
const criteria = new Set(
  readdirSync(reference)
    .filter((f) => f.startsWith('major-criteria-'))
    .flatMap((f) => {
      const set = Set_.parse(ReferenceEnvelope.parse(json(new URL(f, reference))).payload);
      return set.items.map((i) => `${set.setId}/${i.code}`);
    }),
);

test('twelve trades at least, each marked as a draft for review', () => {
  expect(files.length).toBeGreaterThanOrEqual(12);
});

test.each(files)('%s: whole, its grades follow from its scores, its criteria exist, its checklist is short', (file) => {
  const envelope = ReferenceEnvelope.parse(json(new URL(file, here)));
  expect(envelope).toMatchObject({ status: 'draft', kind: `trade_template.${file.replace('.json', '')}` });
  const template = TradeTemplate.parse(envelope.payload);
  expect(checksOf(template.risks)).toBeLessThanOrEqual(15);
  for (const risk of template.risks) {
    const graded = gradeRisk('LEC', { factors: risk.scores }, { methods: { LEC: lec }, directRed: null });
    expect(graded, `${file} ${risk.code}`).toMatchObject({ ok: true, value: { grade: risk.grade } });
    for (const code of risk.criteria) expect(criteria, `${file} ${risk.code}`).toContain(code);
  }
});
