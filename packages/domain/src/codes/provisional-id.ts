import { no, ok, type Refusal, type Result } from '../result.ts';
import { regionLevel } from './region.ts';
import { USCC_ALPHABET, usccCheckDigit } from './uscc.ts';

/** How many provisional ids one county can give: six characters of the alphabet, 887 million. */
export const PROVISIONAL_SERIALS = 31 ** 6;

/** A provisional id taken apart. */
export type ProvisionalId = { readonly id: string; readonly county: string; readonly serial: number };

/**
 * Make the id of an individual business that has no unified social credit code yet (ours, no standard prescribes one).
 *
 * 14 characters: `P`, six digits of the county, six characters of the serial, a check digit. It can never be taken for a credit
 * code, which has 18.
 * @param county six-digit county code
 * @param serial integer in [0, {@link PROVISIONAL_SERIALS})
 * @throws {RangeError} outside these
 */
export function makeProvisionalId(county: string, serial: number): string {
  if (regionLevel(county) !== 'county') throw new RangeError(`not a county: ${county}`);
  if (!Number.isInteger(serial) || serial < 0 || serial >= PROVISIONAL_SERIALS)
    throw new RangeError(`serial out of range: ${serial}`);
  let [rest, digits] = [serial, ''];
  for (let i = 0; i < 6; i++) {
    digits = USCC_ALPHABET.charAt(rest % 31) + digits;
    rest = Math.floor(rest / 31);
  }
  const body = `P${county}${digits}`;
  return body + usccCheckDigit(body);
}

/**
 * Check a provisional id.
 * @returns its county and serial, or `provisional.format` or `provisional.check_digit`
 */
export function checkProvisionalId(id: string): Result<ProvisionalId, Refusal> {
  const refuse = (why: string) => no({ code: `provisional.${why}`, field: 'code' });
  if (!new RegExp(`^P\\d{6}[${USCC_ALPHABET}]{7}$`).test(id)) return refuse('format');
  const county = id.slice(1, 7);
  if (regionLevel(county) !== 'county') return refuse('format');
  if (usccCheckDigit(id.slice(0, 13)) !== id.charAt(13)) return refuse('check_digit');
  const serial = [...id.slice(7, 13)].reduce((n, c) => n * 31 + USCC_ALPHABET.indexOf(c), 0);
  return ok({ id, county, serial });
}
