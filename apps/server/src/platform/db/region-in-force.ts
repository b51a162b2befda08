import { sql } from 'kysely';

/** A division that is one today, of a query over `region` alone. */
export const REGION_IN_FORCE = sql<boolean>`((valid_from is null or valid_from <= (now() at time zone 'Asia/Shanghai')::date)
  and (valid_to is null or valid_to > (now() at time zone 'Asia/Shanghai')::date))`;
