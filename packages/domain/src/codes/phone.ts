import { no, ok, type Refusal, type Result } from '../result.ts';

/**
 * A mobile number of mainland China as stored: 11 digits from 13… to 19…, without the +86 that people may write.
 * @returns `phone.format` when it is none
 */
export function parseMobile(text: string): Result<string, Refusal> {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s()-]/g, '')
    .replace(/^(\+86|0086)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? ok(digits) : no({ code: 'phone.format', field: 'phone' });
}

/** `138****5678`; anything else but 11 digits keeps its last four at most, and less of a short one. */
export const maskMobile = (mobile: string): string =>
  /^\d{11}$/.test(mobile) ? `${mobile.slice(0, 3)}****${mobile.slice(7)}` : maskAllBut(mobile, 4);

/** Stars for all but the last `keep` characters, and at least for half of them. */
export const maskAllBut = (text: string, keep: number): string => {
  const chars = [...text];
  const shown = Math.min(keep, Math.floor(chars.length / 2));
  return '*'.repeat(chars.length - shown) + chars.slice(chars.length - shown).join('');
};
