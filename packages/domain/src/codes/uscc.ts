import { no, ok, type Refusal, type Result } from '../result.ts';

/** GB 32100-2015: digits and letters without I, O, S, V, Z; the place of a character is its value. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100-2015: 3^(i−1) mod 31 for the first 17 characters. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714: weights of the organisation code's eight characters; there A = 10 … Z = 35. */
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** What people paste, made comparable: full-width characters narrowed, spaces and hyphens dropped, capitals. */
export const normaliseUscc = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

/**
 * Check a unified social credit code (统一社会信用代码), 18 characters.
 * @param given as typed; see {@link normaliseUscc} for what is forgiven
 * @returns the code in its written form, or `uscc.length`, `uscc.alphabet`, `uscc.check_digit`, `uscc.organisation_check_digit`
 */
export function checkUscc(given: string): Result<string, Refusal> {
  const code = normaliseUscc(given);
  if (code.length !== 18) return no({ code: 'uscc.length', field: 'code', params: { length: code.length } });
  for (const [at, c] of [...code].entries()) {
    if (!USCC_ALPHABET.includes(c))
      return no({ code: 'uscc.alphabet', field: 'code', params: { at: at + 1, character: c } });
  }
  if (code.charAt(17) !== usccCheckDigit(code.slice(0, 17))) {
    return no({ code: 'uscc.check_digit', field: 'code', params: { expected: usccCheckDigit(code.slice(0, 17)) } });
  }
  if (code.charAt(16) !== orgCheckDigit(code.slice(8, 16)))
    return no({ code: 'uscc.organisation_check_digit', field: 'code' });
  return ok(code);
}

/** A unified social credit code taken apart. */
export type UsccParts = {
  /** Who registered it: 9 market regulation, 1 institutions, 5 civil affairs, N rural collectives, Y other. */
  readonly department: string;
  /** Kind of body within that department (for 9: 1 enterprise, 2 individual business, 3 farmers' cooperative). */
  readonly kind: string;
  /** Six characters of the registering division, which may have been abolished since. */
  readonly region: string;
  /** The embedded nine-character organisation code (GB 11714), its check digit included. */
  readonly organisationCode: string;
};

/** Take a checked code apart. */
export const usccParts = (code: string): UsccParts => ({
  department: code.charAt(0),
  kind: code.charAt(1),
  region: code.slice(2, 8),
  organisationCode: code.slice(8, 17),
});

/**
 * Complete a code with its two check digits; for generators and tests.
 * @param first16 department, kind, region and the eight body characters
 * @throws {RangeError} when it has another length or a character outside the alphabet
 */
export function completeUscc(first16: string): string {
  if (!new RegExp(`^[${USCC_ALPHABET}]{16}$`).test(first16)) throw new RangeError(`not 16 code characters: ${first16}`);
  const first17 = first16 + orgCheckDigit(first16.slice(8));
  return first17 + usccCheckDigit(first17);
}

/** The 18th character that belongs to the first 17: (31 − Σ value × weight mod 31) mod 31. */
export function usccCheckDigit(first17: string): string {
  const sum = [...first17].reduce((total, c, i) => total + USCC_ALPHABET.indexOf(c) * (WEIGHTS[i] ?? 0), 0);
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The ninth character of an organisation code (GB 11714): 11 − Σ mod 11, 10 written X and 11 written 0. */
export function orgCheckDigit(first8: string): string {
  const value = (c: string) => (/\d/.test(c) ? Number(c) : c.charCodeAt(0) - 55);
  const rest = 11 - ([...first8].reduce((total, c, i) => total + value(c) * (ORG_WEIGHTS[i] ?? 0), 0) % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}
