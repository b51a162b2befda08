import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resources } from '../../i18n/resources.ts';
import { FEATURES } from '../index.ts';

const ROOT = join(import.meta.dirname, '../../../../..');
const sources = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => (name === 'node_modules' ? [] : sources(join(path, name))))
    : /(?<!\.test)\.ts$/.test(path)
      ? [readFileSync(path, 'utf8')]
      : [];

test('every reason that a row can be refused or doubted for is a sentence, in both languages', () => {
  const code = ['packages/exchange/src', 'apps/server/src/modules/exchange'].flatMap((p) => sources(join(ROOT, p)));
  const codes = new Set(
    code.flatMap((c) => [...c.matchAll(/'((?:exchange|danger)\.[a-z_]+)'/g)].map((m) => m[1] ?? '')),
  );
  // The name under which an import stands in the live stream, and that of a job.
  for (const name of ['exchange.import', 'exchange.sweep']) codes.delete(name);
  expect(codes.size).toBeGreaterThan(25);
  const known = (['zh', 'en'] as const).map((lang) => resources(lang, FEATURES).problem);
  expect([...codes].filter((c) => known.some((k) => !k[c]))).toEqual([]);
});
