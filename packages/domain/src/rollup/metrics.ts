/** Stocks: what there is now. */
export const STOCK_METRICS = [
  'enterprises_applied',
  'enterprises_registered',
  'enterprises_active',
  'enterprises_dormant',
  'enterprises_new',
  'enterprises_covered',
  'units_total',
  'units_red',
  'units_orange',
  'units_yellow',
  'units_blue',
  'risks_total',
  'risks_red',
  'risks_orange',
  'risks_yellow',
  'risks_blue',
  'risks_approved',
  'measures_total',
  'measures_controlled',
  'items_total',
  'tasks_overdue_now',
  'dangers_open',
  'dangers_open_major',
  'dangers_overdue',
  'dangers_overdue_major',
  'dangers_listed',
] as const;

/** Flows: what happened on a business day. Tasks count on the day their window opens, records on the day they claim. */
export const FLOW_METRICS = [
  'tasks_due',
  'tasks_done',
  'tasks_done_late',
  'tasks_overdue',
  'tasks_cancelled',
  'records',
  'records_abnormal',
  'records_marked',
  'dangers_found',
  'dangers_found_major',
  'dangers_closed',
  'dangers_closed_on_time',
] as const;

export type StockMetric = (typeof STOCK_METRICS)[number];
export type FlowMetric = (typeof FLOW_METRICS)[number];
export type Metric = StockMetric | FlowMetric;
