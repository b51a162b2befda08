import type { Overview } from '@yufang/contract';
import { OPEN_DANGER_STATUSES } from '@yufang/domain';

/** Metric → count. */
export type Figures = Readonly<Record<string, number>>;
/** A count that may be missing: nothing of it was ever counted. */
export const of = (figures: Figures, metric: string): number => figures[metric] ?? 0;
/** A share of 0 to 1, null of nothing. */
export const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** What cuts a list to a place, as the address has it. */
export type Where = Readonly<Record<string, string>>;

/** The place looked at, as every list takes it. */
export function whereOf({ place }: Overview): Where {
  if (place.kind === 'enterprise') return { enterpriseId: place.code };
  const sector: Where = place.sector ? { sector: place.sector } : {};
  return place.kind === 'park' ? { parkId: place.code, ...sector } : { region: place.code, ...sector };
}

/** Enterprises that count as registered. */
export const REGISTERED = ['active', 'suspended'] as const;
/** Dangers that were found: what was withdrawn or found not valid is none. */
export const FOUND = [...OPEN_DANGER_STATUSES, 'closed'] as const;

/** A list and its filters. */
export type Rows = { readonly to: string; readonly search: Record<string, unknown> };
/** Days that flows are looked at. */
export type Span = { readonly from: string; readonly to: string };

/** The rows behind each figure: the list whose filters count exactly the same. */
export const ROWS: Readonly<Record<string, (where: Where, span: Span) => Rows>> = {
  enterprises_registered: (w) => ({ to: '/enterprises', search: { ...w, status: REGISTERED } }),
  enterprises_active: (w) => ({ to: '/enterprises', search: { ...w, status: REGISTERED, activity: 'active' } }),
  enterprises_dormant: (w) => ({ to: '/enterprises', search: { ...w, status: REGISTERED, activity: 'dormant' } }),
  enterprises_new: (w) => ({ to: '/enterprises', search: { ...w, status: REGISTERED, activity: 'new' } }),
  enterprises_covered: (w) => ({ to: '/enterprises', search: { ...w, status: REGISTERED, covered: 'true' } }),
  enterprises_applied: (w) => ({ to: '/enterprises', search: { ...w, status: ['applied'] } }),
  risks_total: (w) => ({ to: '/risks', search: w }),
  risks_red: (w) => ({ to: '/risks', search: { ...w, liveGrade: 'red' } }),
  risks_orange: (w) => ({ to: '/risks', search: { ...w, liveGrade: 'orange' } }),
  risks_yellow: (w) => ({ to: '/risks', search: { ...w, liveGrade: 'yellow' } }),
  risks_blue: (w) => ({ to: '/risks', search: { ...w, liveGrade: 'blue' } }),
  measures_loose: (w) => ({ to: '/risks', search: { ...w, lacks: 'control' } }),
  items_total: (w) => ({ to: '/inspection/items', search: w }),
  tasks_overdue_now: (w) => ({ to: '/inspection/tasks', search: { ...w, state: ['overdue'] } }),
  tasks_due: (w, s) => ({
    to: '/inspection/tasks',
    search: { ...w, ...s, state: ['open', 'done', 'done_late', 'overdue'] },
  }),
  tasks_done: (w, s) => ({ to: '/inspection/tasks', search: { ...w, ...s, state: ['done', 'done_late'] } }),
  records: (w, s) => ({ to: '/inspection/records', search: { ...w, ...s } }),
  records_marked: (w, s) => ({ to: '/inspection/records', search: { ...w, ...s, marked: 'true' } }),
  dangers_found: (w, s) => ({ to: '/dangers', search: { ...w, foundFrom: s.from, foundTo: s.to, status: FOUND } }),
  dangers_open: (w) => ({ to: '/dangers', search: { ...w, status: OPEN_DANGER_STATUSES } }),
  dangers_open_major: (w) => ({ to: '/dangers', search: { ...w, status: OPEN_DANGER_STATUSES, level: 'major' } }),
  dangers_overdue: (w) => ({ to: '/dangers', search: { ...w, overdue: 'true' } }),
  dangers_overdue_major: (w) => ({ to: '/dangers', search: { ...w, overdue: 'true', level: 'major' } }),
  dangers_listed: (w) => ({ to: '/dangers', search: { ...w, listed: 'true', status: OPEN_DANGER_STATUSES } }),
  dangers_closed: (w, s) => ({ to: '/dangers', search: { ...w, closedFrom: s.from, closedTo: s.to } }),
  dangers_closed_on_time: (w, s) => ({
    to: '/dangers',
    search: { ...w, closedFrom: s.from, closedTo: s.to, closedOnTime: 'true' },
  }),
};

/** So many days up to and including a day. */
export const spanBack = (day: string, days: number): Span => ({
  from: new Date(Date.parse(day) - (days - 1) * 86_400_000).toISOString().slice(0, 10),
  to: day,
});
