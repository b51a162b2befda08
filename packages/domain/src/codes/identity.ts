import { no, ok, type Refusal, type Result } from '../result.ts';
import { maskAllBut } from './phone.ts';

/** Weights 2^(18-i) mod 11 of the first 17 digits, and the check character by the remainder (GB 11643-1999). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** A resident identity number taken apart; `born` is `YYYY-MM-DD`. */
export type Identity = { readonly number: string; readonly region: string; readonly born: string };

/**
 * Check a resident identity number (公民身份号码, GB 11643-1999).
 * @param text 18 characters; x is read as X
 * @param today `YYYY-MM-DD`, for a birth day that has not come
 * @returns its parts, or `identity.length`, `identity.digits`, `identity.birth_day`, `identity.check_digit`. The number itself is never
 *   put into a refusal, since refusals are logged
 */
export function checkIdentity(text: string, today: string): Result<Identity, Refusal> {
  const refuse = (why: string) => no({ code: `identity.${why}`, field: 'identity' });
  const number = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (number.length !== 18) return refuse('length');
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return refuse('digits');
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const ms = Date.parse(`${born}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== born || born < '1900-01-01' || born > today)
    return refuse('birth_day');
  if (identityCheckDigit(number.slice(0, 17)) !== number.charAt(17)) return refuse('check_digit');
  return ok({ number, region: number.slice(0, 6), born });
}

/** The 18th character for the first 17 digits. */
export const identityCheckDigit = (first17: string): string =>
  CHECKS.charAt([...first17].reduce((s, d, i) => s + Number(d) * (WEIGHTS[i] ?? 0), 0) % 11);

/** `410***********123X`: three digits of the province, four of the end. */
export const maskIdentity = (number: string): string =>
  number.length === 18 ? `${number.slice(0, 3)}${'*'.repeat(11)}${number.slice(14)}` : maskAllBut(number, 4);
