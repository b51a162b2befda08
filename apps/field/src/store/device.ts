import type { Role } from '@yufang/domain';
import { newId } from '../lib/uuid.ts';

/** Somebody who works with this phone, within one enterprise. Their rows and their unsent work lie in a database of their own. */
export type Holder = {
  readonly accountId: string;
  readonly enterpriseId: string;
  readonly username: string;
  readonly name: string;
  readonly enterpriseName: string;
  readonly role: Role;
};

/** What this phone remembers beside the people's own databases. */
export type Device = {
  readonly deviceId: string;
  readonly holders: readonly Holder[];
  /** Key of the holder who works with it now; null: signed out. */
  readonly current: string | null;
  /** Signed out here while there was no network: the server is told first thing. */
  readonly signOutOwed: boolean;
  readonly lang: 'zh' | 'en' | null;
  readonly elder: boolean;
};

const KEY = 'yufang.field';
const listeners = new Set<() => void>();
let device: Device = read();

/** The key of a holder; also names their database. */
export const keyOf = (h: Pick<Holder, 'accountId' | 'enterpriseId'>): string => `${h.accountId}/${h.enterpriseId}`;

export const getDevice = (): Device => device;

/** The holder who works with the phone now. */
export const currentHolder = (): Holder | null => device.holders.find((h) => keyOf(h) === device.current) ?? null;

export function onDevice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Change what the phone remembers; other tabs follow. */
export function saveDevice(change: Partial<Device>): void {
  device = { ...device, ...change };
  localStorage.setItem(KEY, JSON.stringify(device));
  for (const listener of listeners) listener();
}

/** Somebody signed in: they work with the phone now, and it knows them from now on. */
export function takeOver(holder: Holder): void {
  const key = keyOf(holder);
  saveDevice({
    holders: [holder, ...device.holders.filter((h) => keyOf(h) !== key)].slice(0, 8),
    current: key,
    signOutOwed: false,
  });
}

function read(): Device {
  const fresh = { deviceId: newId(), holders: [], current: null, signOutOwed: false, lang: null, elder: false };
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) return { ...fresh, ...(JSON.parse(kept) as Partial<Device>) };
    localStorage.setItem(KEY, JSON.stringify(fresh));
  } catch {
    // A browser without storage still shows the sign-in page; saving tells when it fails.
  }
  return fresh;
}

if (typeof window !== 'undefined')
  window.addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    device = read();
    for (const listener of listeners) listener();
  });
