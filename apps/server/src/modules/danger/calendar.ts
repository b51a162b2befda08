import type { BusinessDays } from '@yufang/domain';
import type { Trx } from '../../platform/db/database.ts';

const WEEK: BusinessDays = {
  isBusinessDay: (day) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  },
};

/** The business calendar: Mondays to Fridays until an official calendar of the year is loaded. */
export async function readBusinessDays(_trx: Trx): Promise<BusinessDays> {
  return WEEK;
}
