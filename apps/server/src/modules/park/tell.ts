import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import type { LogActor } from '../change/record.ts';
import type { NoticeRole } from '../notice/audience.ts';
import { writeNotices } from '../notice/write.ts';

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
