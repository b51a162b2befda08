import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { WhatIfSide } from '@yufang/contract/park-run';
import type { ParkInput } from '@yufang/qra/assessment/park-input';
import type { ParkRun } from '@yufang/qra/assessment/run';
import { ParkWhatIf } from '@yufang/qra/assessment/what-if';
import { type Outcome, refused } from '@yufang/qra/result';
import type { WhatIfAnswer, WhatIfOrder, WhatIfReport } from './what-if-protocol.ts';

/** One session's park, held open in a thread of its own. One order after another. */
const { threads }: { readonly threads: number } = workerData;
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const say = (report: WhatIfReport): void => parentPort?.postMessage(report);
let told = 0;
const options = {
  threads,
  background: true,
  onProgress: (share: number, phase: string) => {
    if (performance.now() - told < 200) return;
    told = performance.now();
    say({ type: 'progress', share: phase === 'tables' ? 0.9 * share : 0.9 + 0.1 * share });
  },
};
let held: ParkWhatIf | null = null;

async function open(input: ParkInput): Promise<Outcome<ParkRun>> {
  const opened = ParkWhatIf.open(input, options);
  if (!opened.ok) return opened;
  const ran = await opened.value.run();
  if (!ran.ok) {
    await opened.value.close();
    return ran;
  }
  await held?.close();
  held = opened.value;
  return ran;
}

async function beside(input: ParkInput): Promise<Outcome<ParkRun>> {
  const opened = ParkWhatIf.open(input, options);
  if (!opened.ok) return opened;
  try {
    return await opened.value.run({ domino: true });
  } finally {
    await opened.value.close();
  }
}

async function obey(order: WhatIfOrder): Promise<WhatIfAnswer> {
  const begun = performance.now();
  const outcome =
    order.type === 'run'
      ? await open(order.input)
      : order.type === 'side'
        ? await beside(order.input)
        : ((await held?.replace(order.vessel)) ?? refused('engine.not_run'));
  if (!outcome.ok) return { ok: false, refusal: outcome };
  return { ok: true, side: JSON.stringify(sideOf(outcome.value)), tookMs: performance.now() - begun };
}

/** Readonly as the engine gives it: it is written out as text at once. */
type Side = Omit<WhatIfSide, 'contours'> & { readonly contours: ParkRun['result']['individual']['contours'] };

/** What of a result the two sides show. A vessel whose frequency was set to nothing stands for one that is gone: it is left out. */
function sideOf({ result, prepared }: ParkRun): Side {
  const gone = new Set(prepared.park.vessels.filter((v) => v.frequencyFactor === 0).map((v) => v.id));
  const societal = result.societal.withDomino ?? result.societal.base;
  return {
    domino: result.domino !== null,
    societal: { ...societal, curve: [...societal.curve] },
    maximumPerYear: result.individual.maximumPerYear,
    contours: result.individual.contours,
    vessels: result.vessels.filter((v) => !gone.has(v.id)),
    targets: result.targets.map((t) => ({ ...t, contributions: [...t.contributions] })),
    targetsBroken: result.targets.filter((t) => t.breaks).length,
  };
}

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', ({ id, order }: { readonly id: number; readonly order: WhatIfOrder }) => {
  last = last.then(async () => say({ type: 'answer', id, answer: await obey(order) }));
});
