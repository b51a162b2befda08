import { refuse } from '../../platform/errors/refused.ts';

const WINDOW_MS = 10 * 60_000;
const LIMIT = 40;
const KEEP = 50_000;

/**
 * Failed attempts by address, so that one machine cannot try one password on every name. A whole office may sit behind one address: who signed in from it
 * before is let through all the same, since his own account's lock guards him. In memory: a restart forgives.
 */
export class Attempts {
  readonly #failed = new Map<string, { n: number; until: number }>();
  readonly #known = new Set<string>();

  /** @throws 429 `request.too_many` when the address failed 40 times within ten minutes and this name never signed in from it */
  admit(ip: string, username: string): void {
    const seen = this.#failed.get(ip);
    if (!seen || seen.until <= performance.now() || seen.n < LIMIT) return;
    if (!this.#known.has(`${ip} ${username}`)) throw refuse(429, { code: 'request.too_many' });
  }

  failed(ip: string): void {
    const seen = this.#failed.get(ip);
    const now = performance.now();
    if (this.#failed.size > KEEP) this.#failed.clear();
    if (seen && seen.until > now) seen.n += 1;
    else this.#failed.set(ip, { n: 1, until: now + WINDOW_MS });
  }

  succeeded(ip: string, username: string): void {
    if (this.#known.size > KEEP) this.#known.clear();
    this.#known.add(`${ip} ${username}`);
  }
}
