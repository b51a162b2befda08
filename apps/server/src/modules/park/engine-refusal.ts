import type { ParkReadinessItem } from '@yufang/contract/park';
import type { Refusal } from '@yufang/domain';
import type { Outcome, Refused } from '@yufang/qra/result';
import { type Refused as HttpRefused, refuse } from '../../platform/errors/refused.ts';

/** A refusal of the engine as the platform says it: same code, field and figures. */
export function refusalOf(r: Refused): Refusal {
  const figures = { value: r.value, min: r.min, max: r.max };
  return {
    code: r.code,
    ...(r.field === undefined ? {} : { field: r.field.slice(0, 300) }),
    params: {
      ...Object.fromEntries(Object.entries(figures).filter((e): e is [string, string | number] => e[1] !== undefined)),
      ...r.params,
    },
  };
}

/** The same on its way to the client: 422. */
export const refuseByEngine = (r: Refused): HttpRefused => refuse(422, refusalOf(r));

/** The engine's value, or its refusal thrown. */
export function orRefuseByEngine<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw refuseByEngine(outcome);
}

/** A refusal as an item of what an assessment lacks. */
export function readinessOf(r: Refused): ParkReadinessItem {
  const { code, field, params } = refusalOf(r);
  return { level: 'blocks', code, field: field ?? null, params: { ...params } };
}
