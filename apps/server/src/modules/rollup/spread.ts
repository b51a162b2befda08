/** Where a row of no park stands in the cross. */
export const NO_PARK = '00000000-0000-0000-0000-000000000000';

/** SQL that makes of each row of `alias` two: its sector's and that of all, as `s.sector`. */
export const sectorsOf = (alias: string): string => `cross join lateral (values (${alias}.sector), ('*')) s (sector)`;

/** SQL that makes of each row of `alias` two: its city's and its province's, as `r.region_code`. */
export const regionsAbove = (alias: string): string =>
  `cross join lateral (values (${alias}.city_code), (left(${alias}.city_code, 2) || '0000')) r (region_code)`;
