import { newId } from '../lib/uuid.ts';

/** A report under way. The id is made once: sent again after a lost answer, it is the same report. */
export type Tell = {
  readonly id: string;
  readonly card: string | null;
  readonly description: string;
  readonly cityCode: string;
  readonly countyCode: string;
  readonly place: string;
  readonly fix: { readonly lon: number; readonly lat: number; readonly accuracyM: number } | null;
  readonly phone: string;
};

/** Of this browser tab only: it may be somebody else's phone. */
const KEY = 'yufang.tell';

export const freshTell = (card: string | null): Tell => ({
  id: newId(),
  card,
  description: '',
  cityCode: '',
  countyCode: '',
  place: '',
  fix: null,
  phone: '',
});

/** Keep what was typed until it is sent; null forgets it. A browser that keeps nothing loses nothing but this comfort. */
export function keepTell(tell: Tell | null): void {
  try {
    if (tell) sessionStorage.setItem(KEY, JSON.stringify(tell));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Private windows of old browsers refuse storage; the report goes on from the page itself.
  }
}

/** What was being written about the same enterprise (or about none), or null. */
export function keptTell(card: string | null): Tell | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    const right = typeof kept === 'object' && kept !== null && 'description' in kept && 'id' in kept;
    const tell = right ? { ...freshTell(card), ...(kept as Partial<Tell>) } : null;
    return tell?.card === card ? tell : null;
  } catch {
    return null;
  }
}
