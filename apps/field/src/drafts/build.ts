import type { AttachmentClaim, DangerPayload } from '@yufang/contract';
import type { Label, OutboxItem, PayloadOf } from '../outbox/types.ts';
import { answerOf, missingFor } from './round.ts';
import type { DangerDraft, Fix, InspectionDraft, ReportDraft } from './types.ts';

/** An item before it has its number and hash. */
export type NewItem = Pick<OutboxItem, 'id' | 'kind' | 'claimedAt' | 'payload' | 'label'>;

/** What announces a file, by its id; a file that is gone is not announced. */
export type Claims = ReadonlyMap<string, AttachmentClaim>;

const claimsOf = (ids: readonly string[], claims: Claims): AttachmentClaim[] =>
  ids.flatMap((id) => claims.get(id) ?? []);
const placeOf = (place: Fix | null) =>
  place ? { lon: place.lon, lat: place.lat, accuracyM: Math.round(place.accuracyM * 10) / 10 } : {};

/**
 * What a finished round becomes: a record for each answered question, for each danger its report before it, and for one put right on the spot
 * the step that says so. Unanswered questions become nothing: their tasks stay open.
 * @param ids an id for each fix on the spot
 */
export function itemsOfRound(draft: InspectionDraft, claims: Claims, freshId: () => string): NewItem[] {
  return draft.questions.flatMap((question): NewItem[] => {
    const answer = answerOf(draft, question);
    if (!answer || answer.result === null || missingFor(question, answer) !== null) return [];
    const { danger } = answer;
    const label: Label = { title: question.content, place: question.unitName };
    const record: PayloadOf<'record'> = {
      itemId: question.itemId,
      taskId: question.taskId,
      windowStart: question.windowStart,
      result: answer.result,
      note: answer.note.trim() || null,
      pointCode: draft.scanned[question.unitId] ?? null,
      ...placeOf(answer.place),
      durationMs: Math.min(86_400_000, draft.spentMs[question.unitId] ?? 0),
      photos: claimsOf(answer.photos, claims),
      voice: answer.voice ? (claims.get(answer.voice) ?? null) : null,
      dangerId: danger?.id ?? null,
    };
    const items: NewItem[] = danger
      ? itemsOfDanger(danger, {
          claimedAt: answer.answeredAt,
          place: answer.place,
          photos: answer.photos,
          claims,
          freshId,
          more: {
            unitId: question.unitId,
            ...(question.measureId ? { measureId: question.measureId } : {}),
            recordId: question.recordId,
          },
          placeName: question.unitName,
        })
      : [];
    return [...items, { id: question.recordId, kind: 'record', claimedAt: answer.answeredAt, payload: record, label }];
  });
}

/** What a report outside a round becomes. */
export function itemsOfReport(
  draft: ReportDraft,
  with_: { claims: Claims; freshId: () => string; placeName: string | null },
): NewItem[] {
  return itemsOfDanger(draft.danger, {
    claimedAt: draft.foundAt,
    place: draft.place,
    photos: [...draft.photos, ...(draft.voice ? [draft.voice] : [])],
    claims: with_.claims,
    freshId: with_.freshId,
    more: { unitId: draft.unitId, location: draft.location.trim() || null },
    placeName: with_.placeName ?? (draft.location.trim() || null),
  });
}

function itemsOfDanger(
  danger: DangerDraft,
  how: {
    claimedAt: string;
    place: Fix | null;
    photos: readonly string[];
    claims: Claims;
    freshId: () => string;
    more: Partial<DangerPayload>;
    placeName: string | null;
  },
): NewItem[] {
  const { lon, lat } = how.place ?? {};
  const label: Label = { title: danger.name.trim(), place: how.placeName };
  const major = danger.criteria.length > 0;
  const report: PayloadOf<'danger'> = {
    name: danger.name.trim(),
    description: danger.description.trim(),
    criteria: [...danger.criteria],
    ...(danger.atOnce && !major ? { treatment: 'at_once' as const } : {}),
    ...(lon !== undefined ? { lon, lat } : {}),
    ...how.more,
    photos: claimsOf(how.photos, how.claims),
  };
  const items: NewItem[] = [{ id: danger.id, kind: 'danger', claimedAt: how.claimedAt, payload: report, label }];
  if (!danger.fixed || !danger.atOnce || major) return items;
  const photoIds = danger.fixed.photos.filter((id) => how.claims.has(id));
  const command: PayloadOf<'danger_command'> = {
    dangerId: danger.id,
    command: { type: 'submit_rectified', note: danger.fixed.note.trim(), photoIds },
    photos: claimsOf(photoIds, how.claims),
  };
  return [...items, { id: how.freshId(), kind: 'danger_command', claimedAt: how.claimedAt, payload: command, label }];
}
