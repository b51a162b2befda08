import type { AttachmentClaim } from '@yufang/contract';
import type { InspectionAnswer } from '@yufang/domain';
import { type Assignment, assignCommand, assignmentOf } from '../danger/assignment.ts';
import { claimsOf, type OutboxItem, type PayloadOf } from './types.ts';

/** What of an item a person may change. Null: this item has no such thing. */
export type EditForm = {
  readonly result: InspectionAnswer | null;
  readonly name: string | null;
  readonly note: string | null;
  readonly photos: readonly string[];
  /** Who, by when, and the elements of an assignment. */
  readonly assign: Assignment | null;
  /** Send it as a check outside its task. */
  readonly noTask: boolean;
  /** Send it without the scanned code. */
  readonly noCode: boolean;
  /** The version of the danger that was looked at after somebody else changed it. */
  readonly seenVersion: number | null;
};

type Loose = {
  result?: InspectionAnswer;
  name?: string;
  note?: string | null;
  description?: string;
  text?: string;
  command?: Record<string, unknown>;
  voice?: { id: string } | null;
};
/** Commands keep their words under one of these. */
const wordsOf = (command: Record<string, unknown>): 'note' | 'reason' => ('reason' in command ? 'reason' : 'note');

/** The command of an item that assigns a danger. */
function assignIn(item: OutboxItem) {
  const command = item.kind === 'danger_command' ? (item.payload as PayloadOf<'danger_command'>).command : null;
  return command?.type === 'assign' ? command : null;
}

/** Whether photos belong to an item: of the steps to the one that proves a rectification. */
export const takesPhotos = (item: OutboxItem): boolean =>
  item.kind === 'danger_command'
    ? (item.payload as PayloadOf<'danger_command'>).command.type === 'submit_rectified'
    : item.kind !== 'explanation';

export function formOf(item: OutboxItem): EditForm {
  const p = item.payload as Loose;
  const assign = assignIn(item);
  const voice = p.voice?.id;
  return {
    result: item.kind === 'record' ? (p.result ?? null) : null,
    name: item.kind === 'danger' ? (p.name ?? '') : null,
    note:
      item.kind === 'record'
        ? (p.note ?? '')
        : item.kind === 'danger'
          ? (p.description ?? '')
          : item.kind === 'explanation'
            ? (p.text ?? '')
            : p.command && p.command.type !== 'start' && !assign
              ? String(p.command[wordsOf(p.command)] ?? '')
              : null,
    photos: claimsOf(item)
      .map((c) => c.id)
      .filter((id) => id !== voice),
    assign: assign && assignmentOf(assign),
    noTask: false,
    noCode: false,
    seenVersion: null,
  };
}

/** The item's payload with what was changed; the rest as it was. Photos whose claims are gone from the phone keep the claim of the item. */
export function payloadWith(
  item: OutboxItem,
  form: EditForm,
  claims: ReadonlyMap<string, AttachmentClaim>,
): OutboxItem['payload'] {
  const known = new Map(claimsOf(item).map((c) => [c.id, c as AttachmentClaim]));
  const photos = form.photos.flatMap((id) => claims.get(id) ?? known.get(id) ?? []);
  const text = form.note?.trim() ?? '';
  switch (item.kind) {
    case 'record': {
      const p = item.payload as PayloadOf<'record'>;
      return {
        ...p,
        ...(form.result ? { result: form.result } : {}),
        note: text || null,
        photos,
        ...(form.noTask ? { taskId: null, windowStart: null } : {}),
        ...(form.noCode ? { pointCode: null } : {}),
      };
    }
    case 'danger': {
      const p = item.payload as PayloadOf<'danger'>;
      return { ...p, name: form.name?.trim() || p.name, description: text, photos };
    }
    case 'danger_command': {
      const p = item.payload as PayloadOf<'danger_command'>;
      const seen = form.seenVersion !== null ? { expectedVersion: form.seenVersion } : {};
      const before = assignIn(item);
      if (before && form.assign) return { ...p, ...seen, command: { ...before, ...assignCommand(form.assign) } };
      const command = { ...p.command } as PayloadOf<'danger_command'>['command'] & Record<string, unknown>;
      if (form.note !== null && text !== '') Object.assign(command, { [wordsOf(command)]: text });
      if (command.type === 'submit_rectified') Object.assign(command, { photoIds: photos.map((f) => f.id) });
      return { ...p, ...seen, command, photos };
    }
    case 'explanation':
      return { ...(item.payload as PayloadOf<'explanation'>), text };
  }
}
