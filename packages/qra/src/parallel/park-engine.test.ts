import { getPriority } from 'node:os';
import { describe, expect, test } from 'vitest';
import { assessPark } from '../engine/assess.ts';
import { smallPark, squareGrid } from '../park/small-park.ts';
import type { Outcome } from '../result.ts';
import { ParkEngine } from './park-engine.ts';

const park = smallPark(12);
const grid = squareGrid(100);
const need = <T>(o: Outcome<T>): T => {
  if (!o.ok) throw new Error(o.code);
  return o.value;
};

/** Bit for bit: not even the sign of a zero may differ. */
const sameBits = (a: Float64Array, b: Float64Array): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

describe('the engine in threads', { timeout: 60_000 }, () => {
  let one: unknown;

  test('the same bits for one thread, three threads and none', async () => {
    const plain = need(assessPark(park, grid));
    for (const threads of [1, 3]) {
      const engine = need(ParkEngine.open(park, grid, { threads }));
      const run = need(await engine.run());
      const domino = need(await engine.domino(20_000, 5));
      await engine.close();
      expect(sameBits(run.grid.values, plain.grid.values)).toBe(true);
      expect(run.societal).toEqual(plain.societal);
      if (threads === 1) one = domino;
      else expect(domino).toEqual(one);
    }
  });

  test('where parts are not kept, an edit lays all anew: the same bits', async () => {
    // Twenty vessels far to the north-east: neither group reaches all of the grid.
    const far = smallPark(20).vessels.map((v) => ({ ...v, id: `far-${v.id}`, xM: v.xM + 9_000, yM: v.yM + 7_000 }));
    const wide = { ...park, vessels: [...park.vessels, ...far] };
    const ground = { ...grid, widthM: 14_000, heightM: 12_000, stepM: 50 };
    const engine = need(ParkEngine.open(wide, ground, { threads: 2, keptPartsBytes: 0 }));
    const run = need(await engine.run());
    expect(sameBits(run.grid.values, need(assessPark(wide, ground)).grid.values)).toBe(true);
    const v = wide.vessels[25];
    if (v === undefined) throw new Error('empty');
    const changed = { ...v, xM: v.xM - 2_500 };
    const edited = need(await engine.edit(changed));
    await engine.close();
    const fresh = need(assessPark({ ...wide, vessels: wide.vessels.with(25, changed) }, ground));
    expect(sameBits(edited.grid.values, fresh.grid.values)).toBe(true);
  });

  test('an edit gives the bits of a fresh run; two orders at once are refused; a closed engine refuses', async () => {
    const v = park.vessels[4];
    if (v === undefined) throw new Error('empty');
    const changed = { ...v, fillFraction: 0.3, xM: v.xM + 3 };
    const engine = need(ParkEngine.open(park, grid, { threads: 2 }));
    expect(await engine.edit(changed)).toMatchObject({ ok: false, code: 'engine.not_run' });
    const both = await Promise.all([engine.run(), engine.run()]);
    expect(both.map((r) => r.ok)).toEqual([true, false]);
    expect(both[1]).toMatchObject({ code: 'engine.busy' });
    const edited = need(await engine.edit(changed));
    const fresh = need(assessPark({ ...park, vessels: park.vessels.with(4, changed) }, grid));
    expect(sameBits(edited.grid.values, fresh.grid.values)).toBe(true);
    expect(edited.societal.pllPerYear).toBe(fresh.societal.pllPerYear);
    expect(await engine.edit({ ...v, volumeM3: -1 })).toMatchObject({ ok: false, code: 'input.out_of_range' });
    await engine.close();
    expect(await engine.run()).toMatchObject({ ok: false, code: 'engine.closed' });
  });

  test('a cancelled run ends as a refusal and the engine can run again', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const engine = need(
      ParkEngine.open(park, grid, {
        threads: 2,
        signal: abort.signal,
        onProgress: (share) => {
          seen.push(share);
          abort.abort();
        },
      }),
    );
    expect(await engine.run()).toMatchObject({ ok: false, code: 'run.cancelled' });
    expect(seen.length).toBeGreaterThan(0);
    await engine.close();
  });

  test('in the background: the same bits, and the calling thread keeps its priority', async () => {
    const before = getPriority();
    const engine = need(ParkEngine.open(park, grid, { threads: 1, background: true }));
    const run = need(await engine.run());
    await engine.close();
    expect(sameBits(run.grid.values, need(assessPark(park, grid)).grid.values)).toBe(true);
    expect(getPriority()).toBe(before);
  });

  test('a worker that dies ends the run as a refusal', async () => {
    const engine = need(ParkEngine.open({ ...park, id: 'crash' }, grid, { threads: 2, crashForTest: true }));
    expect(await engine.run()).toMatchObject({ ok: false, code: 'run.worker_failed' });
    await engine.close();
  });
});
