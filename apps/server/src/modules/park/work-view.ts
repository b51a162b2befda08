import { ParkWorkItemView } from '@yufang/contract/park';
import type { ParkItemState, ParkMeasure, ParkOwnKind } from '@yufang/domain';
import type { Selectable } from 'kysely';
import type { ParkOwnItemTable, ParkWorkItemTable } from '../../platform/db/schema.gen.ts';
import { substanceNames } from './vessel-view.ts';

export type WorkItemRow = Selectable<ParkWorkItemTable>;
export type OwnItemRow = Selectable<ParkOwnItemTable>;

const deed = (by: string | null, name: string | null, at: Date | null) =>
  by === null || at === null ? null : { by, name: name ?? '', at: at.toISOString() };

const paramsOf = (value: unknown): ParkWorkItemView['params'] => {
  const read = ParkWorkItemView.shape.params.safeParse(value);
  return read.success ? read.data : {};
};

/** What both kinds of items have. */
const common = (r: WorkItemRow | OwnItemRow, today: string) => ({
  id: r.id,
  assessmentId: r.assessment_id,
  rank: r.rank,
  params: paramsOf(r.params),
  state: r.state as ParkItemState,
  owner: r.owner,
  deadline: r.deadline,
  overdue: r.deadline !== null && r.deadline < today && (r.state === 'proposed' || r.state === 'assigned'),
  note: r.note,
  done: deed(r.done_by, r.done_name, r.done_at),
  verified: deed(r.verified_by, r.verified_name, r.verified_at),
  invented: r.invented,
  version: r.version,
  updatedAt: r.updated_at.toISOString(),
});

/** An enterprise's item as the API shows it. */
export function workItemView(r: WorkItemRow & { readonly enterprise_name: string }, today: string): ParkWorkItemView {
  return {
    ...common(r, today),
    parkId: r.park_id ?? '',
    enterpriseId: r.enterprise_id,
    enterpriseName: r.enterprise_name,
    kind: 'measure',
    measure: r.measure as ParkMeasure,
    vesselId: r.vessel_ref,
    vesselName: r.vessel_name,
    ...substanceNames(r.substance),
    removedPerYear: r.removed_per_year,
    removedShare: r.removed_share,
    control:
      r.measure_id === null || r.unit_id === null
        ? null
        : { measureId: r.measure_id, unitId: r.unit_id, itemId: r.item_id },
  };
}

/** One of the park's own items. */
export function ownItemView(r: OwnItemRow, today: string): ParkWorkItemView {
  return {
    ...common(r, today),
    parkId: r.park_id,
    enterpriseId: null,
    enterpriseName: null,
    kind: r.kind as ParkOwnKind,
    measure: null,
    vesselId: null,
    vesselName: null,
    substanceZh: null,
    substanceEn: null,
    removedPerYear: null,
    removedShare: null,
    control: null,
  };
}
