import type { CycleUnit, Occasion } from '@yufang/domain';
import type { Chain, Item } from './chain.ts';
import type { Firm } from './enterprise.ts';
import { random } from './random.ts';
import type { Row } from './rows.ts';
import { day, iso } from './when.ts';

type Period = {
  readonly n: number;
  readonly unit: CycleUnit;
  readonly occasion?: Occasion;
  readonly hours?: readonly [string, string];
  readonly words: string;
};

/** The periods beside days and weeks that a demo shows: by the hour, the shift, the quarter, before holidays, with the seasons. */
const PERIODS: readonly Period[] = [
  { n: 2, unit: 'hour', hours: ['08:00', '18:00'], words: '每两小时巡检：' },
  { n: 1, unit: 'shift', words: '班中巡检：' },
  { n: 1, unit: 'quarter', words: '季度专业检查：' },
  { n: 1, unit: 'special', occasion: 'holiday', words: '节前检查：' },
  { n: 1, unit: 'special', occasion: 'season', words: '季节性检查：' },
];

/** How many of the larger firms have them. */
const SHARE = 0.1;

const DAY = 86_400_000;

/**
 * Further inspection items of some larger firms, and of those the demo's people work for: they begin tomorrow, where the history ends. They draw
 * from a stream of their own, so the rest of the firm stays as it is.
 */
export function periodItems(firm: Firm, chain: Chain, tomorrowMs: number): void {
  const { plan, rows, base, createdMs } = firm;
  const r = random(plan.seed, 'periods', firm.id);
  const pinned = [...plan.pinned.values()].some((p) => p.name === rows.enterprise[0]?.name);
  if (plan.size.name !== 'demo' || firm.scale !== 'above' || chain.items.length === 0) return;
  if (!r.chance(SHARE) && !pinned) return;
  for (const period of PERIODS) rows.inspection_item.push({ ...base, ...itemRow(period, r.pick(chain.items)) });

  function itemRow(period: Period, like: Item): Row {
    const at = iso(Math.min(createdMs + 2 * 3_600_000, tomorrowMs - DAY));
    return {
      id: r.uuid(createdMs),
      measure_id: like.measureId,
      unit_id: like.unitId,
      post_id: like.postId,
      tier: 'post',
      content: period.words + like.text,
      cycle_n: period.n,
      cycle_unit: period.unit,
      occasion: period.occasion ?? null,
      work_start: period.hours?.[0] ?? null,
      work_end: period.hours?.[1] ?? null,
      starts_on: day(tomorrowMs),
      next_window: iso(tomorrowMs),
      created_at: at,
      updated_at: at,
      origin: 'template',
    };
  }
}
