import { currentLanguage } from '../i18n/language.ts';

const ZONE = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** An instant on the wall clock of Shanghai, as `{ year: '2026', month: '11', … }`. */
function wall(at: string): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(at)).map((p) => [p.type, p.value]));
}

/** `11-23 14:05`; the year is added when it is not this one. */
export function shortTime(at: string, now = new Date()): string {
  const w = wall(at);
  const day = `${w.month}-${w.day} ${w.hour}:${w.minute}`;
  return w.year === wall(now.toISOString()).year ? day : `${w.year}-${day}`;
}

/** A moment by which something is due: midnight is the end of the day before, `11-23 24:00`. */
export function dueTime(at: string, now = new Date()): string {
  if (!fullTime(at).endsWith('00:00:00')) return shortTime(at, now);
  return shortTime(new Date(Date.parse(at) - 60_000).toISOString(), now).replace('23:59', '24:00');
}

/** `2026-11-23 14:05:09`. */
export function fullTime(at: string): string {
  const w = wall(at);
  return `${w.year}-${w.month}-${w.day} ${w.hour}:${w.minute}:${w.second}`;
}

/** The business day of an instant, `2026-11-23`. */
export const dayOf = (at: string): string => fullTime(at).slice(0, 10);

/** Whole days from the business day `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 分钟前` / `3 minutes ago`; null under a minute. */
export function relativeTime(at: string, now = new Date()): string | null {
  const seconds = (Date.parse(at) - now.getTime()) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (!unit) return null;
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'always' }).format(
    Math.trunc(seconds / unit[1]),
    unit[0],
  );
}

/** `1,234`; `digits` decimals at most. */
export const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** A share 0–1 as `93.4 %`; a dash when there is nothing to divide by. */
export const percent = (share: number | null, digits = 1): string =>
  share === null || Number.isNaN(share) ? '–' : `${(share * 100).toFixed(digits)}%`;

/** Whether a name says itself that it is invented (in Chinese, as the demo's names do), so that nothing need say it beside it. */
export const saysInvented = (name: string): boolean => /\u865a\u6784/.test(name);
