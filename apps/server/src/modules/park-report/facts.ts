import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import { type LocalPlane, localPlaneOf } from '@yufang/qra/contour/geojson';

/** One line of the work list as the report prints it. */
export type ReportWorkItem = {
  /** Name of the enterprise; null: the park's own. */
  readonly enterprise: string | null;
  readonly text: string;
  /** Deaths a year it takes away, and of the park's in all; null where none is counted. */
  readonly removedPerYear: number | null;
  readonly removedShare: number | null;
  readonly owner: string | null;
  readonly deadline: string | null;
  readonly state: string;
};

/** What the report says of the assessment beside its figures. */
export type ReportHead = {
  readonly parkName: string;
  readonly title: string;
  /** Where the park lies, e.g. 郑州市中牟县. */
  readonly place: string | null;
  readonly number: number | null;
  /** Words of its state: 已定版, 待复核, 草稿; null: computed outside the platform. */
  readonly state: string | null;
  readonly author: string | null;
  readonly reviewer: string | null;
  readonly frozenOn: string | null;
  readonly printedOn: string;
  readonly resultHash: string;
  readonly invented: boolean;
};

/** Everything a report is made of. */
export type ReportFacts = {
  readonly head: ReportHead;
  readonly input: ParkInput;
  readonly result: ParkResult;
  /** Null: there is no work list yet. */
  readonly work: readonly ReportWorkItem[] | null;
  /** Newest approved safety grade of the park. */
  readonly grade: {
    readonly grade: string;
    readonly percent: number | null;
    readonly provisional: boolean;
    readonly on: string;
  } | null;
};

/** Names, and places in local metres, of what the result speaks of by id. */
export type Naming = {
  readonly plane: LocalPlane;
  readonly vessel: (id: string) => string;
  readonly enterprise: (id: string) => string;
  readonly target: (id: string) => string;
  readonly enterpriseOf: (vesselId: string) => string;
};

/** Ids of the platform say nothing on paper: of those the first part. */
const shortId = (id: string): string => (UUID.test(id) ? id.slice(0, 8) : id);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The id and the name of a vessel, the id only where people know it. */
export const vesselLabel = (v: { readonly id: string; readonly name?: string }): string =>
  v.name === undefined || v.name === v.id ? shortId(v.id) : UUID.test(v.id) ? v.name : `${v.id} ${v.name}`;

/** Look names up in the frozen input: what was renamed since is named as it was assessed. */
export function namingOf(input: ParkInput): Naming {
  const vessels = new Map(input.vessels.map((v) => [v.id, v]));
  const enterprises = new Map((input.enterprises ?? []).map((e) => [e.id, e.name ?? e.id]));
  const targets = new Map(input.targets.map((t) => [t.id, t.name ?? t.id]));
  const enterprise = (id: string) => enterprises.get(id) ?? id;
  return {
    plane: localPlaneOf(input.origin.lonDeg, input.origin.latDeg),
    vessel: (id) => vessels.get(id)?.name ?? shortId(id),
    enterprise,
    target: (id) => targets.get(id) ?? id,
    enterpriseOf: (id) => enterprise(vessels.get(id)?.enterpriseId ?? ''),
  };
}

/** A text of at most so many characters: what a drawing has room for. */
export const shortened = (text: string, most: number): string => {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
};

/** A place of the input in local metres. */
export const metresOf = (
  p: { readonly xM: number; readonly yM: number } | { readonly lonDeg: number; readonly latDeg: number },
  plane: LocalPlane,
): readonly [xM: number, yM: number] => ('xM' in p ? [p.xM, p.yM] : plane.toMetres(p.lonDeg, p.latDeg));
