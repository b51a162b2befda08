import type { makeParkWorkList } from '@yufang/contract/park';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import { GB36894_2018 } from '@yufang/qra/risk/criteria';
import type { z } from 'zod';
import { newId } from '../../platform/clock/clock.ts';
import { asSystem, type Database, type Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { readDims } from '../../platform/http/enterprise-dims.ts';
import { type LogActor, openChain } from '../change/record.ts';
import { begin, finish, insertRow } from '../risk/work.ts';
import { needAssessment } from './assessment-view.ts';
import { directoryOf, inputOfRow } from './directory.ts';
import { matchEnterprises } from './file-import.ts';
import { type ParkPlace, parkColumns, recordPark } from './reach.ts';
import { needResult } from './run-view.ts';
import { tellPark } from './tell.ts';

type Made = z.output<typeof makeParkWorkList.reply>;
type Params = Readonly<Record<string, string | number | boolean | null>>;

/** Where the society lines of the standard end. */
const LAST_OF_LINES = GB36894_2018.societal.largestFatalities;

/** What the park itself has to do something about, gravest first. */
export function ownItemsOf(
  result: ParkResult,
  names: { readonly targets: ReadonlyMap<string, string>; readonly enterprises: ReadonlyMap<string, string> },
): readonly {
  readonly kind: 'target' | 'societal' | 'domino_pair';
  readonly subject: string;
  readonly params: Params;
}[] {
  const targets = result.targets
    .filter((t) => t.breaks)
    .map((t) => ({
      kind: 'target' as const,
      subject: t.id,
      params: {
        name: names.targets.get(t.id) ?? t.id,
        targetClass: t.targetClass,
        riskPerYear: t.riskPerYear,
        limitPerYear: t.limitPerYear,
        ratio: t.ratio,
      },
    }));
  const { verdict, curve } = result.societal.withDomino ?? result.societal.base;
  // Accidents beyond the end of the standard's lines are unacceptable whatever the worst point within them.
  const beyond = curve.filter((p) => p.fatalities > LAST_OF_LINES)[0];
  const societal =
    verdict.zone === 'unacceptable' && verdict.worst !== null
      ? [
          {
            kind: 'societal' as const,
            subject: 'societal',
            params: {
              fatalities: verdict.worst.fatalities,
              frequencyPerYear: verdict.worst.frequencyPerYear,
              upperPerYear: verdict.worst.upperPerYear,
              ...(beyond === undefined
                ? {}
                : { beyondFatalities: LAST_OF_LINES, beyondPerYear: beyond.frequencyPerYear }),
            },
          },
        ]
      : [];
  return [...targets, ...societal, ...pairsOf(result, names.enterprises)];
}

/** Most pairs of enterprises to look at, and the least share of all domino failures that makes one worth it. */
const PAIRS = 5;
const PAIR_SHARE = 0.01;

function pairsOf(result: ParkResult, names: ReadonlyMap<string, string>) {
  const { enterprises, matrix } = result.domino ?? { enterprises: [], matrix: [] };
  const all = matrix.flat().reduce((sum, f) => sum + f, 0);
  return enterprises
    .flatMap((from, i) => enterprises.map((to, j) => ({ from, to, perYear: matrix[i]?.[j] ?? 0 })))
    .filter((p) => p.from !== p.to && p.perYear > PAIR_SHARE * all)
    .sort((a, b) => b.perYear - a.perYear)
    .slice(0, PAIRS)
    .map((p) => ({
      kind: 'domino_pair' as const,
      subject: `${p.from}>${p.to}`.slice(0, 200),
      params: {
        from: p.from,
        to: p.to,
        fromName: names.get(p.from) ?? p.from,
        toName: names.get(p.to) ?? p.to,
        failuresPerYear: p.perYear,
        share: p.perYear / all,
      },
    }));
}

/**
 * Make the work list of a frozen assessment: measures by the risk they remove to their enterprises, what stands against a limit to the park. What is on
 * the list stays as it is, so that the same assessment may be asked again for more.
 * @throws 409 `park.not_frozen`
 */
export async function makeWorkList(
  db: Database,
  what: { readonly park: ParkPlace; readonly actor: LogActor; readonly now: Date },
  of: { readonly assessmentId: string; readonly top: number },
): Promise<Made> {
  const { park, actor, now } = what;
  const { input, result, invented, matched } = await asSystem(db, async (trx) => {
    const row = await needAssessment(trx, park.parkId, of.assessmentId);
    if (row.state !== 'frozen') throw refuse(409, { code: 'park.not_frozen' });
    const frozen = inputOfRow(row.input);
    return {
      input: frozen,
      result: await needResult(trx, park.parkId, row.result_run_id),
      invented: row.invented,
      matched: await matchEnterprises(trx, park.parkId, frozen),
    };
  });
  const own = await asSystem(db, (trx) => makeOwnItems(trx, what, { ...of, input, result, invented }));
  const made = { made: own, alreadyThere: 0, withoutEnterprise: 0 };
  const directory = directoryOf(input);
  const vessels = new Map(directory.vessels.map((v) => [v.id, v]));
  const pll = (result.societal.withDomino ?? result.societal.base).pllPerYear;
  const ranked = (result.measures?.ranked ?? [])
    .filter((m) => m.totalRemovedPerYear > 0)
    .slice(0, of.top)
    .map((m, i) => ({ ...m, rank: i + 1 }));
  const effects: Readonly<Record<string, unknown>> = { ...result.measures?.effects };
  for (const [ref, measures] of Map.groupBy(ranked, (m) => m.enterpriseId)) {
    const enterpriseId = matched.get(ref);
    const dims = enterpriseId === undefined ? null : await readDims(db, enterpriseId);
    if (dims === null) {
      made.withoutEnterprise += measures.length;
      continue;
    }
    await asSystem(db, async (trx) => {
      const work = begin({ trx, chain: await openChain(trx, dims), actor, now });
      for (const m of measures) {
        const there = await trx
          .selectFrom('park_work_item')
          .select('id')
          .where('enterprise_id', '=', dims.enterpriseId)
          .where('assessment_id', '=', of.assessmentId)
          .where('vessel_ref', '=', m.vesselId)
          .where('measure', '=', m.measure)
          .executeTakeFirst();
        if (there) {
          made.alreadyThere += 1;
          continue;
        }
        const vessel = vessels.get(m.vesselId);
        const effect = effects[m.measure];
        await insertRow(work, 'park_work_item', {
          action: 'propose',
          values: {
            assessment_id: of.assessmentId,
            rank: m.rank,
            measure: m.measure,
            vessel_ref: m.vesselId,
            vessel_name: vessel?.name ?? m.vesselId,
            substance: vessel?.substance ?? '',
            lon: vessel?.lon ?? null,
            lat: vessel?.lat ?? null,
            removed_per_year: m.totalRemovedPerYear,
            removed_share: pll > 0 ? Math.min(1, m.totalRemovedPerYear / pll) : 0,
            params: JSON.stringify(typeof effect === 'object' ? effect : {}),
            invented,
          },
        });
        made.made += 1;
      }
      const count = work.entries.length;
      const first = work.entries[0]?.entityId;
      if (first === undefined) return;
      await finish(work, { topic: 'park_work_item.propose', summary: { count } });
      const told = { topic: 'park_work_item.park_measures', entityId: first, params: { count } } as const;
      await tellPark(trx, dims, { ...told, at: now, actor });
    });
  }
  return made;
}

async function makeOwnItems(
  trx: Trx,
  what: { readonly park: ParkPlace; readonly actor: LogActor; readonly now: Date },
  of: {
    readonly assessmentId: string;
    readonly input: ParkInput;
    readonly result: ParkResult;
    readonly invented: boolean;
  },
): Promise<number> {
  const { park, actor, now } = what;
  const { targets, enterprises } = directoryOf(of.input);
  const found = ownItemsOf(of.result, {
    targets: new Map(targets.map((t) => [t.id, t.name])),
    enterprises: new Map(enterprises.map((e) => [e.id, e.name])),
  });
  const rows = [];
  for (const [i, own] of found.entries()) {
    const row = await trx
      .insertInto('park_own_item')
      .values({
        ...parkColumns(park),
        id: newId(),
        assessment_id: of.assessmentId,
        rank: i + 1,
        kind: own.kind,
        subject: own.subject,
        params: JSON.stringify(own.params),
        invented: of.invented,
        created_at: now,
        updated_at: now,
      })
      .onConflict((c) => c.columns(['park_id', 'assessment_id', 'kind', 'subject']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) rows.push(row);
  }
  const entries = rows.map((r) => ({
    entity: 'park_own_item',
    entityId: r.id,
    action: 'propose',
    before: null,
    after: r,
  }));
  if (entries.length > 0) await recordPark(trx, { actor, at: now, entries });
  return rows.length;
}
