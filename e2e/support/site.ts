import { buildApp } from '@yufang/server/app';
import { createAccount, type NewAccount } from '@yufang/server/modules/auth/accounts';
import { makeAuthenticate } from '@yufang/server/modules/auth/authenticate';
import { systemActor } from '@yufang/server/modules/change/record';
import { publishRollup } from '@yufang/server/modules/live/bus';
import { startFolder } from '@yufang/server/modules/rollup/folder';
import { systemClock } from '@yufang/server/platform/clock/clock';
import { type Config, readConfig } from '@yufang/server/platform/config/config';
import { asSystem } from '@yufang/server/platform/db/database';
import { makeTestDatabase, type TestDatabase } from '@yufang/server/testing/test-database';

/** The whole platform on a free port and a database of its own, as a browser sees it. */
export type Site = TestDatabase & {
  readonly config: Config;
  readonly url: string;
  account(given: NewAccount): Promise<void>;
};

/**
 * Start a site. Close it at the end of the test file.
 *
 * @param live with the folder of the counters running, so that figures follow what is done and the stream tells them
 */
export async function openSite({ live = false }: { live?: boolean } = {}): Promise<Site> {
  const database = await makeTestDatabase();
  const config = readConfig({
    YUFANG_LOG: 'silent',
    YUFANG_JOBS: 'off',
    YUFANG_SECRET: 'a-secret-for-tests-that-is-long-enough',
    YUFANG_SM4_KEY: '0123456789abcdeffedcba9876543210',
    YUFANG_DATA: `${process.env.TMPDIR ?? '/tmp'}/yufang-test-files`,
  });
  const authenticate = await makeAuthenticate({ db: database.db }, config);
  const { app } = await buildApp({ config, db: database.db, clock: systemClock, authenticate });
  const folder = live
    ? startFolder({
        lockUrl: database.appUrl,
        onFold: (folded) => publishRollup(folded.counties),
        onError: (error) => console.error('counter folder:', error),
      })
    : null;
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    ...database,
    config,
    url: url.replace('127.0.0.1', 'localhost'),
    account: async (given) => {
      await asSystem(database.db, (trx) =>
        createAccount(trx, config, given, { actor: systemActor('test'), at: new Date() }),
      );
    },
    close: async () => {
      await folder?.stop();
      await app.close();
      await database.close();
    },
  };
}
