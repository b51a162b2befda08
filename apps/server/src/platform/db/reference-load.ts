import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseReference, ReferenceEnvelope } from '@yufang/domain';
import { readIndustries, readRegions, readSectors } from '@yufang/seeds/codes/load';
import pg from 'pg';

/** Where the official codes and the shipped editions lie. */
const CODES = fileURLToPath(new URL('../../../../../seeds/codes', import.meta.url));

/** One advisory lock for all loaders, so that two servers starting together load once. Not the folder's (7_351_902): that one is held for days. */
const LOCK = 7_351_905;

/**
 * Bring the official codes and the shipped editions of reference data into the database, as the owner.
 *
 * Idempotent, and an edition that is there is never overwritten: an administrator's work stands, and a past grade keeps its
 * table. A name or a new row in the code lists follows the shipped file, but for divisions that the operator keeps up himself.
 * @throws {Error} naming the file when a shipped file is malformed: a bug of ours, not of the operator
 */
export async function loadReferenceData(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('begin');
    await loadRegions(client);
    await loadIndustries(client);
    await loadSectors(client);
    await loadEditions(client);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function loadRegions(client: pg.Client): Promise<void> {
  await client.query(
    `insert into region (code, name, name_en, level, parent_code, kind, valid_from, valid_to, source)
     select code, name, name_en, level, parent_code, kind, valid_from, valid_to, source
     from jsonb_to_recordset($1::jsonb) as r (code text, name text, name_en text, level text, parent_code text, kind text,
       valid_from date, valid_to date, source text)
     on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, parent_code = excluded.parent_code,
       kind = excluded.kind, valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source
     where region.maintained_at is null and (region.name, region.name_en, region.parent_code, region.kind, region.valid_from, region.valid_to, region.source)
       is distinct from (excluded.name, excluded.name_en, excluded.parent_code, excluded.kind, excluded.valid_from,
                         excluded.valid_to, excluded.source)`,
    [JSON.stringify(readRegions())],
  );
}

async function loadIndustries(client: pg.Client): Promise<void> {
  await client.query(
    `insert into industry (code, name, name_en, parent_code, edition, certainty)
     select code, name, name_en, parent_code, edition, certainty
     from jsonb_to_recordset($1::jsonb) as r (code text, name text, name_en text, parent_code text, edition text, certainty text)
     on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
     where (industry.name, industry.name_en) is distinct from (excluded.name, excluded.name_en)`,
    [JSON.stringify(readIndustries())],
  );
}

async function loadSectors(client: pg.Client): Promise<void> {
  await client.query(
    `insert into sector (code, name, name_en)
     select code, name, name_en from jsonb_to_recordset($1::jsonb) as r (code text, name text, name_en text)
     on conflict (code) do update set name = excluded.name, name_en = excluded.name_en
     where (sector.name, sector.name_en) is distinct from (excluded.name, excluded.name_en)`,
    [JSON.stringify(readSectors())],
  );
}

async function loadEditions(client: pg.Client): Promise<void> {
  const editions = ['reference', 'templates'].flatMap((name) => {
    const folder = join(CODES, name);
    return readdirSync(folder)
      .filter((f) => f.endsWith('.json'))
      .map((f) => checked(`${name}/${f}`, JSON.parse(readFileSync(join(folder, f), 'utf8'))));
  });
  await client.query(
    `insert into reference_data (kind, edition, title, title_en, standard, clause, in_force_from, status, certainty, source, source_en, payload)
     select kind, edition, title, "titleEn", standard, clause, "inForceFrom", status, certainty, source, "sourceEn", payload
     from jsonb_to_recordset($1::jsonb) as r (kind text, edition text, title text, "titleEn" text, standard text, clause text,
       "inForceFrom" date, status text, certainty text, source text, "sourceEn" text, payload jsonb)
     on conflict (kind, edition) do nothing`,
    [JSON.stringify(editions)],
  );
}

/** A kind that the domain knows is checked whole; others (calendars, templates) by their envelope, their own readers check the rest. */
function checked(file: string, given: unknown): unknown {
  const whole = parseReference(given);
  if (whole.ok) return whole.value;
  const envelope = ReferenceEnvelope.safeParse(given);
  if (whole.error.code === 'reference.unknown_kind' && envelope.success) return envelope.data;
  throw new Error(
    `seeds/codes/${file}: ${whole.error.code} ${whole.error.field ?? ''} ${whole.error.params?.problem ?? ''}`,
  );
}
