import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { COMMON_CODES } from '@yufang/contract';
import * as domain from '@yufang/domain';
import { expect, test } from 'vitest';
import { FEATURES } from '../features/index.ts';
import { resources } from './resources.ts';

const SOURCE = join(import.meta.dirname, '..');
const zh = resources('zh', FEATURES);
const en = resources('en', FEATURES);

/** `a.b.c` → text, of a nested tree. */
function flat(tree: unknown, path = ''): Record<string, string> {
  if (typeof tree === 'string') return { [path]: tree };
  return Object.assign({}, ...Object.entries(tree ?? {}).map(([k, v]) => flat(v, path ? `${path}.${k}` : k)));
}
const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map((m) => m[1]).sort();
/** English has plural forms that Chinese has not; they count as the key they belong to. */
const singular = (keys: string[]) => [...new Set(keys.map((k) => k.replace(/_(one|other)$/, '')))].sort();

test.each(['text', 'problem'] as const)('%s: both languages have the same keys', (kind) => {
  expect(singular(Object.keys(flat(en[kind])))).toEqual(singular(Object.keys(flat(zh[kind]))));
});

test.each(['text', 'problem'] as const)('%s: both languages use the same placeholders', (kind) => {
  const english = flat(en[kind]);
  const wrong = Object.entries(flat(zh[kind])).filter(
    ([key, text]) => english[key] !== undefined && String(placeholders(text)) !== String(placeholders(english[key])),
  );
  expect(wrong).toEqual([]);
});

test('no text is empty, and no English text is Chinese', () => {
  expect(Object.entries({ ...flat(zh), ...flat(en) }).filter(([, text]) => text.trim() === '')).toEqual([]);
  const allowed = new Set(['text.shell.top.language']);
  expect(Object.entries(flat(en)).filter(([key, text]) => !allowed.has(key) && /\p{Script=Han}/u.test(text))).toEqual(
    [],
  );
});

test('every common refusal code has its sentence', () => {
  expect(COMMON_CODES.filter((code) => !zh.problem[code] || !en.problem[code])).toEqual([]);
});

test.each([
  ['grade', domain.RISK_GRADES],
  ['role', domain.ROLES],
  ['sector', domain.SECTORS],
  ['scale', domain.SCALES],
  ['enterpriseState', domain.ENTERPRISE_STATES],
  ['activity', domain.ACTIVITIES],
  ['tag', domain.ENTERPRISE_TAGS],
  ['orgUnitKind', domain.ORG_UNIT_KINDS],
  ['objectKind', domain.RISK_OBJECT_KINDS],
  ['worksheet', domain.WORKSHEETS],
  ['gradingMethod', domain.GRADING_METHODS],
  ['measureClass', domain.MEASURE_CLASSES],
  ['tier', domain.TIERS],
  ['reviewState', domain.REVIEW_STATES],
  ['rowState', domain.ROW_STATES],
  ['dangerLevel', domain.DANGER_LEVELS],
  ['dangerStatus', domain.DANGER_STATUSES],
  ['treatment', domain.TREATMENTS],
  ['dangerSource', domain.DANGER_SOURCES],
  ['dangerKind', domain.DANGER_KINDS],
  ['factor', domain.FACTORS],
  ['cycleUnit', domain.CYCLE_UNITS],
  ['occasion', domain.OCCASIONS],
  ['workdayKind', domain.WORKDAY_KINDS],
  ['taskState', domain.TASK_STATES],
  ['inspectionResult', domain.INSPECTION_RESULTS],
  ['recordMark', domain.RECORD_MARKS],
] as const)('every word of the vocabulary %s is said', (kind, values) => {
  const words = Object.keys(flat((zh.text.word as Record<string, unknown>)[kind]));
  expect(words.sort()).toEqual([...values].sort());
});

test('text keys asked for in the source exist', () => {
  const known = new Set(singular(Object.keys(flat(zh.text))));
  const asked = sources().flatMap(({ file, code }) =>
    [...code.matchAll(/\bt\(\s*'([a-z][\w]*(?:\.\w+)+)'/g)].map((m) => ({ file, key: m[1] ?? '' })),
  );
  expect(asked.filter(({ key }) => !known.has(key))).toEqual([]);
});

test('Chinese for people stands in the language files alone', () => {
  const found = sources().flatMap(({ file, code }) => {
    return /\p{Script=Han}/u.test(code) ? [file] : [];
  });
  expect(found).toEqual([]);
});

/** Source without its comments. */
const bare = (code: string) => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');

/** Every source file that is neither a language file nor a test. */
function sources(folder = SOURCE): { file: string; code: string }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    if (!/\.tsx?$/.test(name) || /\.(zh|en)\.ts$|\.test\.tsx?$/.test(name)) return [];
    return [{ file: path.slice(SOURCE.length + 1), code: bare(readFileSync(path, 'utf8')) }];
  });
}
