import { shanghaiDay } from '@yufang/domain/reference/days';
import type { Database, Trx } from '../../platform/db/database.ts';
import { regionNames } from '../../platform/db/region-names.ts';
import { needAssessment } from '../park/assessment-view.ts';
import { inputOfRow } from '../park/directory.ts';
import type { ParkPlace } from '../park/reach.ts';
import { needResult } from '../park/run-view.ts';
import type { ReportFacts, ReportWorkItem } from './facts.ts';
import { ASSESSMENT_WORDS, MEASURE_WORDS } from './words.ts';

const day = (at: Date | null): string | null => (at === null ? null : shanghaiDay(at.toISOString()));

/** The work list that was made of an assessment, the park's own items first. */
async function workOf(trx: Trx, parkId: string, assessmentId: string): Promise<ReportWorkItem[]> {
  const own = await trx
    .selectFrom('park_own_item')
    .selectAll()
    .where('park_id', '=', parkId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('rank')
    .execute();
  const items = await trx
    .selectFrom('park_work_item as w')
    .innerJoin('enterprise as e', 'e.enterprise_id', 'w.enterprise_id')
    .selectAll('w')
    .select('e.name as enterprise_name')
    .where('w.park_id', '=', parkId)
    .where('w.assessment_id', '=', assessmentId)
    .orderBy('w.rank')
    .orderBy('w.id')
    .execute();
  return [
    ...own.map((r) => ({
      enterprise: null,
      text: ownText(r.kind, r.params as Readonly<Record<string, unknown>>),
      removedPerYear: null,
      removedShare: null,
      owner: r.owner,
      deadline: r.deadline,
      state: r.state,
    })),
    ...items.map((r) => ({
      enterprise: r.enterprise_name,
      text: `${r.vessel_name}：${MEASURE_WORDS[r.measure] ?? r.measure}`,
      removedPerYear: r.removed_per_year,
      removedShare: r.removed_share,
      owner: r.owner,
      deadline: r.deadline,
      state: r.state,
    })),
  ];
}

/** What the park itself has to do, in words. */
function ownText(kind: string, p: Readonly<Record<string, unknown>>): string {
  const times = typeof p.ratio === 'number' ? `（现为限值的 ${p.ratio.toFixed(2)} 倍）` : '';
  if (kind === 'target') return `降低“${String(p.name ?? '')}”处的个人风险${times}，或调整其用途、位置`;
  if (kind === 'societal') return '降低社会风险，使 F-N 曲线离开不可接受区';
  return `切断“${String(p.fromName ?? '')}”对“${String(p.toName ?? '')}”的串联：加大间距或加强屏障`;
}

/** The newest approved safety grade of the park. */
async function gradeOf(trx: Trx, parkId: string): Promise<ReportFacts['grade']> {
  const row = await trx
    .selectFrom('park_grading')
    .selectAll()
    .where('park_id', '=', parkId)
    .where('state', '=', 'approved')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row?.grade || !row.reviewed_at) return null;
  const { percent } = row.result as { percent?: unknown };
  return {
    grade: row.grade,
    percent: typeof percent === 'number' ? percent : null,
    provisional: row.provisional,
    on: shanghaiDay(row.reviewed_at.toISOString()),
  };
}

/** Everything the report of an assessment is made of. @throws 404 `row.not_found`, `park.no_result` */
export async function reportFacts(
  trx: Trx,
  db: Database,
  of: { readonly park: ParkPlace; readonly id: string; readonly today: string },
): Promise<ReportFacts> {
  const { park } = of;
  const row = await needAssessment(trx, park.parkId, of.id);
  const runId = row.result_run_id ?? row.done_run_id;
  const result = await needResult(trx, park.parkId, runId);
  const run = await trx
    .selectFrom('park_run')
    .select('result_hash')
    .where('park_id', '=', park.parkId)
    .where('id', '=', runId)
    .executeTakeFirst();
  const names = await regionNames(db);
  return {
    head: {
      parkName: park.name,
      title: row.title,
      place: [park.cityCode, park.countyCode].map((c) => names.get(c)?.name ?? '').join('') || null,
      number: row.number,
      state: ASSESSMENT_WORDS[row.state] ?? row.state,
      author: row.submitted_name ?? row.created_name,
      reviewer: row.state === 'frozen' ? row.reviewed_name : null,
      frozenOn: row.state === 'frozen' ? day(row.reviewed_at) : null,
      printedOn: of.today,
      resultHash: row.result_hash ?? run?.result_hash ?? '',
      invented: row.invented || park.invented,
    },
    input: inputOfRow(row.input),
    result,
    work: await workOf(trx, park.parkId, row.id),
    grade: await gradeOf(trx, park.parkId),
  };
}
