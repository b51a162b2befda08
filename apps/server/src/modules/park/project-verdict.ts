import type { ParkProjectCheckView } from '@yufang/contract/park';
import type { ParkProjectVerdict } from '@yufang/domain';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import type { Trx } from '../../platform/db/database.ts';
import { directoryOf, inputOfRow } from './directory.ts';
import { needResult, type RunRow } from './run-view.ts';

type Findings = NonNullable<ParkProjectCheckView['findings']>;

/** Differences below this share of a limit are no news: tables are good to a percent. */
const NOTICEABLE = 1e-3;
/** What dominoes add is played, not computed: another plant shifts every draw, by this share of a limit without any cause. */
const NOTICEABLE_PLAYED = 2e-2;

const societalOf = (r: ParkResult) => r.societal.withDomino ?? r.societal.base;

/** Which limit a proposed plant breaks, by the park with and without it. */
export function findingsOf(
  before: ParkResult,
  after: ParkResult,
  names: ReadonlyMap<string, string>,
): { readonly verdict: ParkProjectVerdict; readonly findings: Findings } {
  const was = new Map(before.targets.map((t) => [t.id, t]));
  const targets = after.targets.flatMap((t): Findings['targets'] => {
    const old = was.get(t.id);
    const beforePerYear = old?.riskPerYear ?? 0;
    // Held to the same limit before and after: the frozen result may have been held to another column.
    const brokenBefore = beforePerYear > t.limitPerYear;
    const worse =
      t.basePerYear - (old?.basePerYear ?? 0) > NOTICEABLE * t.limitPerYear ||
      t.riskPerYear - beforePerYear > NOTICEABLE_PLAYED * t.limitPerYear;
    if (!t.breaks || (brokenBefore && !worse)) return [];
    return [
      {
        id: t.id,
        name: names.get(t.id) ?? t.id,
        limitPerYear: t.limitPerYear,
        beforePerYear,
        afterPerYear: t.riskPerYear,
        change: brokenBefore ? 'worse' : 'newly_broken',
      },
    ];
  });
  const [a, b] = [societalOf(before), societalOf(after)];
  const over = (zone: string): boolean => zone === 'unacceptable';
  const societalBreaks = over(b.verdict.zone) && !over(a.verdict.zone);
  const more = (was: number, is: number, least: number) => is > was * (1 + least);
  const societalWorse =
    over(b.verdict.zone) &&
    over(a.verdict.zone) &&
    (more(before.societal.base.pllPerYear, after.societal.base.pllPerYear, NOTICEABLE) ||
      more(a.pllPerYear, b.pllPerYear, NOTICEABLE_PLAYED));
  const breaks = societalBreaks || targets.some((t) => t.change === 'newly_broken');
  const worsens = societalWorse || targets.length > 0;
  return {
    verdict: breaks ? 'breaks_limit' : worsens ? 'worsens_broken' : 'within_limits',
    findings: {
      targets,
      societalBefore: { ...a, curve: [...a.curve] },
      societalAfter: { ...b, curve: [...b.curve] },
      societalBreaks,
      societalWorse,
      maximumBeforePerYear: before.individual.maximumPerYear,
      maximumAfterPerYear: after.individual.maximumPerYear,
      pllBeforePerYear: a.pllPerYear,
      pllAfterPerYear: b.pllPerYear,
    },
  };
}

/** Keep the verdict with the check once its run is done. */
export async function judgeProject(trx: Trx, run: RunRow, text: string): Promise<void> {
  const assessment = await trx
    .selectFrom('park_assessment')
    .select(['input', 'result_run_id'])
    .where('park_id', '=', run.park_id)
    .where('id', '=', run.assessment_id)
    .executeTakeFirstOrThrow();
  const before = await needResult(trx, run.park_id, assessment.result_run_id);
  const names = new Map(directoryOf(inputOfRow(assessment.input)).targets.map((t) => [t.id, t.name]));
  const { verdict, findings } = findingsOf(before, JSON.parse(text) as ParkResult, names);
  await trx
    .updateTable('park_project_check')
    .set({ verdict, findings: JSON.stringify(findings) })
    .where('park_id', '=', run.park_id)
    .where('id', '=', run.project_check_id)
    .execute();
}
