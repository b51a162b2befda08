import { expect, test } from 'vitest';
import { corner, middle, snap } from './plan-geometry.ts';

test('a corner stays on the plan', () => expect(corner(1.5, -0.2)).toEqual([1, 0]));
test('a near corner of another area draws it, the nearest first', () => {
  expect(
    snap(
      [0.5, 0.5],
      [
        [0.505, 0.5],
        [0.501, 0.5],
      ],
      { reach: 0.01 },
    ),
  ).toEqual([0.501, 0.5]);
});
test('else it is level or plumb with the one before', () => {
  expect(snap([0.5, 0.302], [], { reach: 0.01, before: [0.1, 0.3] })).toEqual([0.5, 0.3]);
  expect(snap([0.102, 0.5], [], { reach: 0.01, before: [0.1, 0.3] })).toEqual([0.1, 0.5]);
  expect(snap([0.4, 0.5], [], { reach: 0.01, before: [0.1, 0.3] })).toEqual([0.4, 0.5]);
});
test('the label stands in the middle', () =>
  expect(
    middle([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
  ).toEqual([0.5, 0.5]));
