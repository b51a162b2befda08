import type { getEnterpriseParkRisk } from '@yufang/contract/park';
import type { ParkResult } from '@yufang/qra/assessment/park-result';
import type { z } from 'zod';
import type { EnterpriseDims } from '../../platform/db/actor.ts';
import type { Trx } from '../../platform/db/database.ts';
import { directoryOf, inputOfRow } from './directory.ts';
import { matchEnterprises } from './file-import.ts';
import { readPark } from './reach.ts';
import { needResult, resultView } from './run-view.ts';

type Reply = z.output<typeof getEnterpriseParkRisk.reply>;
type Own = NonNullable<Reply['own']>;

/** What of a result is one enterprise's: nothing here names or counts what a neighbour has. */
export function ownPart(whole: ParkResult, as: { readonly ref: string; readonly names: ReadonlyMap<string, string> }) {
  const result = resultView(whole);
  const { ref } = as;
  const mine = new Set(result.vessels.filter((v) => v.enterpriseId === ref).map((v) => v.id));
  const sums = result.enterprises.find((e) => e.id === ref);
  const row = result.domino?.enterprises.indexOf(ref) ?? -1;
  const matrix = result.domino?.matrix ?? [];
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const toOthersPerYear = row < 0 ? 0 : sum((matrix[row] ?? []).filter((_, j) => j !== row));
  const fromOthersPerYear = row < 0 ? 0 : sum(matrix.map((line, i) => (i === row ? 0 : (line[row] ?? 0))));
  return {
    share: sums?.share ?? 0,
    pllPerYear: sums?.pllPerYear ?? 0,
    dominoPllPerYear: sums?.dominoPllPerYear ?? 0,
    toOthersPerYear,
    fromOthersPerYear,
    vessels: result.vessels.filter((v) => mine.has(v.id)),
    contours: result.individual.contours,
    targets: result.targets.map((t) => ({
      id: t.id,
      name: as.names.get(t.id) ?? t.id,
      breaks: t.breaks,
      ratio: t.ratio,
      // Of the five largest contributors, as the result keeps them: a small part of it may stand as none.
      ownShare:
        t.riskPerYear > 0
          ? sum(t.contributions.filter((c) => mine.has(c.vesselId)).map((c) => c.riskPerYear)) / t.riskPerYear
          : 0,
    })),
    measures: (result.measures?.ranked ?? []).filter((m) => m.enterpriseId === ref),
    notes: result.notes,
  };
}

/** An enterprise's part of its park's newest frozen assessment. Read as the platform: the park's rows are nobody's of the enterprise, and are cut here. */
export async function enterprisePart(trx: Trx, dims: EnterpriseDims): Promise<Reply> {
  const park = dims.parkId === null ? null : await readPark(trx, dims.parkId);
  if (park === null) return { parkId: null, parkName: null, assessment: null, own: null };
  const named = { parkId: park.parkId, parkName: park.name };
  const row = await trx
    .selectFrom('park_assessment')
    .selectAll()
    .where('park_id', '=', park.parkId)
    .where('state', '=', 'frozen')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { ...named, assessment: null, own: null };
  const assessment = {
    id: row.id,
    number: row.number,
    title: row.title,
    frozenAt: (row.reviewed_at ?? row.updated_at).toISOString(),
    invented: row.invented,
  };
  const input = inputOfRow(row.input);
  const matched = await matchEnterprises(trx, park.parkId, input);
  const ref = [...matched].find(([, id]) => id === dims.enterpriseId)?.[0];
  if (ref === undefined) return { ...named, assessment, own: null };
  const directory = directoryOf(input, ref);
  const names = new Map(directory.targets.map((t) => [t.id, t.name]));
  const own: Own = {
    ...ownPart(await needResult(trx, park.parkId, row.result_run_id), { ref, names }),
    directory,
  };
  return { ...named, assessment, own };
}
