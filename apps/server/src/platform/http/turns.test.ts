import { expect, test } from 'vitest';
import { makeTurns } from './turns.ts';

test('one key: in order, one at a time, a failure does not stop the next; another key does not wait', async () => {
  const { inTurn } = makeTurns();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn('a', async () => {
    said.push('first begins');
    await gate.promise;
    said.push('first ends');
    throw new Error('first fails');
  });
  const second = inTurn('a', async () => said.push('second'));
  const third = inTurn('a', async () => said.push('third'));
  await inTurn('b', async () => said.push('other'));
  expect(said).toEqual(['first begins', 'other']);
  gate.resolve();
  await expect(first).rejects.toThrow('first fails');
  await Promise.all([second, third]);
  expect(said).toEqual(['first begins', 'other', 'first ends', 'second', 'third']);
  await inTurn('a', async () => said.push('again'));
  expect(said.at(-1)).toBe('again');
});
