import { type DangerMajor, type DangerStatus, EMPTY_MAJOR } from '@yufang/domain';
import type { Item } from './chain.ts';
import type { Firm } from './enterprise.ts';
import { readCriteria } from './reference.ts';
import { day, iso } from './when.ts';

/** One item of a published list of criteria. */
export type Criterion = { readonly code: string; readonly text: string };

/** Lists that apply to a firm by its tags where its trade does not name items itself. */
const SETS: Readonly<Record<string, string>> = { hazardous_chemical: 'hazchem-2017', non_coal_mine: 'openpit-2022' };
const DAY = 86_400_000;

/** The criterion that makes a danger of this item major, for few; null: a general danger. */
export function criterionFor(firm: Firm, item: Item): Criterion | null {
  const all = readCriteria();
  const set = firm.trade.tags.map((tag) => SETS[tag]).find((s) => s !== undefined);
  const code = item.criteria[0];
  const named = code ? all.get(code.split('/')[0] ?? '')?.find((c) => c.code === code) : undefined;
  if (named && firm.r.chance(0.06)) return named;
  return set && firm.r.chance(0.035) ? firm.r.pick(all.get(set) ?? []) : null;
}

/** What had been done about a major danger, given how far it is. */
export function majorOf(
  firm: Firm,
  d: { status: DangerStatus; atMs: number; rectifiedMs: number; head: { readonly id: string; readonly name: string } },
): DangerMajor {
  if (d.status === 'reported') return EMPTY_MAJOR;
  const planned = d.status !== 'assigned';
  const closed = d.status === 'closed';
  return {
    ...EMPTY_MAJOR,
    limitedAt: iso(d.atMs + 3 * 3_600_000),
    limitMode: firm.r.chance(0.3) ? 'stop' : 'limit',
    limitScope: '涉及的设备和作业区域',
    reportedUpAt: iso(d.atMs + 5 * 3_600_000),
    reportedUpBy: d.head.id,
    situation: '现场已停用并警戒（虚构）',
    analysis: '维护不到位，检查未覆盖（虚构）',
    plan: planned
      ? {
          goals: '消除隐患，恢复到设计要求',
          methods: '更换失效部件并调试',
          resources: '安全投入列支',
          people: d.head.name,
          timeline: `${day(d.atMs)}起，期限内完成`,
          safety: '整改期间停用并专人监护',
          filedAt: iso(d.atMs + DAY),
          filedBy: d.head.id,
        }
      : null,
    evaluatedAt: closed ? iso(d.rectifiedMs + 3_600_000) : null,
    evaluatedBy: closed ? d.head.id : null,
    evaluators: closed ? '企业技术组（虚构）' : null,
    resumption: closed
      ? {
          requestedBy: d.head.id,
          requestedAt: iso(d.rectifiedMs + 2 * 3_600_000),
          state: 'approved',
          reviewedBy: 'seed-officer',
          reviewedAt: iso(d.rectifiedMs + 5 * 3_600_000),
        }
      : null,
  };
}
