import { generateTasks } from '@yufang/server/modules/inspection/generate';
import { claim } from '../lib/claim.ts';
import { fillEnterprises, ground } from '../lib/ground.ts';

/** `node bench/inspection/task-generation.ts [tasks]`: the wall time of making a province's day of tasks, and of the run an hour later that finds nothing. */
const TASKS = Number(process.argv[2] ?? 1_000_000);
const ITEMS_EACH = 10;

const { engine, owner, stop } = await ground('generation');
try {
  const now = new Date('2026-11-23T01:00:00+08:00');
  await fillEnterprises(owner, {
    enterprises: TASKS / ITEMS_EACH,
    itemsEach: ITEMS_EACH,
    nextWindow: '2026-11-23T00:00:00+08:00',
  });
  console.log(`${TASKS} daily items of ${TASKS / ITEMS_EACH} enterprises stand; generating one day …`);
  const began = performance.now();
  let said = began;
  const made = await generateTasks(engine.db, now, {
    until: new Date('2026-11-24T00:00:00+08:00'),
    onBatch: (sum) => {
      if (performance.now() - said < 5_000) return;
      said = performance.now();
      console.log(`  ${sum.tasks} tasks after ${((said - began) / 1000).toFixed(0)} s`);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const again = performance.now();
  const nothing = await generateTasks(engine.db, now, { until: new Date('2026-11-24T00:00:00+08:00') });
  const idle = (performance.now() - again) / 1000;
  const { rows } = await owner.query<{ n: number; d: number }>(
    'select (select count(*) from change) as n, (select count(*) from rollup_queue) as d',
  );
  console.table([
    { what: 'one day', tasks: made.tasks, seconds: seconds.toFixed(1), 'tasks/s': Math.round(made.tasks / seconds) },
    { what: 'again, nothing due', tasks: nothing.tasks, seconds: idle.toFixed(2), 'tasks/s': '' },
  ]);
  console.log(`changes written: ${rows[0]?.n}, counter deltas: ${rows[0]?.d}`);
  if (made.tasks !== TASKS || nothing.tasks !== 0) throw new Error(`expected ${TASKS} tasks and then none`);
  claim({
    id: 'task-generation',
    what: `${TASKS.toLocaleString('en-US')} inspection tasks of one day made from items of ${(TASKS / ITEMS_EACH).toLocaleString('en-US')} enterprises, fsync on`,
    figure: Number((seconds * (1_000_000 / TASKS)).toFixed(1)),
    unit: 's',
    target: 300,
    better: 'lower',
    command: 'node bench/inspection/task-generation.ts',
  });
} finally {
  await stop();
}
