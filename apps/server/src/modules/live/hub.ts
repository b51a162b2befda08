import { type Actor, type EnterpriseDims, type Scope, scopeCovers } from '../../platform/db/actor.ts';
import { type Database, readAsSystem } from '../../platform/db/database.ts';
import { reachOf } from '../notice/audience.ts';
import { onRollup, onWake } from './bus.ts';
import { type Client, eventText, send } from './client.ts';
import { type Doorbell, openDoorbell } from './doorbell.ts';
import type { Position } from './position.ts';
import { readPosition, readSince, type StreamedBatch, type StreamedChange, type StreamedNotice } from './queries.ts';

/** At most this many rows of a batch are shown; the rest is counted. */
const SHOWN = 20;
/** More than this between two looks: everybody fetches anew. */
const LIMIT = 2_000;
const EVERY_MS = 500;
/** Between two tellings: a tenth of a second, longer for many clients (2,000: 0.4 s), so that telling never takes the process. */
const GAP_MS = 100;
const GAP_MS_A_CLIENT = 0.2;
const HEARTBEAT_MS = 20_000;

/** Everybody whose duty reaches equally far: filtered and written as text once. */
type Group = { readonly scope: Scope; readonly clients: Set<Client> };

/**
 * One process's live stream: reads the outbox once for all its clients and hands each group what lies within its scope. Awake only
 * while somebody listens. Woken by this process's commits, by the doorbell of the others, and by itself twice a second.
 */
export class LiveHub {
  readonly #db: Database;
  readonly #groups = new Map<string, Group>();
  readonly #onError: (error: unknown) => void;
  #position: Position | null = null;
  #doorbell: Doorbell | null = null;
  #timers: NodeJS.Timeout[] = [];
  #reading = false;
  #dirty = false;
  #lastRead = 0;
  #counties: Set<string> | null = null;
  #starting: Promise<void> | null = null;
  #stops: (() => void)[] = [];

  constructor(db: Database, onError: (error: unknown) => void = () => undefined) {
    this.#db = db;
    this.#onError = onError;
    this.#stops.push(
      onWake(db, () => {
        this.#doorbell?.ring([]);
        this.#look();
      }),
      onRollup((counties) => {
        this.#doorbell?.ring(counties.length === 0 ? ['*'] : counties);
        this.#moved(counties);
      }),
    );
    this.#doorbell = openDoorbell(db, (counties) => {
      if (counties.length > 0) this.#moved(counties[0] === '*' ? [] : counties);
      else this.#look();
    });
  }

  /** How many streams are open. */
  get size(): number {
    let n = 0;
    for (const group of this.#groups.values()) n += group.clients.size;
    return n;
  }

  /** Add a client; what commits from now on reaches it. Resolves with the position it begins at. */
  async add(client: Client): Promise<Position> {
    await this.#start();
    const key = JSON.stringify(client.actor.scope);
    const group = this.#groups.get(key) ?? { scope: client.actor.scope, clients: new Set() };
    this.#groups.set(key, group);
    group.clients.add(client);
    if (!this.#position) throw new Error('live hub without a position');
    return this.#position;
  }

  /** Forget a client. With the last one the hub goes to sleep. */
  remove(client: Client): void {
    const key = JSON.stringify(client.actor.scope);
    const group = this.#groups.get(key);
    if (!group?.clients.delete(client)) return;
    if (group.clients.size === 0) this.#groups.delete(key);
    if (this.#groups.size === 0) this.#sleep();
  }

  /** End every stream. */
  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    for (const group of this.#groups.values()) for (const client of group.clients) client.out.end();
    this.#groups.clear();
    this.#sleep();
    await this.#doorbell?.close();
  }

  #gap(): number {
    return Math.max(GAP_MS, this.size * GAP_MS_A_CLIENT);
  }

  #start(): Promise<void> {
    this.#starting ??= (async () => {
      try {
        this.#position = await readAsSystem(this.#db, readPosition);
        this.#doorbell?.listen();
        this.#timers = [
          setInterval(() => this.#look(), EVERY_MS).unref(),
          setInterval(() => this.#beat(), HEARTBEAT_MS).unref(),
        ];
      } catch (error) {
        this.#starting = null;
        throw error;
      }
    })();
    return this.#starting;
  }

  #sleep(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#starting = null;
    this.#position = null;
  }

  #look(): void {
    if (this.#groups.size === 0) return;
    this.#dirty = true;
    if (this.#reading) return;
    this.#reading = true;
    const wait = Math.max(0, this.#lastRead + this.#gap() - performance.now());
    setTimeout(() => void this.#read(), wait).unref();
  }

  async #read(): Promise<void> {
    try {
      this.#dirty = false;
      this.#lastRead = performance.now();
      const since = this.#position;
      if (!since) return;
      const batch = await readAsSystem(this.#db, (trx) => readSince(trx, since, LIMIT));
      // Gone to sleep, or woken anew, while reading: then this batch is nobody's.
      if (this.#position !== since) return;
      this.#position = batch.position;
      this.#deliver(batch);
    } catch (error) {
      // The database is away for a moment: the position stands, the next look catches up.
      this.#onError(error);
    } finally {
      this.#reading = false;
      if (this.#dirty && this.#groups.size > 0) this.#look();
    }
  }

  #deliver(batch: StreamedBatch): void {
    const id = batch.position.text;
    for (const group of this.#groups.values()) {
      const changes = changesText(group.scope, batch, id);
      for (const client of group.clients) {
        const told = noticesText(client.actor, batch.notices, changes === '' ? id : undefined);
        if (told + changes !== '' && !send(client, told + changes)) this.remove(client);
      }
    }
  }

  #moved(counties: readonly string[]): void {
    if (this.#groups.size === 0) return;
    const first = this.#counties === null;
    this.#counties ??= new Set();
    for (const county of counties.length === 0 ? ['*'] : counties) this.#counties.add(county);
    if (first) setTimeout(() => this.#tellMoved(), this.#gap()).unref();
  }

  #tellMoved(): void {
    const counties = [...(this.#counties ?? [])];
    this.#counties = null;
    for (const group of this.#groups.values()) {
      const own = counties.filter((c) => c === '*' || concerns(group.scope, c));
      if (own.length === 0) continue;
      const text = eventText('rollup', { counties: own.includes('*') ? [] : own });
      for (const client of group.clients) if (!send(client, text)) this.remove(client);
    }
  }

  #beat(): void {
    const now = Date.now();
    for (const group of this.#groups.values()) {
      for (const client of group.clients) {
        // A stream ends now and then, so that a revoked session does not go on listening; the browser comes back by itself.
        if (client.endsAt < now) client.out.end();
        else if (!send(client, ': here\n\n')) this.remove(client);
      }
    }
  }
}

/** A county within a scope. Parks and enterprises are told through their own changes; their figures may move with any county's. */
const concerns = (scope: Scope, county: string): boolean =>
  scope.kind === 'region' || scope.kind === 'sector' ? county >= scope.lo && county < scope.hi : true;

const dims = (row: StreamedChange | StreamedNotice): EnterpriseDims => ({ ...row, industry: '', scale: '' });

/** The event `changes` of one scope, or '' when nothing of the batch lies within it. */
export function changesText(scope: Scope, batch: StreamedBatch, id: string): string {
  if (batch.full) return eventText('reset', {}, id);
  const own = batch.changes.filter((change) => scopeCovers(scope, dims(change)));
  if (own.length === 0) return '';
  const counts: Record<string, number> = {};
  for (const { topic } of own) counts[topic] = (counts[topic] ?? 0) + 1;
  const rows = own.slice(-SHOWN).map(({ id, topic, enterpriseId, countyCode, at, summary }) => {
    const entityId = typeof summary.entityId === 'string' ? summary.entityId : null;
    return { id, topic, enterpriseId, entityId, countyCode, at, summary };
  });
  return eventText('changes', { counts, rows }, id);
}

/** Whether a notice is for this person: by name, or by role within reach; never for who caused it. */
export const isFor = (actor: Actor, notice: StreamedNotice): boolean =>
  notice.actorId !== actor.accountId &&
  scopeCovers(actor.scope, dims(notice)) &&
  (notice.toAccount === null
    ? notice.toRole === actor.role &&
      (actor.scope.kind !== 'sector' || (notice.reach ?? 'county') === reachOf(actor.scope.code))
    : notice.toAccount === actor.accountId);

/** The event `notice` of one person, or ''. */
export function noticesText(actor: Actor, notices: readonly StreamedNotice[], id?: string): string {
  const own = notices.filter((notice) => isFor(actor, notice));
  if (own.length === 0) return '';
  const shown = own
    .slice(-SHOWN)
    .map(({ enterpriseId, enterpriseName, at, topic, urgency, entity, entityId, params, ...n }) => ({
      ...{ id: n.id, enterpriseId, enterpriseName, at, topic, urgency, entity, entityId, params },
      personal: n.toAccount !== null,
      read: false,
    }));
  return eventText('notice', { notices: shown }, id);
}
