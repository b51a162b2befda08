import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FEATURES } from '../features/index.ts';
import { resources } from './resources.ts';

const ROOT = join(import.meta.dirname, '../../../..');
// Another app's files: read at run time, since no app imports another's types.
const fieldProblems = async (lang: 'en' | 'zh'): Promise<Readonly<Record<string, string>>> =>
  (await import(join(ROOT, `apps/field/src/i18n/problems.${lang}.ts`))).problems;
const [fieldEn, fieldZh] = [await fieldProblems('en'), await fieldProblems('zh')];
const PLACES = ['apps/server/src', 'packages/domain/src', 'packages/contract/src', 'packages/exchange/src'];
/** What a phone calls: sync, files, cards, its account, dangers and explanations, and what any route may answer. */
const PHONE = [
  'apps/server/src/modules/sync',
  'apps/server/src/modules/attachment',
  'apps/server/src/platform/http',
  'packages/domain/src/danger',
  'apps/server/src/modules/inspection/explain.ts',
  'apps/server/src/modules/inspection/record-rows.ts',
];

/** Names that look like a code: a table's column, a job, a topic, a file. A code is written as `code: '…'` somewhere, or its prefix is. */
const NOT_CODES =
  /^(\w\.|excluded\.|app\.|park_(vessel|work_item)\.|park_(assessment|grading)\.park_)|\.(sweep|apply|standing|create|overdue|dispatch|generate|partitions|prune_outbox|remind|bulk|import|remedy|xlsx)$/;

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return /\.ts$/.test(path) && !/\.test\.ts$/.test(path) ? [path] : [];
  return readdirSync(path).flatMap((name) =>
    name === 'node_modules' || name === 'testing' ? [] : files(join(path, name)),
  );
}

/** Every code written as `code: 'a.b'`, and those in the list of a function that makes codes (`no('a.b')`, `refused('a.b')`, `? 'a.b' :`). */
function codesIn(places: readonly string[]): string[] {
  const found = new Set<string>();
  for (const file of places.flatMap((p) => files(join(ROOT, p)))) {
    const source = readFileSync(file, 'utf8');
    for (const [, code = ''] of source.matchAll(/\bcode: '([a-z]\w*\.[a-z_]\w*)'/g)) found.add(code);
    for (const [, code = ''] of source.matchAll(
      /(?:\bno|\brefused?|\bfail|\bbad|\bwrong|\breason|\?|:|=>|\|\||\?\?)\s*\(?(?:\d{3}, )?'([a-z]{3,}\w*\.[a-z]\w*)'/g,
    ))
      if (!NOT_CODES.test(code)) found.add(code);
  }
  return [...found].filter((code) => !NOT_CODES.test(code)).sort();
}

const zh = resources('zh', FEATURES).problem;
const en = resources('en', FEATURES).problem;

/** Column names and names of other things that the second pattern meets, seen and found to be no codes. */
const SEEN: readonly string[] = [
  'command.photoIds',
  'enterprise.simple_setup',
  'enterprise_request.change',
  'enterprise_request.registration',
  'post.issue_card',
  'scope.code',
  'thumb.webp',
  'use.compute',
  'yufang.session_token',
];

test('every refusal that the server can give is a sentence in the console, in both languages', () => {
  const codes = codesIn(PLACES).filter((code) => !SEEN.includes(code));
  expect(codes.length).toBeGreaterThan(200);
  expect(codes.filter((code) => !zh[code] || !en[code])).toEqual([]);
});

test('every refusal that a phone can meet is a sentence on the phone, in both languages', () => {
  const known: readonly Readonly<Record<string, string>>[] = [fieldZh, fieldEn];
  const codes = codesIn(PHONE).filter((code) => !SEEN.includes(code));
  expect(codes.length).toBeGreaterThan(50);
  expect(codes.filter((code) => known.some((k) => !k[code]))).toEqual([]);
});
