import { readFileSync } from 'node:fs';
import type { InjectOptions } from 'fastify';
import { newId } from '../../platform/clock/clock.ts';
import type { Actor, EnterpriseDims } from '../../platform/db/actor.ts';
import { asSystem } from '../../platform/db/database.ts';
import type { TestApp } from '../../testing/test-app.ts';
import { actor, makeEnterprise, staff } from '../../testing/world.ts';

/** A park for tests: two officers, two enterprises with a safety officer each. */
export type TestPark = {
  readonly parkId: string;
  readonly officer: Actor;
  readonly reviewer: Actor;
  readonly enterprises: readonly [EnterpriseDims, EnterpriseDims];
  readonly safety: readonly [Actor, Actor];
};

/** Make a park with its people. */
export async function makePark(t: TestApp, countyCode = '410122'): Promise<TestPark> {
  const parkId = newId();
  await asSystem(t.db, (trx) =>
    trx
      .insertInto('park')
      .values({
        id: parkId,
        name: '测试化工园区（虚构）',
        kind: 'chemical',
        county_code: countyCode,
        city_code: `${countyCode.slice(0, 4)}00`,
        lon: 114.3,
        lat: 34.8,
        invented: true,
      })
      .execute(),
  );
  const scope = { kind: 'park', parkId } as const;
  const account = () => ({ accountId: newId() });
  const enterprises = [
    await makeEnterprise(t.db, { countyCode, sector: 'industry', parkId, name: '甲化工（虚构）' }),
    await makeEnterprise(t.db, { countyCode, sector: 'industry', parkId, name: '乙化工（虚构）' }),
  ] as const;
  return {
    parkId,
    officer: actor('park_officer', scope, { ...account(), name: '园区一' }),
    reviewer: actor('park_officer', scope, { ...account(), name: '园区二' }),
    enterprises,
    safety: [
      staff('safety_officer', enterprises[0].enterpriseId, account()),
      staff('safety_officer', enterprises[1].enterpriseId, account()),
    ],
  };
}

/** A call that must succeed, its body. */
export async function ok<T = Record<string, unknown>>(
  t: TestApp,
  who: Actor | null,
  request: InjectOptions,
): Promise<T> {
  const reply = await t.as(who, request);
  if (reply.status !== 200) throw new Error(`${String(request.url)}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body as T;
}

/** The refusal of a call: status and code with what it says. */
export async function refusal(t: TestApp, who: Actor | null, request: InjectOptions) {
  const reply = await t.as(who, request);
  const body = reply.body as { code?: string; field?: string; params?: Record<string, unknown> };
  return { status: reply.status, code: body.code, field: body.field, params: body.params };
}

/** A multipart upload of one file. */
export function upload(url: string, file: Buffer | string, name = 'file.json'): InjectOptions {
  const boundary = 'park-test-boundary';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    method: 'POST',
    url,
    payload: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

type ParkFile = Record<string, unknown> & {
  vessels: Record<string, unknown>[];
  enterprises: { id: string; name: string }[];
};

/** The example park, small enough that a test computes it in a second or two: fewer people, few histories, a coarse grid. */
export function smallFile(change: Record<string, unknown> = {}): ParkFile {
  const whole = JSON.parse(
    readFileSync(new URL('../../../../../seeds/demo/park/example-park.json', import.meta.url), 'utf8'),
  ) as ParkFile & { population: unknown[] };
  return {
    ...whole,
    vessels: whole.vessels.slice(0, 8),
    population: whole.population.filter((_, i) => i % 6 === 0),
    grid: { originXM: -2000, originYM: -2000, widthM: 4000, heightM: 4000, stepM: 200 },
    domino: { histories: 2000, seed: 1 },
    measures: { vessels: 1 },
    ...change,
  };
}

/** One vessel as it is entered by hand. */
export const chlorine = (change: Record<string, unknown> = {}) => ({
  tag: 'V-101',
  name: '液氯储罐',
  plant: '氯碱装置',
  kind: 'pressurised',
  substance: '氯',
  volumeM3: 40,
  fillFraction: 0.8,
  pressurePa: 800_000,
  temperatureK: 293.15,
  lon: 114.3,
  lat: 34.8,
  crs: 'CGCS2000',
  ...change,
});

/** Ask until it holds; a run takes what it takes. */
export async function until<T>(ask: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A run of an assessment that is over. */
export async function runOver(t: TestApp, who: Actor, at: { parkId: string; runId: string }) {
  return await until(
    () =>
      ok<{ state: string; code: string | null; resultHash: string | null; sameBits: boolean | null; id: string }>(
        t,
        who,
        {
          url: `/api/v1/parks/${at.parkId}/runs/${at.runId}`,
        },
      ),
    (r) => !['queued', 'running'].includes(r.state),
  );
}

/** An assessment of a park file, computed, reviewed and frozen. */
export async function frozenAssessment(t: TestApp, p: TestPark, file: object): Promise<{ id: string; runId: string }> {
  const base = `/api/v1/parks/${p.parkId}`;
  const made = await ok<{ id: string; version: number }>(
    t,
    p.officer,
    upload(`${base}/assessments/file`, JSON.stringify(file)),
  );
  const run = await ok<{ id: string }>(t, p.officer, {
    method: 'POST',
    url: `${base}/assessments/${made.id}/runs`,
    payload: {},
  });
  const over = await runOver(t, p.officer, { parkId: p.parkId, runId: run.id });
  if (over.state !== 'done') throw new Error(`run ${over.state} ${over.code}`);
  const step = async (who: Actor, name: string, version: number) =>
    await ok<{ version: number }>(t, who, {
      method: 'POST',
      url: `${base}/assessments/${made.id}/${name}`,
      payload: { version },
    });
  const submitted = await step(p.officer, 'submit', made.version);
  await step(p.reviewer, 'freeze', submitted.version);
  return { id: made.id, runId: run.id };
}
