import { expect, test } from 'vitest';
import { Gate } from './turns.ts';

test('so many are inside at once, the others follow in order, and a place given back twice is one place', async () => {
  const gate = new Gate(2);
  const order: number[] = [];
  const entered = async (who: number) => {
    const leave = await gate.enter();
    order.push(who);
    return leave;
  };
  const leaves = await Promise.all([gate.enter(), gate.enter()]);
  const third = entered(3);
  const fourth = entered(4);
  await Promise.resolve();
  expect(order).toEqual([]);
  leaves[0]?.();
  leaves[0]?.();
  const leaveThird = await third;
  expect(order).toEqual([3]);
  leaveThird();
  await fourth;
  expect(order).toEqual([3, 4]);
});
