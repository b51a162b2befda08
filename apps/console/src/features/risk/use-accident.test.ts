import { expect, test } from 'vitest';
import { accidentOf } from './use-accident.ts';

test('a kind of accident is found by its code, with or without the zero before, and by its name', () => {
  const items = [
    { code: '08', label: '火灾' },
    { code: '18', label: '其他爆炸' },
  ];
  for (const given of ['08', '8', '火灾']) expect(accidentOf(items, given)?.code).toBe('08');
  for (const given of ['18', '其他爆炸']) expect(accidentOf(items, given)?.code).toBe('18');
  for (const given of ['80', '', null, undefined, '爆']) expect(accidentOf(items, given)).toBeUndefined();
});
