import type { DangerView } from '@yufang/contract/danger';
import { type DangerCommandType, TREATMENTS, type Treatment } from '@yufang/domain';

/** How one part of a command is asked for. */
export type CommandField = {
  readonly name: string;
  /** Key of its label under `danger.field` or `danger.plan`; default: its name. */
  readonly label?: string;
  readonly kind: 'text' | 'long' | 'day' | 'people' | 'photos' | 'criteria' | 'choice' | 'yes';
  readonly needed?: boolean;
  /** Needed where this treatment is chosen. */
  readonly neededFor?: Treatment;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};

const reason: CommandField = { name: 'reason', kind: 'long', needed: true };
const note: CommandField = { name: 'note', kind: 'long' };
/** One of the five elements beside person and day: a time-limited treatment has all of them. */
const element = (name: string, kind: 'text' | 'long'): CommandField => ({
  name,
  kind,
  neededFor: 'time_limited',
});
const plan = (name: string): CommandField => ({ name, kind: 'long', needed: true, label: `danger.plan.${name}` });

/** What each command asks for; the words of the labels live in the messages, the rules in the domain. */
export const COMMAND_FIELDS: Readonly<Record<DangerCommandType, readonly CommandField[]>> = {
  verify: [note],
  reject: [reason],
  assign: [
    {
      name: 'treatment',
      kind: 'choice',
      needed: true,
      options: [
        { value: 'time_limited', label: 'word.treatment.time_limited' },
        { value: 'at_once', label: 'word.treatment.at_once' },
      ],
    },
    { name: 'assigneeId', kind: 'people', needed: true },
    { name: 'deadline', kind: 'day', needed: true },
    element('measures', 'long'),
    element('funds', 'text'),
    element('contingency', 'long'),
    { name: 'responsible', kind: 'text' },
  ],
  start: [],
  request_extension: [{ name: 'until', kind: 'day', needed: true }, reason],
  decide_extension: [{ name: 'approve', kind: 'yes', needed: true }, note],
  submit_rectified: [
    { name: 'note', kind: 'long', needed: true, label: 'danger.field.rectifiedNote' },
    { name: 'photoIds', kind: 'photos' },
  ],
  accept: [note],
  fail_acceptance: [reason],
  reopen: [reason],
  withdraw: [reason],
  upgrade_to_major: [
    { name: 'criteria', kind: 'criteria', needed: true },
    { ...note, name: 'reason', label: 'danger.field.note' },
  ],
  limit_operation: [
    {
      name: 'mode',
      kind: 'choice',
      needed: true,
      options: [
        { value: 'stop', label: 'danger.field.modeStop' },
        { value: 'limit', label: 'danger.field.modeLimit' },
      ],
    },
    { name: 'scope', kind: 'long', needed: true },
  ],
  report_up: [
    { name: 'situation', kind: 'long', needed: true },
    { name: 'analysis', kind: 'long', needed: true },
  ],
  file_plan: ['goals', 'methods', 'resources', 'people', 'timeline', 'safety'].map(plan),
  list_supervision: [
    {
      name: 'level',
      kind: 'choice',
      needed: true,
      options: [
        { value: 'county', label: 'danger.field.levelCounty' },
        { value: 'city', label: 'danger.field.levelCity' },
        { value: 'province', label: 'danger.field.levelProvince' },
      ],
    },
    { name: 'until', kind: 'day', label: 'danger.field.untilListed' },
    { ...note, name: 'reason', label: 'danger.field.note' },
  ],
  lift_supervision: [reason],
  publish_listing: [{ name: 'where', kind: 'text', needed: true }],
  publish_lifting: [{ name: 'where', kind: 'text', needed: true }],
  evaluate_removal: [
    { name: 'passed', kind: 'yes', needed: true },
    { name: 'evaluators', kind: 'text', needed: true },
    note,
  ],
  request_resumption: [note],
  review_resumption: [{ name: 'approve', kind: 'yes', needed: true }, note],
};

type Rule = readonly [DangerCommandType, (d: DangerView) => boolean];
const always = () => true;

/** What comes next, most pressing first: the first that is allowed and fits is the page's one primary button. */
const NEXT: readonly Rule[] = [
  ['decide_extension', always],
  ['report_up', always],
  ['review_resumption', always],
  ['verify', always],
  ['assign', (d) => d.status === 'verified'],
  ['file_plan', (d) => d.missing.includes('danger.plan_missing')],
  ['start', always],
  ['submit_rectified', (d) => d.status === 'rectifying' || d.treatment === 'at_once'],
  ['assign', (d) => d.status === 'reported'],
  ['evaluate_removal', (d) => d.missing.includes('danger.not_evaluated')],
  ['request_resumption', always],
  ['lift_supervision', always],
  ['accept', always],
];

/** The one next action for this person, or null when nothing is theirs to do. */
export const nextCommand = (d: DangerView): DangerCommandType | null =>
  NEXT.find(([type, fits]) => d.allowed.includes(type) && fits(d))?.[0] ?? null;

/** The choices of a command's part that can succeed for this danger and person: treatments that fit, levels that may list. */
export function choicesOf(field: CommandField, d: DangerView): NonNullable<CommandField['options']> {
  const options = field.options ?? [];
  if (field.name === 'treatment') return options.filter((o) => treatmentsOf(d).some((x) => x === o.value));
  if (field.name === 'level') return options.filter((o) => d.listableLevels.some((x) => x === o.value));
  return options;
}

const treatmentsOf = (d: DangerView): readonly Treatment[] => TREATMENTS.filter((x) => d.proposals[x] !== undefined);

/** The treatment an assignment begins with: the one that stands, else time-limited, where they may be chosen. */
export function firstTreatment(d: DangerView): Treatment | undefined {
  const wished = d.treatment ?? 'time_limited';
  return d.proposals[wished] === undefined ? treatmentsOf(d)[0] : wished;
}

/** The day that a change of treatment leaves in the form: a typed one that still fits stays, any other gives way to the proposed. */
export function deadlineAfter(d: DangerView, treatment: Treatment, day: string | undefined): string | undefined {
  const bounds = d.proposals[treatment];
  if (bounds === undefined || day === undefined) return bounds?.usual ?? day;
  const proposed = Object.values(d.proposals).some((p) => p?.usual === day);
  return proposed || day > bounds.latest ? bounds.usual : day;
}
