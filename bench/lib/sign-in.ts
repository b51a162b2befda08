import { createAccount, type NewAccount } from '@yufang/server/modules/auth/accounts';
import { systemActor } from '@yufang/server/modules/change/record';
import { readConfig } from '@yufang/server/platform/config/config';
import { asSystem, type Database } from '@yufang/server/platform/db/database';

const PASSWORD = 'Bench-pass-2026!';

/** Make an account of the bench; with `secondFactor` one whose code the session view shows (demo accounts only). */
export async function account(
  db: Database,
  data: string,
  given: Pick<NewAccount, 'username' | 'assignments'> & { secondFactor?: boolean },
): Promise<void> {
  const config = readConfig({ YUFANG_DATA: data, YUFANG_LOG: 'silent' });
  await asSystem(db, (trx) =>
    createAccount(
      trx,
      config,
      { ...given, name: given.username, password: PASSWORD, demo: true, secondFactor: given.secondFactor ?? false },
      { actor: systemActor('bench'), at: new Date() },
    ),
  );
}

/** Sign in over HTTP as a person would; returns the cookie header of the session. */
export async function signIn(url: string, username: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url };
  const first = await fetch(`${url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  let cookie = cookies(first);
  const view = (await first.json()) as { state: string; demoCode: string | null };
  if (view.state === 'second_factor' && view.demoCode) {
    const second = await fetch(`${url}/api/v1/auth/second-factor`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify({ code: view.demoCode }),
    });
    cookie = cookies(second) || cookie;
    const done = (await second.json()) as { state: string };
    if (done.state !== 'signed_in') throw new Error(`second factor of ${username}: ${JSON.stringify(done)}`);
  } else if (view.state !== 'signed_in') throw new Error(`sign-in of ${username}: ${JSON.stringify(view)}`);
  return cookie;
}

const cookies = (reply: Response): string =>
  reply.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
