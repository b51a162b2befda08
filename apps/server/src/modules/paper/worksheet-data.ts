import {
  type GradingMethod,
  type MeasureClass,
  type RiskGrade,
  RiskScores,
  type Tier,
  type Worksheet,
  WorksheetRow,
} from '@yufang/domain';
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import { readReference } from '../reference/read.ts';

/** One line of a worksheet: the risk, what its sheet says, how it was graded, what controls it. */
export type SheetLine = {
  readonly id: string;
  readonly name: string;
  readonly accident: { readonly zh: string; readonly en: string } | null;
  readonly consequence: string | null;
  /** Null: the risk came without a sheet (by exchange), or with one that no longer reads. */
  readonly sheet: WorksheetRow | null;
  readonly guideWord: { readonly zh: string; readonly en: string } | null;
  readonly method: GradingMethod;
  readonly factors: Readonly<Record<string, number>>;
  readonly product: number | null;
  readonly grade: RiskGrade | null;
  readonly tier: Tier | null;
  readonly revision: number;
  readonly reviewState: string;
  readonly reviewedOn: string | null;
  readonly measures: readonly { readonly measureClass: MeasureClass; readonly text: string }[];
  readonly author: string | null;
  readonly reviewer: string | null;
  readonly approver: string | null;
};

/** A unit with its worksheet. */
export type UnitSheet = {
  readonly unitId: string;
  readonly unit: string;
  readonly object: string;
  readonly worksheet: Worksheet;
  readonly orgUnit: string | null;
  readonly duty: string | null;
  readonly lines: readonly SheetLine[];
};

type Raw = {
  id: string;
  name: string;
  accident_type: string | null;
  consequence: string | null;
  worksheet_row: unknown;
  method: string;
  scores: unknown;
  product: number | null;
  grade: string | null;
  tier: string | null;
  revision: number;
  review_state: string;
  reviewed_on: string | null;
  author_id: string | null;
  reviewer_id: string | null;
  approver_id: string | null;
  unit_id: string;
  unit: string;
  object: string;
  worksheet: string;
  org: string | null;
  duty: string | null;
};

/** The worksheets of an enterprise's active units, or of one; risks in the order they were written down. */
export async function unitSheets(
  trx: Trx,
  enterpriseId: string,
  unitId: string | undefined,
): Promise<readonly UnitSheet[]> {
  const one = unitId ? sql`and u.id = ${unitId}::uuid` : sql``;
  const { rows } = await sql<Raw>`
    select e.id, e.name, e.accident_type, e.consequence, e.worksheet_row, e.method, e.scores, e.product, e.grade, e.tier, e.revision, e.review_state,
      e.reviewed_on, e.author_id, e.reviewer_id, e.approver_id, u.id as unit_id, u.name as unit, o.name as object, u.worksheet, ou.name as org,
      coalesce(u.duty_person_name, o.duty_person_name) as duty
    from risk_event e
    join risk_unit u on u.enterprise_id = e.enterprise_id and u.id = e.unit_id
    join risk_object o on o.enterprise_id = u.enterprise_id and o.id = u.object_id
    left join org_unit ou on ou.enterprise_id = e.enterprise_id and ou.id = coalesce(u.org_unit_id, o.org_unit_id)
    where e.enterprise_id = ${enterpriseId}::uuid and e.state = 'active' ${one}
    order by o.name, u.name, u.id, e.created_at, e.id`.execute(trx);
  const { rows: measures } = await sql<{ event_id: string; measure_class: string; description: string }>`
    select m.event_id, m.measure_class, m.description from control_measure m
    join risk_unit u on u.enterprise_id = m.enterprise_id and u.id = m.unit_id
    where m.enterprise_id = ${enterpriseId}::uuid and m.state = 'active' ${one} order by m.created_at, m.id`.execute(
    trx,
  );
  const ofEvent = Map.groupBy(measures, (m) => m.event_id);
  const people = await namesOf(trx, enterpriseId, rows);
  const accidents = (await readReference(trx, 'accident_types')).items;
  const words = (await readReference(trx, 'hazop_guide_words')).items;
  const label = (i: { label: string; labelEn: string } | undefined) => (i ? { zh: i.label, en: i.labelEn } : null);
  const line = (r: Raw): SheetLine => {
    const sheet = WorksheetRow.safeParse(r.worksheet_row).data ?? null;
    const given = r.accident_type;
    const known = accidents.find((a) => given && (a.label === given || a.code === given.padStart(2, '0')));
    return {
      id: r.id,
      name: r.name,
      accident: label(known) ?? (given ? { zh: given, en: given } : null),
      consequence: r.consequence,
      sheet,
      guideWord: sheet?.worksheet === 'HAZOP' ? label(words.find((w) => w.code === sheet.guideWord)) : null,
      method: r.method as GradingMethod,
      factors: RiskScores.safeParse(r.scores ?? {}).data?.factors ?? {},
      product: r.product,
      grade: r.grade as RiskGrade | null,
      tier: r.tier as Tier | null,
      revision: r.revision,
      reviewState: r.review_state,
      reviewedOn: r.reviewed_on,
      measures: (ofEvent.get(r.id) ?? []).map((m) => ({
        measureClass: m.measure_class as MeasureClass,
        text: m.description,
      })),
      author: people.get(r.author_id ?? '') ?? null,
      reviewer: people.get(r.reviewer_id ?? '') ?? null,
      approver: people.get(r.approver_id ?? '') ?? null,
    };
  };
  return [...Map.groupBy(rows, (r) => r.unit_id).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { unit_id, unit, object, worksheet, org, duty } = first;
    const head = { unitId: unit_id, unit, object, worksheet: worksheet as Worksheet, orgUnit: org, duty };
    return [{ ...head, lines: own.map(line) }];
  });
}

/** Names of those who wrote, reviewed and approved, as the change log knew them. */
async function namesOf(trx: Trx, enterpriseId: string, rows: readonly Raw[]): Promise<Map<string, string>> {
  const ids = [
    ...new Set(rows.flatMap((r) => [r.author_id, r.reviewer_id, r.approver_id].filter((id) => id !== null))),
  ];
  if (ids.length === 0) return new Map();
  const found = await sql<{ actor_id: string; actor_name: string }>`
    select distinct on (actor_id) actor_id, actor_name from change
    where enterprise_id = ${enterpriseId}::uuid and entity = 'risk_event' and actor_id = any(${ids}::text[]) order by actor_id, seq desc`.execute(
    trx,
  );
  return new Map(found.rows.map((r) => [r.actor_id, r.actor_name]));
}
