import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { ExchangeBatch, ExchangeRowResult } from '@yufang/contract';
import { readChainFile } from '@yufang/exchange';
import { openChain, systemActor } from '../modules/change/record.ts';
import { importChainFile } from '../modules/exchange/import-chain.ts';
import { cipherOf } from '../platform/crypto/index.ts';
import { asSystem } from '../platform/db/database.ts';
import { Refused } from '../platform/errors/refused.ts';
import { dimsOf } from '../platform/http/enterprise-dims.ts';
import { StartError } from '../platform/start-error.ts';
import { attach } from './attach.ts';
import { type Call, type Command, text } from './command.ts';

/** How many rows that were not taken are listed one by one. */
const LISTED = 50;

/** `yufang import chain`: the exchange door for a file on this machine. */
export const importChain: Command = {
  usage: 'import chain FILE.json [--enterprise CODE] [--json]',
  about:
    'import the seven core tables in the national dress; the enterprise stands in the file (tyshxydm) or is named. Exit 1 when a row was refused',
  options: { enterprise: { type: 'string' }, json: { type: 'boolean' } },
  run: async (call) => {
    const [file] = call.words;
    if (!file) throw new StartError('Name the file: import chain FILE.json');
    const json = readJson(file);
    const code = text(call, 'enterprise') ?? readChainFile(json).creditCode;
    if (!code) throw new StartError('The file names no enterprise (tyshxydm): name it with --enterprise CODE.');
    const { engine } = await attach(call.config, { alone: false });
    try {
      const row = await asSystem(engine.db, (trx) =>
        trx
          .selectFrom('enterprise')
          .selectAll()
          .where('code', '=', code)
          .where('status', 'not in', ['refused', 'withdrawn'])
          .executeTakeFirst(),
      );
      if (!row) {
        throw new StartError(
          `No enterprise has the code ${code}: register it first, or name another with --enterprise.`,
        );
      }
      const dims = dimsOf(row);
      const batch = await importChainFile(
        {
          piece: (work) =>
            asSystem(engine.db, async (trx) => work({ trx, chain: await openChain(trx, dims), now: new Date() })),
          separate: true,
          actor: systemActor(`cli:${userInfo().username}`),
          now: new Date(),
          creditCode: code,
          cipher: cipherOf(call.config),
        },
        json,
      );
      if (call.flags.json) call.say(JSON.stringify(batch, null, 1));
      else summary(call, batch);
      return (batch.counts.refused ?? 0) > 0 ? 1 : 0;
    } catch (error) {
      if (error instanceof Refused) throw new StartError(`Refused as a whole: ${JSON.stringify(error.refusal)}`);
      throw error;
    } finally {
      await engine.stop();
    }
  },
};

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartError(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function summary(call: Call, batch: ExchangeBatch): void {
  for (const [entity, rows] of Map.groupBy(batch.results, (r) => r.entity)) {
    const counts = Map.groupBy(rows, (r) => r.outcome);
    call.say(`  ${entity.padEnd(15)} ${[...counts].map(([outcome, list]) => `${list.length} ${outcome}`).join(', ')}`);
  }
  if (batch.released > 0) call.say(`  ${batch.released} rows that had waited for their parent were released`);
  const open = batch.results.filter((r) => r.outcome === 'refused' || r.outcome === 'held' || r.outcome === 'stale');
  for (const row of open.slice(0, LISTED)) call.say(`  ${lineOf(row)}`);
  if (open.length > LISTED) call.say(`  … and ${open.length - LISTED} more: --json lists every row`);
  call.say(`batch ${batch.batchId}: ${batch.results.length} rows`);
}

const lineOf = (r: ExchangeRowResult): string =>
  `${r.at} ${r.id ?? 'without id'} ${r.outcome}: ${r.issues.map((i) => `${i.field || 'row'} ${i.code}`).join('; ') || 'older than what stands'}`;
