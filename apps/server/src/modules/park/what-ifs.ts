import type { ParkInput } from '@yufang/qra/assessment/park-input';
import { newId } from '../../platform/clock/clock.ts';
import { refuse } from '../../platform/errors/refused.ts';
import { WhatIfSession } from './what-if-session.ts';

/** A held park of 400 vessels takes some 400 MB: a server holds this many. */
const MOST = 2;
const IDLE_MS = 15 * 60_000;
const LOOK_MS = 30_000;

type Kept = { readonly session: WhatIfSession; until: number };

/** The parks that this server holds open for what-ifs. */
export class WhatIfs {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(most = MOST) {
    this.#most = most;
  }

  /**
   * Open a session. The person's own older one of the same park makes room.
   * @throws 429 `park.what_if_full`
   */
  async open(of: {
    accountId: string;
    parkId: string;
    assessmentId: string;
    input: ParkInput;
  }): Promise<WhatIfSession> {
    await this.sweep();
    for (const { session } of this.#kept.values())
      if (session.accountId === of.accountId && session.parkId === of.parkId) await this.close(session.id);
    if (this.#kept.size >= this.#most) throw refuse(429, { code: 'park.what_if_full', params: { limit: this.#most } });
    const session = new WhatIfSession({ id: newId(), ...of });
    this.#kept.set(session.id, { session, until: Date.now() + IDLE_MS });
    this.#timer ??= setInterval(() => void this.sweep(), LOOK_MS).unref();
    return session;
  }

  /** One's own session, touched: it lives on. @throws 404 `park.what_if_gone` */
  need(of: { accountId: string; parkId: string; id: string }): WhatIfSession {
    const kept = this.#kept.get(of.id);
    if (!kept || kept.session.accountId !== of.accountId || kept.session.parkId !== of.parkId)
      throw refuse(404, { code: 'park.what_if_gone' });
    kept.until = Date.now() + IDLE_MS;
    return kept.session;
  }

  /** A session as text, with when it will end. */
  view(session: WhatIfSession): string {
    return session.view(new Date(this.#kept.get(session.id)?.until ?? Date.now()));
  }

  async close(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    await kept?.session.close();
  }

  /** End what nobody has touched for a while. */
  async sweep(now = Date.now()): Promise<void> {
    for (const [id, { until }] of this.#kept) if (until <= now) await this.close(id);
  }

  /** The server stops. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const id of [...this.#kept.keys()]) await this.close(id);
  }
}
