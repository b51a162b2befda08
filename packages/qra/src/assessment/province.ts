import { computed, type Outcome, type Refused } from '../result.ts';
import { contentHash } from './input-hash.ts';
import { readParkInput } from './read-park-input.ts';
import { type ParkRun, type RunOptions, runParkAssessment } from './run.ts';
import { ENGINE_VERSION } from './statement.ts';

/** A site of a province run: its park file is read only when its turn comes. */
export type Site = { readonly id: string; readonly read: () => Promise<unknown> };

/** Where results are kept between runs. `known` names the input and engine that a site's stored result was made from, if any. */
export type SiteStore = {
  readonly known: (id: string) => Promise<{ readonly inputHash: string; readonly engine: string } | null>;
  readonly save: (id: string, run: ParkRun) => Promise<void>;
};

/** What became of a site. */
export type SiteOutcome =
  | { readonly id: string; readonly state: 'computed' | 'already-there' }
  | { readonly id: string; readonly state: 'refused'; readonly refusal: Refused };

/**
 * Assess sites one after another. Resumable: a site whose stored result was made from the same input by the same engine is left
 * alone, so a run that was cut short goes on where it was. A refused site does not stop the others; a cancelled run ends with
 * `run.cancelled` and keeps what was saved.
 */
export async function runProvince(
  sites: readonly Site[],
  store: SiteStore,
  options: RunOptions & { readonly onSite?: (outcome: SiteOutcome, done: number) => void } = {},
): Promise<Outcome<readonly SiteOutcome[]>> {
  const out: SiteOutcome[] = [];
  for (const site of sites) {
    const outcome = await oneSite(site, store, options);
    if (outcome.state === 'refused' && outcome.refusal.code === 'run.cancelled') return outcome.refusal;
    out.push(outcome);
    options.onSite?.(outcome, out.length);
  }
  return computed(out);
}

async function oneSite(site: Site, store: SiteStore, options: RunOptions): Promise<SiteOutcome> {
  const json = await site.read();
  const input = readParkInput(json);
  if (!input.ok) return { id: site.id, state: 'refused', refusal: input };
  const known = await store.known(site.id);
  if (known !== null && known.engine === ENGINE_VERSION && known.inputHash === contentHash(input.value))
    return { id: site.id, state: 'already-there' };
  const ran = await runParkAssessment(input.value, options);
  if (!ran.ok) return { id: site.id, state: 'refused', refusal: ran };
  await store.save(site.id, ran.value);
  return { id: site.id, state: 'computed' };
}
