import type { Pinned } from '../load/enterprise.ts';

/** The county whose officer, park and firms the demo shows from end to end: 中牟县. */
export const DEMO_COUNTY = '410122';
/** Serials of the firms that demo accounts belong to. */
export const CHEMICAL_WORKS = 0;
export const WORKSHOP = 1;

/** The firms of the demo's people, in the order of their serials; invented, and their names say so. */
export const demoFirms = (parkId: string | null): Pinned[] => [
  {
    name: '中牟恒源精细化工有限公司（虚构）',
    countyCode: DEMO_COUNTY,
    trade: 'chemical-plant',
    scale: 'above',
    parkId,
    headCount: 186,
  },
  {
    name: '中牟老陈家具作坊（虚构）',
    countyCode: DEMO_COUNTY,
    trade: 'wood',
    scale: 'micro',
    parkId: null,
    headCount: 3,
  },
];
