import type { ChildProcess } from 'node:child_process';

/** Who keeps a database running, and whom to tell. */
export type Keeping = {
  /** Whether the program is ending: then the database's end is no accident. Ctrl-C reaches both at the same moment. */
  readonly ending: () => boolean;
  readonly say: (line: string) => void;
  /** It ended too often, or does not come up again; nobody tries any more. */
  readonly onLost: (reason: string) => void;
  /** So many ends within ten minutes are borne; 5 unless said. */
  readonly most?: number;
};

/** More ends than this within so long are given up on: what kills it again and again needs a person. */
const DEATHS = 5;
const WITHIN_MS = 10 * 60_000;
/** A killed server's children hold its memory for a moment, and a new one is refused until they have gone. */
const TRY_EVERY_MS = 500;
const TRY_FOR_MS = 120_000;

/**
 * Start a database process again whenever it ends without being asked, at most five times in ten minutes. Requests meanwhile fail at their connection and
 * are answered 503.
 *
 * @param launch starts it and resolves once it takes connections; rejects when it does not come up
 * @returns `stop` to be called before the process is stopped on purpose: waits for a start under way; tells whether the process runs
 */
export async function keepAlive(
  launch: () => Promise<ChildProcess>,
  keeping: Keeping,
): Promise<{ stop(): Promise<boolean> }> {
  let stopped = false;
  let alive = false;
  let returning: Promise<void> = Promise.resolve();
  const deaths: number[] = [];
  const over = () => stopped || keeping.ending();

  const run = async () => {
    const child = await launch();
    alive = true;
    child.once('exit', (code, signal) => {
      alive = false;
      if (!over()) returning = comeBack(signal ?? `code ${code}`);
    });
  };

  const comeBack = async (how: string) => {
    const now = Date.now();
    deaths.push(now);
    if (deaths.filter((at) => at > now - WITHIN_MS).length > (keeping.most ?? DEATHS)) {
      keeping.onLost(`it ended ${deaths.length} times, the last time with ${how}`);
      return;
    }
    keeping.say(`the database ended by itself (${how}): starting it again; requests are answered 503 meanwhile`);
    let reason: unknown;
    while (Date.now() < now + TRY_FOR_MS) {
      if (over()) return;
      try {
        await run();
        keeping.say(`the database is back after ${((Date.now() - now) / 1000).toFixed(1)} s`);
        return;
      } catch (error) {
        reason = error;
        await new Promise((done) => setTimeout(done, TRY_EVERY_MS));
      }
    }
    keeping.onLost(reason instanceof Error ? reason.message : String(reason));
  };

  await run();
  return {
    stop: async () => {
      stopped = true;
      await returning;
      return alive;
    },
  };
}
