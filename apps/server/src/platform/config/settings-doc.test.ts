import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigSchema } from './config.ts';
import { settings, settingsPage } from './settings-doc.ts';

test('every default in the docs is a value that the server takes', () => {
  const shape: Readonly<Record<string, z.ZodType>> = ConfigSchema.shape;
  const wrong = settings().flatMap(({ name, fallback }) => {
    const field = shape[name];
    if (!field || !fallback) return [];
    const same = z.safeParse(field, fallback);
    return same.success && same.data === z.parse(field, undefined) ? [] : [`${name}=${fallback}`];
  });
  expect(wrong).toEqual([]);
});

test('docs/settings.md is what the schema says', () => {
  expect(readFileSync(new URL('../../../../../docs/settings.md', import.meta.url), 'utf8')).toBe(settingsPage());
});
