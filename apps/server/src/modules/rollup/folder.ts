import pg from 'pg';
import { openDatabase } from '../../platform/db/database.ts';
import { type Folded, foldOnce } from './fold.ts';

/** The folder's advisory lock: one process of all folds. */
export const FOLDER_LOCK = 7_351_902;
const EVERY_MS = 200;

/** A running folder. */
export type Folder = { stop(): Promise<void> };

/**
 * Run the folder: every fifth of a second, at once again while batches are full. Holds the lock on a connection of its own; a process that
 * does not get it keeps asking, so that another takes over when the first one dies.
 *
 * @param options.lockUrl the app's login (or the owner's): two connections are opened by it, one holds the lock, one folds
 * @param options.onFold told of every fold that counted something, for the live screens
 * @param options.onError told of a failed fold; the folder goes on, nothing is lost because a failed fold rolls back
 */
export function startFolder(options: {
  lockUrl: string;
  onFold: (folded: Folded) => void;
  onError: (error: unknown) => void;
}): Folder {
  // A connection of its own: in the pool it would queue behind every waiting request, and the counters would age with the load.
  const own = openDatabase(options.lockUrl, { max: 1 });
  let stopped = false;
  let leader: pg.Client | null = null;
  let wake: () => void = () => undefined;
  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  async function lead(): Promise<boolean> {
    if (leader) return true;
    const client = new pg.Client({ connectionString: options.lockUrl });
    client.on('error', () => {
      leader = null;
    });
    await client.connect();
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [FOLDER_LOCK]);
    if (rows[0]?.got) leader = client;
    else await client.end();
    return leader !== null;
  }

  const running = (async () => {
    while (!stopped) {
      let full = false;
      try {
        if (await lead()) {
          const folded = await foldOnce(own);
          if (folded.deltas > 0) options.onFold(folded);
          full = folded.deltas >= 5_000;
        }
      } catch (error) {
        options.onError(error);
        await pause(1_000);
      }
      if (!full && !stopped) await pause(leader ? EVERY_MS : 2_000);
    }
  })();

  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
      await leader?.end();
      await own.close();
    },
  };
}
