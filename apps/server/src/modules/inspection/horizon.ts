/** How far ahead tasks are made: today and tomorrow everywhere in the province. A phone makes its own beyond. */
export const TASK_HORIZON_MS = 48 * 3_600_000;
/** How far back a late generation still makes tasks that nobody was told of: after a weekend's outage the missed days still count. */
export const TASK_CATCH_UP_MS = 3 * 86_400_000;
