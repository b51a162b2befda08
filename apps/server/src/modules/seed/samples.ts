import { readFileSync } from 'node:fs';
import { SAMPLES, type Sample } from '@yufang/seeds/demo/samples';
import type { Cipher } from '../../platform/crypto/index.ts';
import { asSystem, type Database } from '../../platform/db/database.ts';
import { enterEnterprise } from '../enterprise/registry.ts';
import { importChainFile } from '../exchange/import-chain.ts';
import { DEMO_ACTOR } from './demo-people.ts';
import { givePosts } from './sample-posts.ts';

/** The text of a shipped sample file. */
const readSample = (sample: Sample): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../../seeds/demo/chain/${sample.file}`, import.meta.url), 'utf8'));

/** Enter the three sample enterprises and import their chain files through the exchange door; those that are there stay. */
export async function importSamples(where: { db: Database; now: Date; cipher: Cipher }): Promise<void> {
  const { db, now, cipher } = where;
  for (const sample of SAMPLES) {
    await asSystem(db, async (trx) => {
      const there = await trx
        .selectFrom('enterprise_directory')
        .select('enterprise_id')
        .where('code', '=', sample.creditCode)
        .executeTakeFirst();
      if (there) return;
      const by = { actor: DEMO_ACTOR, now };
      const { writes } = await enterEnterprise(
        trx,
        { code: sample.creditCode, kind: 'uscc', status: 'active', invented: true, columns: columnsOf(sample) },
        by,
      );
      const root = writes.entries.find((e) => e.entity === 'org_unit')?.entityId ?? '';
      await writes.finish();
      // All of a sample or nothing: its pieces are parts of this one transaction.
      const { chain } = writes;
      await importChainFile(
        { ...by, piece: (work) => work({ trx, chain, now }), separate: false, creditCode: sample.creditCode, cipher },
        readSample(sample),
      );
      await givePosts(writes, sample, root);
    });
  }
}

const columnsOf = (s: Sample) => ({
  name: s.name,
  industry_code: s.industryCode,
  industry: s.industryCode.slice(1, 3),
  scale: s.scale,
  sector: s.sector,
  city_code: s.cityCode,
  county_code: s.countyCode,
  township_code: null,
  park_id: null,
  address: '虚构地址',
  lon: s.lon,
  lat: s.lat,
  given_lon: s.lon,
  given_lat: s.lat,
  crs: 'WGS84',
  head_count: s.headCount,
  tags: [...s.tags],
  contact_name: s.places[0]?.[1] ?? null,
  contact_phone_cipher: null,
  contact_phone_tail: null,
});
