import type { InjectOptions } from 'fastify';
import { buildApp } from '../app.ts';
import { makeAuthenticate } from '../modules/auth/authenticate.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { readConfig } from '../platform/config/config.ts';
import { makeTestDatabase, type TestDatabase } from './test-database.ts';

/** A browser without a screen: keeps cookies between its requests. */
export type Browser = {
  readonly cookies: Map<string, string>;
  send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
};
export type Answer = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
};

/** The whole application with the real session door. */
export type SignedApp = TestDatabase & {
  readonly config: ReturnType<typeof readConfig>;
  browser(from?: { ip?: string; agent?: string }): Browser;
};

/** Build the application as `main` does, without a port. */
export async function makeSignedApp(env: Record<string, string> = {}): Promise<SignedApp> {
  const database = await makeTestDatabase();
  const config = readConfig({
    YUFANG_LOG: 'silent',
    YUFANG_JOBS: 'off',
    YUFANG_SECRET: 'a-secret-for-tests-that-is-long-enough',
    YUFANG_SM4_KEY: '0123456789abcdeffedcba9876543210',
    YUFANG_DATA: `${process.env.TMPDIR ?? '/tmp'}/yufang-test-files`,
    ...env,
  });
  const authenticate = await makeAuthenticate({ db: database.db }, config);
  const { app } = await buildApp({ config, db: database.db, clock: systemClock, authenticate });
  await app.ready();
  return {
    ...database,
    config,
    browser: (from = {}) => {
      const cookies = new Map<string, string>();
      return {
        cookies,
        send: async (method, url, body, headers = {}) => {
          const request: InjectOptions = {
            method,
            url,
            headers: {
              host: 'yufang.test',
              cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '),
              'user-agent': from.agent ?? 'test',
              ...headers,
            },
            remoteAddress: from.ip ?? '127.0.0.1',
            ...(body === undefined ? {} : { payload: body as object }),
          };
          const reply = await app.inject(request);
          keep(cookies, reply.headers['set-cookie']);
          const json = String(reply.headers['content-type'] ?? '').includes('json');
          return { status: reply.statusCode, body: json ? reply.json() : {}, headers: reply.headers };
        },
      };
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

function keep(cookies: Map<string, string>, given: string | string[] | undefined): void {
  for (const line of [given ?? []].flat()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    if (value === '' || /max-age=0/i.test(line)) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), value);
  }
}
