import { currentLang, t } from '../i18n/index.ts';

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');
const dayOf = (ms: number): number => Math.floor((ms + SHANGHAI_MS) / DAY_MS);

/** `11-23 14:05`, or `今天 14:05` beside now; Asia/Shanghai, whatever the phone's zone. */
export function timeText(at: string | number, nowMs: number): string {
  const ms = typeof at === 'string' ? Date.parse(at) : at;
  // A window that ends at midnight ends the day before, as people say it.
  const d = new Date(ms + SHANGHAI_MS);
  const midnight = d.getUTCHours() === 0 && d.getUTCMinutes() === 0;
  const shown = midnight ? new Date(ms + SHANGHAI_MS - 60_000) : d;
  const time = midnight ? '24:00' : `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  const days = dayOf(shown.getTime() - SHANGHAI_MS) - dayOf(nowMs);
  if (days === 0) return t('time.today', { time });
  if (days === 1) return t('time.tomorrow', { time });
  return `${two(shown.getUTCMonth() + 1)}-${two(shown.getUTCDate())} ${time}`;
}

/** A length of time in its largest whole unit. */
export function spanText(ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000));
  if (minutes < 60) return t('span.minutes', { n: minutes });
  if (minutes < 48 * 60) return t('span.hours', { n: Math.round(minutes / 60) });
  return t('span.days', { n: Math.floor(minutes / 1440) });
}

/** Of a pair of names the one in the language now. */
export const named = (zh: string, en: string | null): string => (currentLang() === 'en' && en ? en : zh);
