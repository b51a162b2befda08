/** How a vessel takes harm by its neighbours: the engine's words. */
export const PARK_VESSEL_KINDS = ['atmospheric', 'pressurised', 'elongated', 'small'] as const;
export type ParkVesselKind = (typeof PARK_VESSEL_KINDS)[number];

/** Rows of the failure frequencies. */
export const PARK_FREQUENCY_KINDS = [
  'pressure-storage',
  'process-vessel',
  'atmospheric-single',
  'atmospheric-full-containment',
  'road-rail-tank',
  'shell-tube-exchanger',
] as const;
export type ParkFrequencyKind = (typeof PARK_FREQUENCY_KINDS)[number];

/**
 * A vessel of the inventory: draft 草稿 → submitted 已报送 → confirmed 已确认, or returned 已退回 with a reason; withdrawn 停用.
 * What is confirmed stays what assessments are made of until newer figures are confirmed.
 */
export const PARK_VESSEL_STATES = ['draft', 'submitted', 'confirmed', 'returned', 'withdrawn'] as const;
export type ParkVesselState = (typeof PARK_VESSEL_STATES)[number];

/** Protected targets (防护目标) of GB 36894. */
export const PARK_TARGET_CLASSES = ['high-sensitivity', 'important', 'class-1', 'class-2', 'class-3'] as const;
export type ParkTargetClass = (typeof PARK_TARGET_CLASSES)[number];

/** Pasquill's stability classes. */
export const STABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** An assessment: draft 草稿 → in_review 待复核 → frozen 已定版; withdrawn 已撤回. */
export const PARK_ASSESSMENT_STATES = ['draft', 'in_review', 'frozen', 'withdrawn'] as const;
export type ParkAssessmentState = (typeof PARK_ASSESSMENT_STATES)[number];

/** A computation: queued 排队中 → running 计算中 → done 已完成, cancelled 已取消 or failed 失败. */
export const PARK_RUN_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type ParkRunState = (typeof PARK_RUN_STATES)[number];
export const PARK_RUN_PHASES = ['tables', 'grid', 'domino', 'measures'] as const;
export type ParkRunPhase = (typeof PARK_RUN_PHASES)[number];

/** The five scenarios of each vessel. */
export const PARK_SCENARIOS = ['leak-10mm', 'leak-25mm', 'leak-100mm', 'ten-minutes', 'catastrophic'] as const;
export type ParkScenario = (typeof PARK_SCENARIOS)[number];

/** What the engine can try on a vessel. */
export const PARK_MEASURES = ['inventory-cut', 'shut-off', 'dike', 'fireproofing', 'spray', 'spacing'] as const;
export type ParkMeasure = (typeof PARK_MEASURES)[number];

/** What the park itself has to do something about: a limit broken at a target, a society line crossed, one enterprise's failures on another. */
export const PARK_OWN_KINDS = ['target', 'societal', 'domino_pair'] as const;
export type ParkOwnKind = (typeof PARK_OWN_KINDS)[number];

/** An item of the work list: proposed 待交办 → assigned 已交办 → done 已完成 → verified 已核验, or declined 不采纳 with a reason. */
export const PARK_ITEM_STATES = ['proposed', 'assigned', 'done', 'verified', 'declined'] as const;
export type ParkItemState = (typeof PARK_ITEM_STATES)[number];
export const PARK_ITEM_COMMANDS = ['assign', 'done', 'verify', 'send_back', 'decline', 'reopen'] as const;
export type ParkItemCommandType = (typeof PARK_ITEM_COMMANDS)[number];

/** What the access check of a proposed plant (准入) says. */
export const PARK_PROJECT_VERDICTS = ['within_limits', 'breaks_limit', 'worsens_broken'] as const;
export type ParkProjectVerdict = (typeof PARK_PROJECT_VERDICTS)[number];

/** In what a table of tanks gives its pressures. The data standard names neither unit nor zero, so the sender is asked. */
export const TANK_PRESSURES = ['MPa_gauge', 'MPa_absolute', 'kPa_gauge', 'kPa_absolute'] as const;
export type TankPressure = (typeof TANK_PRESSURES)[number];

/** In what it gives the design store (设计储量): tonnes or cubic metres. */
export const TANK_STORES = ['t', 'm3'] as const;
export type TankStore = (typeof TANK_STORES)[number];
