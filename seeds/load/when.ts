const DAY = 86_400_000;
const two = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const days = new Map<number, string>();

/** The text of a day by its number since 1970-01-01; a load asks for the same few hundred days twenty million times. */
function dayText(n: number): string {
  const known = days.get(n);
  if (known !== undefined) return known;
  const text = new Date(n * DAY).toISOString().slice(0, 10);
  days.set(n, text);
  return text;
}

/** An instant as ISO 8601 in UTC with milliseconds, as `Date` writes it; fractions of a millisecond are cut. */
export function iso(ms: number): string {
  const whole = Math.trunc(ms);
  const n = Math.floor(whole / DAY);
  let rest = whole - n * DAY;
  const thousandths = rest % 1000;
  rest = (rest - thousandths) / 1000;
  const seconds = rest % 60;
  rest = (rest - seconds) / 60;
  const minutes = rest % 60;
  const part = thousandths < 100 ? `0${two[thousandths]}` : String(thousandths);
  return `${dayText(n)}T${two[(rest - minutes) / 60]}:${two[minutes]}:${two[seconds]}.${part}Z`;
}

/** The Asia/Shanghai day of an instant. */
export const day = (ms: number): string => dayText(Math.floor((Math.trunc(ms) + 8 * 3_600_000) / DAY));
