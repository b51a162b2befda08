import { expect, test } from 'vitest';
import { z } from 'zod';
import { ALL_ROUTES } from './all-routes.ts';
import { updateMeasure, updateRiskObject } from './risk.ts';
import { changeOf } from './route.ts';

test('a change names nothing that was not sent', () => {
  expect(updateRiskObject.body.parse({ version: 3 })).toEqual({ version: 3 });
  expect(updateMeasure.body.parse({ version: 3, description: '新' })).toEqual({ version: 3, description: '新' });
  expect(changeOf(z.object({ a: z.string().default('x') })).parse({ a: 'y' })).toEqual({ a: 'y' });
});

/** Zod keeps defaults under `.partial()`: an optional field that fills itself in a change is a field silently put back. */
test('no PATCH of the contract has a field that fills itself', () => {
  const filling = ALL_ROUTES.filter((r) => r.method === 'PATCH').flatMap((r) => {
    if (!(r.body instanceof z.ZodObject)) return [];
    const shape: Record<string, unknown> = r.body.shape;
    return Object.entries(shape)
      .filter(([, field]) => field instanceof z.ZodType && field.safeParse(undefined).data !== undefined)
      .map(([name]) => `${r.id}.${name}`);
  });
  expect(filling).toEqual([]);
});
