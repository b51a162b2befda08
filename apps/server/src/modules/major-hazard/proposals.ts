import type { proposeMajorHazardUnits } from '@yufang/contract';
import { criticalQuantity } from '@yufang/qra';
import { FREQUENCY_KIND_OF } from '@yufang/qra/assessment/park-input';
import { TABLE_1 } from '@yufang/qra/gb18218/tables';
import { findSubstance } from '@yufang/qra/substance/library';
import type { z } from 'zod';
import type { Trx } from '../../platform/db/database.ts';
import { inventoryOf } from '../park/vessel-check.ts';
import { figuresOf, type VesselRow } from '../park/vessel-view.ts';

type Proposal = z.output<typeof proposeMajorHazardUnits.reply>['rows'][number];

/** What table 1 calls a substance of the engine's library: by its name, else the name of the row with its CAS number; `named` false where table 1 has neither. */
function nameInTable(key: string): { readonly name: string; readonly named: boolean } {
  const found = findSubstance(key);
  const [name, cas] = found.ok ? [found.value.nameZh, found.value.cas] : [key, ''];
  if (criticalQuantity({ substance: name }).ok) return { name, named: true };
  const byCas = cas === '' ? null : criticalQuantity({ substance: cas });
  if (!byCas?.ok) return { name, named: false };
  const row = TABLE_1.find((r) => byCas.value.quantityBasis === `table1:${r.no}`);
  return { name: row?.name ?? cas, named: true };
}

const isStorage = (v: VesselRow): boolean => {
  const kind = v.frequency_kind ?? FREQUENCY_KIND_OF[figuresOf(v).kind];
  return kind !== 'process-vessel' && kind !== 'shell-tube-exchanger';
};

/** Tonnes to three decimals, upwards: a rounded figure never lies below what is there. Empty where a mass is not known: to be filled in. */
function tonnes(masses: readonly (number | null)[]): string {
  if (masses.includes(null)) return '';
  const kg = masses.reduce<number>((sum, m) => sum + (m ?? 0), 0);
  return String(Math.ceil(kg - 1e-6) / 1000);
}

/**
 * Units to begin with, from what the enterprise entered for its park: vessels of one plant (装置) together, storage apart from process. Masses are those of the
 * filling as entered, not the design maximum, and the bounds of a unit are the enterprise's to say: nothing is saved here.
 */
export async function proposeUnits(trx: Trx, enterpriseId: string): Promise<Proposal[]> {
  const vessels = await trx
    .selectFrom('park_vessel')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '!=', 'withdrawn')
    .orderBy('tag')
    .orderBy('id')
    .execute();
  const groups = Map.groupBy(vessels, (v) => JSON.stringify([v.plant ?? '', isStorage(v)]));
  return [...groups.values()].map((own) => {
    const items = [...Map.groupBy(own, (v) => nameInTable(v.substance).name)].map(([substance, of]) => ({
      substance,
      quantityT: tonnes(of.map((v) => inventoryOf(figuresOf(v)))),
      named: of.every((v) => nameInTable(v.substance).named),
      tags: of.map((v) => v.tag),
    }));
    const storage = own[0] !== undefined && isStorage(own[0]);
    return { plant: own[0]?.plant ?? null, kind: storage ? ('storage' as const) : ('production' as const), items };
  });
}
