import { makePlan } from '@yufang/seeds/load/plan';
import pg from 'pg';
import type { Config } from '../../platform/config/config.ts';
import { cipherOf } from '../../platform/crypto/index.ts';
import { asSystem, type Database } from '../../platform/db/database.ts';
import type { Engine } from '../../platform/db/engine.ts';
import { generateTasks } from '../inspection/generate.ts';
import { ensureBoundaries } from '../map/boundaries.ts';
import { rebuild } from '../rollup/rebuild.ts';
import { computeUse } from '../use/compute.ts';
import { fillDemoGradings } from './demo-grading.ts';
import { fillDemoPark } from './demo-park.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE, makeDemoPeople } from './demo-people.ts';
import { tellDemoStory } from './demo-story.ts';
import { loadProvince } from './load.ts';
import { insertDepartments } from './places.ts';
import { importSamples } from './samples.ts';

/** What a start found and made. */
export type Prepared = {
  /** The demo's accounts are there. */
  readonly demo: boolean;
  /** Made now, not before. */
  readonly fresh: boolean;
};

type Where = { readonly engine: Engine; readonly config: Config; readonly now: Date };

/**
 * Make the platform usable at its first start: map boundaries, industry departments, and where YUFANG_DEMO is on and nobody is here yet, the invented
 * province with its people. Each step is skipped when its result stands, so that a start that was killed goes on at the next one.
 */
export async function prepare({ engine, config, now }: Where, say: (line: string) => void): Promise<Prepared> {
  const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await work();
    const seconds = (performance.now() - begun) / 1000;
    if (seconds > 0.3) say(`  ${what}: ${seconds.toFixed(1)} s`);
    return result;
  };
  await step('map boundaries', () => ensureBoundaries(config));
  await step('departments', () => withOwner(engine.ownerUrl, insertDepartments));
  const standing = await look(engine.db);
  if (standing.demo) return { demo: config.YUFANG_DEMO, fresh: false };
  if (!config.YUFANG_DEMO || standing.accounts || standing.real) {
    return { demo: false, fresh: false };
  }
  say('first start: making the invented demo province (YUFANG_DEMO=off starts empty) …');
  const plan = makePlan({ size: 'demo', now });
  if (!standing.enterprises) {
    let told = performance.now();
    await step('enterprises with a year of history', () =>
      loadProvince({ db: engine.db, ownerUrl: engine.ownerUrl }, plan, (p) => {
        if (p.step !== 'rows' || performance.now() - told < 2_000) return;
        told = performance.now();
        say(`  ${p.enterprises} of ${p.of} enterprises, ${p.rows.toLocaleString('en')} rows`);
      }),
    );
  } else await step('counters', () => rebuild(engine.ownerUrl, true));
  await step('three sample enterprises through the exchange door', () =>
    importSamples({ db: engine.db, now, cipher: cipherOf(config) }),
  );
  await step("today's tasks", () => generateTasks(engine.db, now));
  await step('use index', () => computeUse(engine.db, now));
  // Accounts last but one step that may fail alone: they are what says that the demo stands.
  await step('accounts', () => makeDemoPeople({ db: engine.db, config, plan, now }));
  await step('what is going on today', () => tellDemoStory({ db: engine.db, config, now }));
  await step('a park with its risk', () => fillDemoPark({ db: engine.db, now }));
  await step('its grade, and units of GB 18218', () => fillDemoGradings({ db: engine.db, now }));
  return { demo: true, fresh: true };
}

/** Who is here already. Asked at every start, so nothing is counted: the first row says enough, a real enterprise is looked for last. */
async function look(db: Database) {
  return await asSystem(db, async (trx) => {
    const account = await trx.selectFrom('account').select('demo').orderBy('demo', 'desc').limit(1).executeTakeFirst();
    const enterprise = await trx.selectFrom('enterprise').select('enterprise_id').limit(1).executeTakeFirst();
    const real =
      enterprise && !account
        ? await trx.selectFrom('enterprise').select('code').where('invented', '=', false).limit(1).executeTakeFirst()
        : undefined;
    return {
      accounts: account !== undefined,
      demo: account?.demo === true,
      enterprises: enterprise !== undefined,
      real: real !== undefined,
    };
  });
}

async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The names to sign in with, for the terminal, in both languages. */
export function demoLines(): string[] {
  const wide = (text: string) => [...text].reduce((n, c) => n + ((c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
  const pad = (text: string, to: number) => text + ' '.repeat(Math.max(1, to - wide(text)));
  return [
    `演示账号，密码均为 ${DEMO_PASSWORD} （全部数据为虚构） · demo accounts, one password for all (everything is invented):`,
    ...DEMO_PEOPLE.map((p) => `  ${pad(p.username, 10)} ${pad(p.zh, 30)} ${p.en}`),
    '监管与管理员登录需第二因素，演示页面会显示当前动态码 · second factor: the demo shows its current code at sign-in',
  ];
}
