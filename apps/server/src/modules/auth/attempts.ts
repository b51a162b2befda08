import { refuse } from '../../platform/errors/refused.ts';

const WINDOW_MS = 10 * 60_000;
const LIMIT = 40;
const KEEP = 50_000;

/** Failed attempts by address, so that one machine cannot try one password on every name. In memory: a restart forgives. */
export class Attempts {
  readonly #failed = new Map<string, { n: number; until: number }>();

  /** @throws 429 `request.too_many` when the address failed 40 times within ten minutes */
  admit(ip: string): void {
    const seen = this.#failed.get(ip);
    if (seen && seen.until > performance.now() && seen.n >= LIMIT) throw refuse(429, { code: 'request.too_many' });
  }

  failed(ip: string): void {
    const seen = this.#failed.get(ip);
    const now = performance.now();
    if (this.#failed.size > KEEP) this.#failed.clear();
    if (seen && seen.until > now) seen.n += 1;
    else this.#failed.set(ip, { n: 1, until: now + WINDOW_MS });
  }
}
