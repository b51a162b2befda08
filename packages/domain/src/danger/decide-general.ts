import { shanghaiDay, spanFrom } from '../reference/days.ts';
import { no, ok } from '../result.ts';
import { assignDanger } from './assign.ts';
import type { DangerCommand, DangerCommandOf } from './commands.ts';
import type { MajorCommand } from './decide-major.ts';
import { backToWork, type DangerRules, type MoveResult, startOver, undoneEvaluation } from './decision.ts';
import { decideExtension, requestExtension } from './extension.ts';
import type { DangerAct, DangerFacts } from './facts.ts';

/** The commands that every danger knows. */
export type GeneralCommand = Exclude<DangerCommand, MajorCommand>;

/** What a command of the common loop changes; status and role have been checked by the table. Refusals: each part's own. */
export function decideGeneral(
  danger: DangerFacts,
  command: GeneralCommand,
  act: DangerAct,
  rules: DangerRules,
): MoveResult {
  switch (command.type) {
    case 'verify':
      return ok({ patch: {}, reason: command.note });
    case 'reject':
    case 'withdraw':
      return ok({ patch: {}, reason: command.reason });
    case 'assign':
      return assignDanger(danger, command, act, rules);
    case 'start':
      return ok({ patch: {} });
    case 'request_extension':
      return requestExtension(danger, command, act, rules);
    case 'decide_extension':
      return decideExtension(danger, command, act);
    case 'submit_rectified':
      return submit(danger, command, act, rules);
    case 'accept': {
      const closed = { closedAt: act.at, closedDay: act.today, closedOnTime: rectifiedOnTime(danger) };
      return ok({
        patch: { acceptedBy: act.accountId, acceptedAt: act.at, acceptedNote: command.note ?? null, ...closed },
      });
    }
    case 'fail_acceptance':
      return ok({ patch: { ...backToWork(danger), ...undoneEvaluation(danger) }, reason: command.reason });
    case 'reopen': {
      const accepted = { acceptedBy: null, acceptedAt: null, acceptedNote: null };
      const closed = { closedAt: null, closedDay: null, closedOnTime: null };
      const again = { ...startOver(act.at), ...accepted, ...closed, ...undoneEvaluation(danger) };
      return ok({ patch: { ...again, reopened: danger.reopened + 1 }, reason: command.reason });
    }
  }
}

/** Submit a rectification with its proof. Refuses `danger.photo_missing` (`min`); a pending extension lapses. */
const submit = (
  danger: DangerFacts,
  { note, photoIds }: DangerCommandOf<'submit_rectified'>,
  act: DangerAct,
  { deadlines, calendar }: DangerRules,
): MoveResult => {
  const min = deadlines.evidence.minPhotos;
  if (new Set(photoIds).size < min) return no({ code: 'danger.photo_missing', field: 'photoIds', params: { min } });
  const { extension } = danger;
  const doneAt = act.doneAt ?? act.at;
  return ok({
    patch: {
      assigneeId: danger.assigneeId ?? act.accountId,
      deadline: danger.deadline ?? shanghaiDay(doneAt),
      rectifiedBy: act.accountId,
      rectifiedAt: doneAt,
      rectifiedReceivedAt: act.at,
      rectifiedNote: note,
      rectifiedPhotoIds: photoIds,
      ...(extension?.state === 'pending' && { extension: { ...extension, state: 'lapsed' as const } }),
    },
    due: { what: 'accept', on: spanFrom(act.today, deadlines.accept, calendar) },
  });
};

/** On time = rectified by the end of the deadline's day; how long the acceptance took is not the rectifier's. */
const rectifiedOnTime = ({ deadline, rectifiedAt }: DangerFacts): boolean =>
  deadline === null || rectifiedAt === null || shanghaiDay(rectifiedAt) <= deadline;
