import {
  changeParkWhatIf,
  closeParkWhatIf,
  dominoParkWhatIf,
  getParkConsequences,
  getParkWhatIf,
  openParkWhatIf,
  undoParkWhatIf,
} from '@yufang/contract/park';
import { parkOfInput, vesselConsequences } from '@yufang/qra';
import { asActor } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { JsonText } from '../../platform/http/json-text.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { needAssessment, readinessOfRow } from './assessment-view.ts';
import { inputOfRow } from './directory.ts';
import { orRefuseByEngine } from './engine-refusal.ts';
import { onParkRaw, onParkRead } from './reach.ts';
import type { WhatIfs } from './what-ifs.ts';

/** What would be if: sessions on an assessment, and how far one scenario reaches. */
export function whatIfRoutes(kernel: Kernel, whatIfs: WhatIfs): void {
  const { db } = kernel.deps;
  onParkRaw(kernel, openParkWhatIf, async ({ actor, park, params }) => {
    const input = await asActor(db, actor, async (trx) => {
      const row = await needAssessment(trx, park.parkId, params.id);
      if (readinessOfRow(row).some((i) => i.level === 'blocks')) throw refuse(409, { code: 'park.not_ready' });
      return inputOfRow(row.input);
    });
    const of = { accountId: actor.accountId, parkId: park.parkId, assessmentId: params.id, input };
    return new JsonText(whatIfs.view(await whatIfs.open(of)));
  });
  const mine = (c: { actor: { accountId: string }; park: { parkId: string }; params: { id: string } }) =>
    whatIfs.need({ accountId: c.actor.accountId, parkId: c.park.parkId, id: c.params.id });
  onParkRaw(kernel, getParkWhatIf, async (c) => new JsonText(whatIfs.view(mine(c))));
  onParkRaw(kernel, changeParkWhatIf, async (c) => {
    const session = mine(c);
    await session.change(c.body.change);
    return new JsonText(whatIfs.view(session));
  });
  onParkRaw(kernel, undoParkWhatIf, async (c) => {
    const session = mine(c);
    await session.undo(c.body.all);
    return new JsonText(whatIfs.view(session));
  });
  onParkRaw(kernel, dominoParkWhatIf, async (c) => {
    const session = mine(c);
    session.playDomino();
    return new JsonText(whatIfs.view(session));
  });
  onParkRaw(kernel, closeParkWhatIf, async (c) => {
    await whatIfs.close(mine(c).id);
    return { closed: true };
  });
  onParkRead(kernel, getParkConsequences, async ({ trx, park, params, query }) => {
    const row = await needAssessment(trx, park.parkId, params.id);
    const prepared = orRefuseByEngine(parkOfInput(inputOfRow(row.input)));
    const found = orRefuseByEngine(vesselConsequences(prepared.park, query));
    return { consequences: found.map((c) => ({ ...c, zones: [...c.zones] })) };
  });
}
