import { makePlan } from '@yufang/seeds/load/plan';
import pg from 'pg';
import { loadProvince, NotEmpty, type Progress } from '../modules/seed/load.ts';
import { insertDepartments } from '../modules/seed/places.ts';
import { computeUse } from '../modules/use/compute.ts';
import { StartError } from '../platform/start-error.ts';
import { attach } from './attach.ts';
import { type Command, text } from './command.ts';

/** `yufang seed`: an invented province into an empty platform. */
export const seed: Command = {
  usage: 'seed --size demo|province [--enterprises N] [--seed N]',
  about: 'write an invented province (deterministic) into an empty platform; province = 100,000 enterprises',
  options: { size: { type: 'string' }, enterprises: { type: 'string' }, seed: { type: 'string' } },
  run: async (call) => {
    const size = text(call, 'size') ?? 'demo';
    if (size !== 'demo' && size !== 'province') throw new StartError('Set --size to demo or province.');
    const enterprises = whole('enterprises', text(call, 'enterprises'));
    const number = whole('seed', text(call, 'seed'));
    const { engine } = await attach(call.config, { alone: true, bulk: true });
    const begun = performance.now();
    try {
      const plan = makePlan({
        size,
        now: new Date(),
        ...(enterprises ? { enterprises } : {}),
        ...(number ? { seed: number } : {}),
      });
      await withOwner(engine.ownerUrl, insertDepartments);
      const where = { db: engine.db, ownerUrl: engine.ownerUrl };
      const loaded = await loadProvince(where, plan, progressTo(call.say, begun));
      call.say(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s: the use index`);
      const judged = await computeUse(engine.db, new Date());
      for (const [table, n] of Object.entries(loaded.rows)) call.say(`  ${table}: ${n.toLocaleString('en')}`);
      call.say(`  counters: ${loaded.counters.toLocaleString('en')}, use indexes: ${judged.toLocaleString('en')}`);
      const peak = process.resourceUsage().maxRSS / 1024;
      call.say(
        `done in ${((performance.now() - begun) / 1000).toFixed(1)} s, at most ${Math.round(peak)} MB of memory`,
      );
      return 0;
    } catch (error) {
      if (error instanceof NotEmpty) throw new StartError(`${error.message} Set YUFANG_DATA to a new folder.`);
      throw error;
    } finally {
      await engine.stop();
    }
  },
};

/** Says every five seconds how far the rows are, and each later step as it begins. */
function progressTo(say: (line: string) => void, begun: number): (p: Progress) => void {
  const n = (count: number) => count.toLocaleString('en');
  let told = 0;
  return (p) => {
    const seconds = (performance.now() - begun) / 1000;
    const at = `${seconds.toFixed(0).padStart(4)} s`;
    if (p.step === 'indexes') return say(`${at}: index ${p.done + 1} of ${p.of}, ${p.index}`);
    if (p.step === 'counters') return say(`${at}: counters, ${p.of}`);
    if (p.step !== 'rows') return say(`${at}: ${LATER_STEPS[p.step]}`);
    if (seconds - told < 5 && p.enterprises < p.of) return;
    told = seconds;
    const left = Math.ceil((seconds / p.enterprises) * (p.of - p.enterprises));
    say(
      `${at}: ${n(p.enterprises)} of ${n(p.of)} enterprises, ${n(p.rows)} rows, ${n(Math.round(p.rows / seconds))} rows/s, ` +
        `${left} s to go (indexes and counters follow), ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
    );
  };
}

const LATER_STEPS = {
  commit: 'writing to disk',
  statistics: "the planner's statistics",
} as const;

function whole(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const n = Number(value);
  if (!Number.isInteger(n) || n < 1) throw new StartError(`Set --${flag} to a whole number above 0.`);
  return n;
}

/** Work on a connection of the owner. */
export async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
