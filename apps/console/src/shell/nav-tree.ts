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

/** What stands under an enterprise's own address belongs to the list it is a row of; an enterprise itself to its archive or the register. */
const UNDER: Readonly<Record<string, readonly string[]>> = {
  '': ['/archive', '/enterprises'],
  records: ['/inspection/records'],
};

/** The entry that an address belongs to: the longest that begins it. */
export function entryAt(entries: readonly NavEntry[], pathname: string): NavEntry | null {
  const [, under] = /^\/enterprises\/[0-9a-f-]{36}(?:\/([a-z-]+))?/.exec(pathname) ?? [];
  const inside = pathname.startsWith('/enterprises/');
  for (const path of inside ? (UNDER[under ?? ''] ?? [`/${under}`]) : []) {
    const found = entries.find((e) => e.to === path);
    if (found) return found;
  }
  const fits = entries.filter((e) => pathname === e.to || pathname.startsWith(`${e.to}/`));
  return fits.sort((a, b) => b.to.length - a.to.length)[0] ?? null;
}
