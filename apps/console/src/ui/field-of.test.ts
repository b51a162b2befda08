import { expect, test } from 'vitest';
import { fieldOf } from './field-of.ts';

test('a refusal lands at its own field, else at the nearest that holds it, else nowhere', () => {
  const fields = new Set(['title', 'payload', 'rows.0.name', 'rows']);
  expect(fieldOf('title', fields)).toBe('title');
  expect(fieldOf('payload.bands.0.min', fields)).toBe('payload');
  expect(fieldOf('rows.0.name', fields)).toBe('rows.0.name');
  expect(fieldOf('rows.1.name', fields)).toBe('rows');
  expect(fieldOf('titleEn', fields)).toBeNull();
});
