import { readdirSync, readFileSync } from 'node:fs';
import { parseReference } from '@yufang/domain/reference/index';
import { expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, here), 'utf8'));
/** The calendar's editions are checked by the room that owns them, `domain/calendar`. */
const files = readdirSync(here).filter((name) => name.endsWith('.json') && !name.startsWith('business-calendar'));

test.each(files)('%s is a whole edition of a known kind', (name) => {
  const parsed = parseReference(read(name));
  expect(parsed.ok ? null : parsed.error).toBeNull();
});

test('no two files give the same edition of a kind', () => {
  const keys = files.map((name) => {
    const parsed = parseReference(read(name));
    return parsed.ok ? `${parsed.value.kind} ${parsed.value.edition}` : name;
  });
  expect(new Set(keys).size).toBe(keys.length);
});

test('every kind that the rules need has a file', () => {
  const kinds = files.map((name) => {
    const parsed = parseReference(read(name));
    return parsed.ok ? parsed.value.kind : name;
  });
  expect(kinds.toSorted()).toEqual([
    'accident_types',
    'control_tiers',
    'danger_deadlines',
    'danger_escalation',
    'enterprise_dormancy',
    'hazop_guide_words',
    'inspection_cycle',
    'inspection_occasions',
    'major_criteria.fireworks-2017',
    'major_criteria.hazchem-2017',
    'major_criteria.industry-trade-2023',
    'major_criteria.openpit-2022',
    'major_criteria.tailings-2022',
    'major_criteria.underground-2022',
    'park_grading',
    'record_marks',
    'review_period',
    'risk_direct_red',
    'risk_method.LEC',
    'risk_method.LS',
    'risk_method.MES',
    'risk_regrade',
    'shift_table',
    'task_escalation',
    'use_index',
  ]);
});

test('what nobody has confirmed is not shown as in force', () => {
  for (const name of files) {
    const parsed = parseReference(read(name));
    if (parsed.ok && parsed.value.certainty !== 'confirmed') expect(parsed.value.status, name).toBe('draft');
  }
});
