import { expect, test } from 'vitest';
import type { NavEntry } from '../features/feature.ts';
import { entryAt } from './nav-tree.ts';

const entries = ['/archive', '/people', '/dangers', '/dangers/overdue', '/inspection/records'].map(
  (to): NavEntry => ({ group: 'enterprises', to, label: to, roles: [] }),
);
const ID = '01890000-0000-7000-8000-000000000001';
const at = (path: string) => entryAt(entries, path)?.to ?? null;

test('a screen belongs to the longest entry that begins its address', () => {
  expect(at('/dangers')).toBe('/dangers');
  expect(at('/dangers/overdue')).toBe('/dangers/overdue');
  expect(at('/wall')).toBeNull();
});

test('a record under an enterprise belongs to the list it is a row of', () => {
  expect(at(`/enterprises/${ID}`)).toBe('/archive');
  expect(at(`/enterprises/${ID}/people`)).toBe('/people');
  expect(at(`/enterprises/${ID}/dangers/${ID}`)).toBe('/dangers');
  expect(at(`/enterprises/${ID}/records/${ID}`)).toBe('/inspection/records');
});
