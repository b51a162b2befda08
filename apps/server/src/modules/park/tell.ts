import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { type LogActor, PLATFORM } from '../change/record.ts';
import type { NoticeRole } from '../notice/audience.ts';
import { writeNotices } from '../notice/write.ts';
import type { ParkPlace } from './reach.ts';

/** What a park and its enterprises tell each other. The last word of a topic is what the clients have a sentence for. */
export type ParkTopic =
  | 'park_vessel.park_submitted'
  | 'park_vessel.park_returned'
  | 'park_work_item.park_measures'
  | 'park_work_item.park_done'
  | 'park_work_item.park_sent_back';

const TO_PARK: readonly NoticeRole[] = ['park_officer'];
const TO_ENTERPRISE: readonly NoticeRole[] = ['safety_officer', 'enterprise_head'];
const AUDIENCE: Readonly<Record<ParkTopic, readonly NoticeRole[]>> = {
  'park_vessel.park_submitted': TO_PARK,
  'park_vessel.park_returned': TO_ENTERPRISE,
  'park_work_item.park_measures': TO_ENTERPRISE,
  'park_work_item.park_done': TO_PARK,
  'park_work_item.park_sent_back': TO_ENTERPRISE,
};

/** Tell the other side, in the transaction of what happened. Each of these waits for somebody. */
export async function tellPark(
  trx: Trx,
  dims: EnterpriseDims,
  what: {
    readonly topic: ParkTopic;
    readonly entityId: string;
    readonly params: Readonly<Record<string, string | number>>;
    readonly at: Date;
    readonly actor: Actor | LogActor;
  },
): Promise<void> {
  await writeNotices(trx, dims, {
    at: what.at,
    actorId: what.actor.accountId,
    tellings: [
      {
        topic: what.topic,
        urgency: 'action',
        entity: what.topic.split('.')[0] ?? 'park',
        entityId: what.entityId,
        params: what.params,
        roles: AUDIENCE[what.topic],
      },
    ],
  });
}

/** What those who judge a park's own papers are told, and whoever handed them over. */
export type ReviewTopic =
  | 'park_assessment.park_review'
  | 'park_assessment.park_review_back'
  | 'park_assessment.park_frozen'
  | 'park_grading.park_grading_review'
  | 'park_grading.park_grading_back'
  | 'park_grading.park_grading_approved';

/** Who may judge: the park's other officers and the emergency department of its county. Cities and provinces may too, but are not asked each time. */
const REVIEWERS: readonly NoticeRole[] = ['park_officer', 'county_officer'];

/**
 * Tell the reviewers that something waits for them, or (`to` given) the person who handed it over what became of it. No enterprise owns a park's papers, so the
 * notice stands under the platform's id with the park's codes. In the platform's transaction.
 */
export async function tellReview(
  trx: Trx,
  park: ParkPlace,
  what: {
    readonly topic: ReviewTopic;
    readonly entityId: string;
    readonly title: string;
    readonly note?: string | null;
    /** Absent: all who may judge. */
    readonly to?: readonly (string | null)[];
    readonly at: Date;
    readonly actor: LogActor;
  },
): Promise<void> {
  const dims = { ...PLATFORM, cityCode: park.cityCode, countyCode: park.countyCode, parkId: park.parkId };
  await writeNotices(trx, dims, {
    at: what.at,
    actorId: what.actor.accountId,
    tellings: [
      {
        topic: what.topic,
        urgency: what.topic.endsWith('_frozen') || what.topic.endsWith('_approved') ? 'info' : 'action',
        entity: what.topic.split('.')[0] ?? 'park',
        entityId: what.entityId,
        params: { parkId: park.parkId, name: `${park.name} · ${what.title}`, note: what.note ?? null },
        ...(what.to ? { accounts: what.to } : { roles: REVIEWERS }),
      },
    ],
  });
}
