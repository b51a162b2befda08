import type { SyncDanger, SyncMe } from '@yufang/contract';
import type { OutboxItem, SentItem } from '../outbox/types.ts';

/** A danger as this phone knows it: pulled, or found here and not acknowledged; with the step that waits to be sent. */
export type LocalDanger = Omit<SyncDanger, 'number'> & {
  /** Null until the server has given it one. */
  readonly number: string | null;
  readonly pending: 'report' | StepType | null;
  readonly refused: boolean;
};

/** Steps that the phone can queue without a network. */
export const STEPS = [
  'verify',
  'start',
  'submit_rectified',
  'accept',
  'fail_acceptance',
  'withdraw',
  'assign',
] as const;
export type StepType = (typeof STEPS)[number];

/** Of all commands those that this phone gave. */
const isStep = (type: string): type is StepType => STEPS.some((s) => s === type);

type Doing = Pick<OutboxItem, 'id' | 'kind' | 'payload' | 'claimedAt' | 'deviceSeq'> & {
  readonly refused: boolean;
  readonly waiting: boolean;
};

/** Dangers with what this phone did about them laid over. A step given here shows at once, so that nobody gives it twice. */
export function localDangers(given: {
  readonly dangers: readonly SyncDanger[];
  readonly outbox: readonly OutboxItem[];
  readonly sent: readonly SentItem[];
  readonly me: Pick<SyncMe, 'name'> | null;
}): LocalDanger[] {
  const doings: Doing[] = [
    ...given.sent
      .filter((s) => s.outcome === 'sent')
      .map((s) => ({ ...s, deviceSeq: 0, refused: false, waiting: false })),
    ...given.outbox.map((o) => ({ ...o, refused: o.state === 'refused', waiting: o.state !== 'refused' })),
  ];
  const out = new Map<string, LocalDanger>();
  for (const d of given.dangers) out.set(d.id, { ...d, pending: null, refused: false });
  for (const doing of doings) {
    if (doing.kind === 'danger' && !out.has(doing.id)) out.set(doing.id, reported(doing, given.me?.name ?? ''));
  }
  for (const doing of doings.toSorted((a, b) => a.deviceSeq - b.deviceSeq)) {
    if (doing.kind !== 'danger_command' || !('command' in doing.payload)) continue;
    const { dangerId, command } = doing.payload;
    const danger = out.get(dangerId);
    // A step that was sent is in the pull that follows it; only what waits is laid over.
    if (!danger || !isStep(command.type) || (!doing.waiting && !doing.refused)) continue;
    // Work that was begun here can be finished here, before the server has heard of either.
    const status = doing.waiting && command.type === 'start' ? 'rectifying' : danger.status;
    const pending = doing.waiting ? command.type : danger.pending;
    out.set(dangerId, { ...danger, status, pending, refused: danger.refused || doing.refused });
  }
  return [...out.values()].sort((a, b) => (a.foundAt < b.foundAt ? 1 : -1));
}

function reported(doing: Doing, name: string): LocalDanger {
  const p = doing.payload as {
    name?: string;
    description?: string;
    unitId?: string | null;
    location?: string | null;
    treatment?: string | null;
    criteria?: string[];
    photos?: { id: string }[];
  };
  return {
    id: doing.id,
    number: null,
    name: p.name ?? '',
    description: p.description ?? '',
    level: (p.criteria ?? []).length > 0 ? 'major' : 'general',
    status: 'reported',
    unitId: p.unitId ?? null,
    location: p.location ?? null,
    foundAt: doing.claimedAt,
    reportedByMe: true,
    assignedToMe: false,
    rectifiedByMe: false,
    reporterName: name,
    assigneeName: null,
    treatment: p.treatment ?? null,
    deadline: null,
    overdue: false,
    measures: null,
    rectifiedNote: null,
    photoIds: (p.photos ?? []).map((f) => f.id),
    rectifiedPhotoIds: [],
    version: 0,
    pending: doing.waiting ? 'report' : null,
    refused: doing.refused,
  };
}

const MANAGERS: readonly string[] = ['enterprise_head', 'safety_officer'];
const JUDGES: readonly string[] = [...MANAGERS, 'team_leader'];

/**
 * What this person may do about a danger now, the next act first: the loop's table (`domain/danger/steps.ts`) cut to what a phone does. What the
 * phone cannot know (guards of major dangers; whose side judges it, in rows pulled before they said so) the server decides and sends back with its reason.
 */
export function nextSteps(danger: LocalDanger, role: string): StepType[] {
  if (danger.pending !== null && danger.pending !== 'report' && danger.pending !== 'start') return [];
  const hands = danger.assignedToMe || MANAGERS.includes(role);
  const general = danger.level === 'general';
  const judges = JUDGES.includes(role) && (general || role !== 'team_leader');
  const onTheSpot = danger.treatment === 'at_once' && general;
  switch (danger.status) {
    case 'reported':
    case 'verified': {
      const steps: StepType[] = [];
      if (onTheSpot && (danger.reportedByMe || JUDGES.includes(role))) steps.push('submit_rectified');
      if (JUDGES.includes(role)) steps.push('assign');
      if (JUDGES.includes(role) && danger.status === 'reported') steps.push('verify');
      // Once somebody has looked and said that it is so, it is no slip any more.
      const slip = danger.status === 'reported' && general && !danger.judgedOutside;
      if (slip && (danger.reportedByMe || MANAGERS.includes(role))) steps.push('withdraw');
      return steps;
    }
    case 'assigned':
      return hands ? ['start'] : [];
    case 'rectifying':
      return hands || role === 'team_leader' ? ['submit_rectified'] : [];
    case 'to_accept':
      // Neither who put it right nor who answers for it accepts it, and what a regulator judges nobody here does.
      return judges && !danger.judgedOutside && !danger.assignedToMe && !danger.rectifiedByMe
        ? ['accept', 'fail_acceptance']
        : [];
    default:
      return [];
  }
}

/** Dangers in the order in which this person should look at them: mine to act on, then waiting on others, then over. */
export function sortForMe(
  dangers: readonly LocalDanger[],
  role: string,
): { mine: LocalDanger[]; others: LocalDanger[]; over: LocalDanger[] } {
  const over = (d: LocalDanger) => d.status === 'closed' || d.status === 'invalid' || d.status === 'withdrawn';
  const mine = (d: LocalDanger) => d.refused || (nextSteps(d, role)[0] ?? 'withdraw') !== 'withdraw';
  const urgent = (a: LocalDanger, b: LocalDanger) =>
    Number(b.overdue) - Number(a.overdue) || ((a.deadline ?? '9') < (b.deadline ?? '9') ? -1 : 1);
  const open = dangers.filter((d) => !over(d));
  return { mine: open.filter(mine).sort(urgent), others: open.filter((d) => !mine(d)), over: dangers.filter(over) };
}
