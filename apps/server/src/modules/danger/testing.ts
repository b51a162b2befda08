import type { DangerDone } from '@yufang/contract';
import type { DangerCommand } from '@yufang/domain';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { dimColumns } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import type { TestApp } from '../../testing/test-app.ts';
import { staff } from '../../testing/world.ts';

/** One enterprise's risk with a measure, for tests: blue assessed unless told. */
export async function makeRisk(t: TestApp, dims: EnterpriseDims, grade = 'yellow') {
  const ids = { objectId: newId(), unitId: newId(), eventId: newId(), measureId: newId() };
  const own = dimColumns(dims);
  await asSystem(t.db, async (trx) => {
    await trx
      .insertInto('risk_object')
      .values({ ...own, id: ids.objectId, kind: 'place', name: '罐区' })
      .execute();
    await trx
      .insertInto('risk_unit')
      .values({
        ...own,
        id: ids.unitId,
        object_id: ids.objectId,
        name: '储罐',
        worksheet: 'SCL',
        grade,
        live_grade: grade,
      })
      .execute();
    await trx
      .insertInto('risk_event')
      .values({ ...own, id: ids.eventId, unit_id: ids.unitId, name: '泄漏', grade, live_grade: grade })
      .execute();
    await trx
      .insertInto('control_measure')
      .values({
        ...own,
        id: ids.measureId,
        event_id: ids.eventId,
        unit_id: ids.unitId,
        measure_class: 'engineering',
        description: '可燃气体报警',
      })
      .execute();
  });
  return ids;
}

/** A file of the enterprise, as a phone announces it. */
export async function makePhoto(t: TestApp, dims: EnterpriseDims): Promise<string> {
  const id = newId();
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('attachment')
      .values({
        ...dimColumns(dims),
        id,
        kind: 'photo',
        sha256: id,
        mime: 'image/jpeg',
        bytes: 1,
        uploaded_by: 'test',
        stored: true,
      })
      .execute(),
  );
  return id;
}

/** A person of the enterprise with an account, and the actor that account signs in as. */
export async function makePerson(
  t: TestApp,
  dims: EnterpriseDims,
  who: { name: string; role: Actor['role'] },
): Promise<Actor> {
  const personId = newId();
  const actor = staff(who.role, dims.enterpriseId, { name: who.name, personId });
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('person')
      .values({ ...dimColumns(dims), id: personId, name: who.name, account_id: actor.accountId })
      .execute(),
  );
  return actor;
}

/** Shorthand for the two writing routes. */
export function dangerCalls(t: TestApp, dims: EnterpriseDims) {
  const base = `/api/v1/enterprises/${dims.enterpriseId}/dangers`;
  const report = (actor: Actor | null, body: object) =>
    t.as(actor, { method: 'POST', url: base, payload: { id: newId(), name: '报警器失效', ...body } });
  const give = (actor: Actor | null, id: string, expectedVersion: number, command: DangerCommand) =>
    t.as(actor, { method: 'POST', url: `${base}/${id}/commands`, payload: { expectedVersion, command } });
  const get = (actor: Actor | null, id: string) => t.as(actor, { method: 'GET', url: `${base}/${id}` });
  return { base, report, give, get };
}

/** The body of a reply that succeeded. */
export function done(reply: { status: number; body: unknown }): DangerDone {
  if (reply.status !== 200) throw new Error(`${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body as DangerDone;
}

/** A time-limited assignment with all five elements. */
export const assignTo = (assigneeId: string, more: object = {}): DangerCommand => ({
  type: 'assign',
  treatment: 'time_limited',
  assigneeId,
  measures: '更换探头',
  funds: '2000元',
  contingency: '停用区域、加强巡检',
  ...more,
});
