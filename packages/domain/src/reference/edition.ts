import type { ReferenceHead } from './envelope.ts';

/** The part of an edition that decides which one applies. */
export type EditionFacts = Pick<ReferenceHead, 'kind' | 'edition' | 'inForceFrom' | 'status'>;

/**
 * Which edition of a kind applies on a day.
 *
 * An edition in force beats a draft; among equals the later in-force day wins, then the later edition name. Drafts
 * apply only while nothing is in force (most defaults are drafts until the customer confirms them), retired editions
 * never, and an edition whose day has not come is not yet there.
 * @param today `YYYY-MM-DD`, Asia/Shanghai
 * @returns null if the kind has no edition that may be used that day
 */
export function editionFor<E extends EditionFacts>(editions: readonly E[], kind: string, today: string): E | null {
  const usable = editions.filter(
    (e) => e.kind === kind && e.status !== 'retired' && (e.inForceFrom === null || e.inForceFrom <= today),
  );
  return usable.reduce<E | null>((best, e) => (best === null || outranks(e, best) ? e : best), null);
}

const outranks = (a: EditionFacts, b: EditionFacts): boolean => {
  if (a.status !== b.status) return a.status === 'in_force';
  const [fromA, fromB] = [a.inForceFrom ?? '', b.inForceFrom ?? ''];
  return fromA === fromB ? a.edition > b.edition : fromA > fromB;
};
