import { createHash } from 'node:crypto';
import { REGION_LEVELS } from '@yufang/domain';
import { type Selectable, sql } from 'kysely';
import type { Trx } from '../../platform/db/database.ts';
import type { RegionTable } from '../../platform/db/schema.gen.ts';
import { type Entry, type LogActor, openChain, PLATFORM, record } from '../change/record.ts';
import type { BadLine, DivisionLine } from './read-list.ts';

/** What became of one line. `enterprises`, `parts`: what still stands under a division that ends. */
export type DivisionOutcome = {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly outcome: 'created' | 'changed' | 'ended' | 'unchanged' | 'refused';
  readonly problem?: { readonly code: string; readonly field: string };
  readonly enterprises?: number;
  readonly parts?: number;
};

type Region = Selectable<RegionTable>;

/**
 * Bring the divisions to an official list. What the list does not name stays; what a division was before is kept with the day until which it was so; one that
 * ends stays in the table with that day, since enterprises and old figures carry its code. The same list again changes nothing.
 *
 * Refused by line: `region.outside` (another province's), `region.parent_unknown`, `region.not_yet` (what is to change lies ahead: bring it in when it is
 * in force), and what {@link readDivisions} refused.
 */
export async function maintainDivisions(
  trx: Trx,
  list: { readonly good: readonly DivisionLine[]; readonly bad: readonly BadLine[]; readonly source: string },
  by: { readonly actor: LogActor; readonly now: Date; readonly today: string },
): Promise<DivisionOutcome[]> {
  const chain = await openChain(trx, PLATFORM);
  const known = new Map((await trx.selectFrom('region').selectAll().execute()).map((r) => [r.code, r]));
  const root = [...known.values()].find((r) => r.level === 'province')?.code.slice(0, 2) ?? '';
  const entries: Entry[] = [];
  const out: DivisionOutcome[] = list.bad.map((b) => ({ ...b, name: '', outcome: 'refused' }));
  const depth = (l: DivisionLine) => REGION_LEVELS.indexOf(l.level);
  for (const line of list.good.toSorted((a, b) => depth(a) - depth(b))) {
    const head = { line: line.line, code: line.code, name: line.name };
    const refused = (code: string, field: string) =>
      out.push({ ...head, outcome: 'refused', problem: { code, field } });
    const before = known.get(line.code);
    const parent = line.parentNamed || !before ? line.parent : before.parent_code;
    if (!line.code.startsWith(root)) refused('region.outside', 'code');
    else if (parent !== null && !isAbove(known.get(parent), line)) refused('region.parent_unknown', 'parent_code');
    else {
      const next = nextOf(line, { before, parent, source: list.source });
      if (before && same(before, next)) {
        out.push({ ...head, outcome: 'unchanged' });
        continue;
      }
      const other = before !== undefined && named(before) !== named(next);
      if (other && line.validFrom && line.validFrom > by.today) {
        refused('region.not_yet', 'valid_from');
        continue;
      }
      if (before && other) await keepPast(trx, before, untilOf(before, line, by.today));
      const after = await put(trx, { ...next, maintained_at: by.now });
      known.set(after.code, after);
      const ends = after.valid_to !== null && before?.valid_to !== after.valid_to;
      const outcome = !before ? 'created' : ends ? 'ended' : 'changed';
      entries.push({
        entity: 'region',
        entityId: regionId(after.code),
        action: outcome,
        before: before ?? null,
        after,
      });
      out.push({ ...head, outcome, ...(ends ? await standingUnder(trx, after.code) : {}) });
    }
  }
  await record(trx, chain, { actor: by.actor, at: by.now, entries });
  return out.toSorted((a, b) => a.line - b.line);
}

const isAbove = (parent: Region | undefined, line: DivisionLine): boolean =>
  parent !== undefined && parent.level === REGION_LEVELS[REGION_LEVELS.indexOf(line.level) - 1];

type Next = Omit<Region, 'maintained_at'>;

function nextOf(
  line: DivisionLine,
  by: { readonly before: Region | undefined; readonly parent: string | null; readonly source: string },
): Next {
  const { before } = by;
  return {
    code: line.code,
    name: line.name,
    // The English name of another name is not known.
    name_en: line.nameEn ?? (before?.name === line.name ? before.name_en : null),
    level: line.level,
    parent_code: by.parent,
    kind: line.kind ?? before?.kind ?? 'statutory',
    valid_from: line.validFrom ?? before?.valid_from ?? null,
    valid_to: line.validTo === undefined ? (before?.valid_to ?? null) : line.validTo,
    source: by.source,
  };
}

/** What a division is called and where it belongs: what its history tells. */
const named = (r: Next): string => JSON.stringify([r.name, r.level, r.parent_code, r.kind]);
/** Nothing but its source differs. */
const same = (a: Region, b: Next): boolean =>
  named(a) === named(b) && a.name_en === b.name_en && a.valid_from === b.valid_from && a.valid_to === b.valid_to;

/** Up to which day it was as it was: the day from which the list says that it is otherwise, else today. */
const untilOf = (before: Region, line: DivisionLine, today: string): string =>
  line.validFrom && line.validFrom !== before.valid_from ? line.validFrom : today;

async function keepPast(trx: Trx, r: Region, until: string): Promise<void> {
  const { maintained_at: _, valid_to: __, ...was } = r;
  await trx
    .insertInto('region_past')
    .values({ ...was, until })
    .onConflict((c) => c.columns(['code', 'until']).doUpdateSet(was))
    .execute();
}

const put = (trx: Trx, row: Region): Promise<Region> =>
  trx
    .insertInto('region')
    .values(row)
    .onConflict((c) => c.column('code').doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow();

/** Enterprises that still carry the code, and divisions below it that go on. */
async function standingUnder(trx: Trx, code: string): Promise<{ enterprises: number; parts: number }> {
  const { rows } = await sql<{ enterprises: number; parts: number }>`
    select (select count(*)::int from enterprise where (county_code = ${code} or township_code = ${code} or city_code = ${code})
              and status not in ('closed', 'refused', 'withdrawn')) as enterprises,
           (select count(*)::int from region where parent_code = ${code} and valid_to is null) as parts`.execute(trx);
  return rows[0] ?? { enterprises: 0, parts: 0 };
}

/** The name of a division in the change log: the log asks for a UUID, so one is made of its code (version 8). */
function regionId(code: string): string {
  const hex = createHash('sm3').update(`region\u0000${code}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
