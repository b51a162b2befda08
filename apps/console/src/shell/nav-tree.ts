import type { Role } from '@yufang/domain';
import { NAV_GROUPS, type NavEntry, type NavGroup } from '../features/feature.ts';
import { FEATURES } from '../features/index.ts';

/** The navigation of a role: groups in their order, entries in theirs, empty groups left out. */
export function navFor(role: Role): { group: NavGroup; entries: NavEntry[] }[] {
  const mine = FEATURES.flatMap((f) => f.nav).filter((entry) => entry.roles.includes(role));
  return NAV_GROUPS.map((group) => ({
    group,
    entries: mine.filter((e) => e.group === group).sort((a, b) => (a.order ?? 50) - (b.order ?? 50)),
  })).filter((g) => g.entries.length > 0);
}

/** The entry that an address belongs to: the longest that begins it. */
export function entryAt(entries: readonly NavEntry[], pathname: string): NavEntry | null {
  const fits = entries.filter((e) => pathname === e.to || pathname.startsWith(`${e.to}/`));
  return fits.sort((a, b) => b.to.length - a.to.length)[0] ?? null;
}
