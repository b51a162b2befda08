import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { COMMON_CODES } from '@yufang/contract';
import * as domain from '@yufang/domain';
import { expect, test } from 'vitest';
import { STEPS } from '../danger/local-dangers.ts';
import * as en from './en.ts';
import * as zh from './zh.ts';

const SOURCE = join(import.meta.dirname, '..');
const holes = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((m) => m[1]).sort();
const parts = [
  ['texts', zh.text, en.text],
  ['refusals', zh.problems, en.problems],
] as const;

test.each(parts)('%s: both languages have the same keys, the same holes, and something to say', (_, a, b) => {
  expect(Object.keys(b).sort()).toEqual(Object.keys(a).sort());
  for (const [key, text] of Object.entries(a) as [string, string][]) {
    const english = (b as Record<string, string>)[key] ?? '';
    expect(holes(english), key).toEqual(holes(text));
    expect([text.trim() === '', english.trim() === '', /\p{Script=Han}/u.test(english)], key).toEqual([
      false,
      false,
      false,
    ]);
  }
});

test('every code of the platform’s common refusals and of sync has its sentence', () => {
  const sync =
    readFileSync(join(SOURCE, '../../../packages/contract/src/sync.ts'), 'utf8').match(/`(sync\.\w+)`/g) ?? [];
  const codes = [...COMMON_CODES, ...sync.map((c) => c.slice(1, -1))];
  expect(codes.filter((code) => !(code in zh.problems))).toEqual([]);
});

test.each([
  ['grade', domain.RISK_GRADES],
  ['status', domain.DANGER_STATUSES],
  ['level', domain.DANGER_LEVELS],
  ['treatment', domain.TREATMENTS],
  ['inspect', domain.INSPECTION_RESULTS],
  ['mark', domain.RECORD_MARKS],
  ['role', [...domain.ENTERPRISE_ROLES, 'expert']],
  ['step', STEPS],
] as const)('every word of the vocabulary %s is said', (kind, values) => {
  expect(values.filter((v) => !(`${kind}.${v}` in zh.text))).toEqual([]);
});

test('every key that a screen asks for exists, and Chinese stands in the language files alone', () => {
  for (const { file, code } of sources()) {
    for (const [, key = ''] of code.matchAll(/\bt\(\s*'([a-z]\w*\.\w+)'/g)) expect(zh.text, file).toHaveProperty([key]);
    if (
      !file.endsWith('screens/me.tsx') &&
      !file.endsWith('marks.tsx') &&
      !file.endsWith('outbox.tsx') &&
      !file.endsWith('tick-risks.tsx')
    )
      expect(/\p{Script=Han}/u.test(code), file).toBe(false);
  }
});

test('no text is kept that nobody shows', () => {
  const all = sources()
    .map((s) => s.code)
    .join('\n');
  const made = /^(bar|grade|status|level|treatment|inspect|mark|role|step|kind|notice|span|time)\./;
  expect(
    Object.keys(zh.text).filter(
      (key) => !made.test(key) && !all.includes(`'${key}'`) && !all.includes(`\`${key.split('.')[0]}.`),
    ),
  ).toEqual([]);
});

/** Source files without their comments. */
function sources(folder = SOURCE): { file: string; code: string }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    if (!/\.tsx?$/.test(name) || /\.test\.tsx?$|(zh|en)\.ts$/.test(name)) return [];
    const code = readFileSync(path, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/(^|[^:])\/\/.*$/gm, '$1');
    return [{ file: path.slice(SOURCE.length + 1), code }];
  });
}
