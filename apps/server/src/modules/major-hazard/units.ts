import type { createMajorHazardUnit, updateMajorHazardUnit } from '@yufang/contract';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { z } from 'zod';
import { refuse } from '../../platform/errors/refused.ts';
import type { Writes } from '../change/rows.ts';
import { assessUnit } from './assess.ts';
import { type UnitRow, unitView } from './queries.ts';

type Input = z.output<typeof createMajorHazardUnit.body>;
type Change = z.output<typeof updateMajorHazardUnit.body>;

/** The columns that follow from the figures. */
function computed(figures: Pick<Input, 'items' | 'peopleWithin500M'>, day: string) {
  const result = assessUnit(figures);
  return {
    people_within_500m: figures.peopleWithin500M,
    items: JSON.stringify(figures.items),
    result: JSON.stringify(result),
    // Decimal text, which the database reads exactly.
    s: result.s as unknown as number,
    r: result.r as unknown as number | null,
    level: result.level,
    unverified: result.unverified,
    assessed_on: day,
  };
}

const dayOf = (writes: Writes): string => shanghaiDay(writes.now.toISOString());

/** Add a unit, identified and graded. */
export async function addUnit(writes: Writes, body: Input): Promise<UnitRow> {
  return await writes.insert('major_hazard_unit', {
    name: body.name,
    kind: body.kind,
    location: body.location || null,
    note: body.note || null,
    source: body.source,
    ...computed(body, dayOf(writes)),
  });
}

/** Change a unit. New figures make a new result; words alone leave the old one, with its day. 409 `row.stale`, `row.withdrawn` */
export async function changeUnit(writes: Writes, id: string, body: Change): Promise<UnitRow> {
  const before = await writes.need('major_hazard_unit', id, { version: body.version });
  if (before.state === 'withdrawn' && body.state !== 'active') throw refuse(409, { code: 'row.withdrawn' });
  const was = unitView(before);
  const anew =
    body.items !== undefined ||
    (body.peopleWithin500M !== undefined && body.peopleWithin500M !== was.result.peopleWithin500M);
  const figures = {
    items: body.items ?? was.items,
    peopleWithin500M: body.peopleWithin500M ?? was.result.peopleWithin500M,
  };
  return await writes.update(
    'major_hazard_unit',
    before,
    {
      name: body.name,
      kind: body.kind,
      location: body.location === undefined ? undefined : body.location || null,
      note: body.note === undefined ? undefined : body.note || null,
      source: body.source,
      state: body.state,
      ...(anew ? computed(figures, dayOf(writes)) : {}),
    },
    body.state === undefined || body.state === before.state
      ? anew
        ? 'assess'
        : 'update'
      : body.state === 'withdrawn'
        ? 'withdraw'
        : 'restore',
  );
}
