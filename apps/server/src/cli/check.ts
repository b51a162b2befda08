import { verifyChainOf, verifyChains } from '../modules/audit/verify.ts';
import { rebuild as rebuildCounters } from '../modules/rollup/rebuild.ts';
import { asSystem, type Database } from '../platform/db/database.ts';
import { migrate as migrateDatabase } from '../platform/db/migrate.ts';
import { loadReferenceData } from '../platform/db/reference-load.ts';
import { attach } from './attach.ts';
import type { Call, Command } from './command.ts';

/** `yufang migrate`. */
export const migrate: Command = {
  usage: 'migrate',
  about: 'bring the database up to date (the server does it at start too)',
  run: async (call) => {
    const { engine, shared } = await attach(call.config, { alone: false });
    try {
      const applied = shared ? await migrateDatabase(engine.ownerUrl) : engine.migrated;
      if (shared) await loadReferenceData(engine.ownerUrl);
      call.say(applied.length === 0 ? 'up to date' : `applied:\n  ${applied.join('\n  ')}`);
      return 0;
    } finally {
      await engine.stop();
    }
  },
};

/** `yufang rebuild`. */
export const rebuild: Command = {
  usage: 'rebuild',
  about: 'count everything again from the base tables and replace the counters; may run beside the server',
  run: async (call) => {
    const { engine } = await attach(call.config, { alone: false });
    try {
      const { counters, differences } = await rebuildCounters(engine.ownerUrl, true, (step) => call.say(`  ${step}`));
      call.say(`${counters.toLocaleString('en')} counters written, ${differences.length} had differed`);
      tellDifferences(call, differences);
      return 0;
    } finally {
      await engine.stop();
    }
  },
};

/** `yufang verify`. */
export const verify: Command = {
  usage: 'verify [--anchor]',
  about:
    'check every hash chain link by link and every counter against the base tables; --anchor prints the heads of all chains to keep elsewhere. Exit 1 when something differs',
  options: { anchor: { type: 'boolean' } },
  run: async (call) => {
    const { engine } = await attach(call.config, { alone: false });
    try {
      if (call.flags.anchor) return await anchors(call, engine.db);
      const broken = await chains(call, engine.db);
      const tell = (step: string) => call.say(`  counting: ${step}`);
      const { counters, differences } = await rebuildCounters(engine.ownerUrl, false, tell);
      call.say(`${counters.toLocaleString('en')} counters, ${differences.length} differ from the base tables`);
      tellDifferences(call, differences);
      return broken === 0 && differences.length === 0 ? 0 : 1;
    } finally {
      await engine.stop();
    }
  },
};

function tellDifferences(call: Call, differences: Awaited<ReturnType<typeof rebuildCounters>>['differences']): void {
  for (const d of differences.slice(0, 20)) {
    const at = [d.table, d.regionCode, d.sector, d.parkId, d.metric, d.day].filter(Boolean).join(' ');
    call.say(`  ${at}: counted ${d.counted}, is ${d.actual}`);
  }
}

/** Links read together at a time; a longer chain is read alone, in parts. */
const LINKS_AT_ONCE = 2_000;
const LANES = 2;

async function chains(call: Call, db: Database): Promise<number> {
  const heads = await asSystem(db, (trx) =>
    trx.selectFrom('change_head').select(['enterprise_id', 'last_seq']).orderBy('enterprise_id').execute(),
  );
  const n = (count: number) => count.toLocaleString('en');
  const groups = inGroups(heads);
  let [done, links, broken] = [0, 0, 0];
  let told = performance.now();
  const lane = async () => {
    for (let group = groups.pop(); group; group = groups.pop()) {
      const ids = group;
      const [only] = ids;
      const checks = await asSystem(db, async (trx) =>
        ids.length === 1 && only
          ? [await verifyChainOf(trx, only, new Date())]
          : await verifyChains(trx, ids, new Date()),
      );
      for (const check of checks) {
        done += 1;
        links += check?.links ?? 0;
        if (!check || check.intact) continue;
        broken += 1;
        call.say(`  chain ${check.enterpriseId}: ${check.problem} at link ${check.brokenAt}`);
      }
      if (performance.now() - told > 5_000) {
        told = performance.now();
        call.say(`  ${n(done)} of ${n(heads.length)} chains, ${n(links)} links`);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  call.say(`${n(done)} chains with ${n(links)} links, ${broken} broken`);
  return broken;
}

function inGroups(heads: readonly { readonly enterprise_id: string; readonly last_seq: number }[]): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const { enterprise_id, last_seq } of heads) {
    const group = groups.at(-1);
    if (group && Number(last_seq) <= room) group.push(enterprise_id);
    else {
      groups.push([enterprise_id]);
      room = LINKS_AT_ONCE;
    }
    room -= Number(last_seq);
  }
  return groups;
}

async function anchors(call: Call, db: Database): Promise<number> {
  const heads = await asSystem(db, (trx) =>
    trx.selectFrom('change_head').select(['enterprise_id', 'last_seq', 'last_hash']).orderBy('enterprise_id').execute(),
  );
  for (const h of heads) call.say(`${h.enterprise_id} ${h.last_seq} ${h.last_hash.toString('hex')}`);
  return 0;
}
