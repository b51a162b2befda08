/**
 * Read a time in any form that senders use: `yyyyMMddHHmmss`, `yyyyMMdd`, `yyyy-MM-dd HH:mm[:ss]`, `yyyy-MM-dd`, ISO 8601 with `T`, fraction and zone
 * (`Z`, `+08:00`, `+0800`), or milliseconds since 1970. Without a zone it is Asia/Shanghai.
 *
 * @returns null for anything else, and for a day or hour that does not exist (2026-02-30, 25:00)
 */
export function parseTime(value: unknown): Date | null {
  if (typeof value === 'number') return Number.isFinite(value) && value > 1e11 && value < 1e13 ? new Date(value) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const m =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(text) ??
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    );
  if (!m) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', zone] = m;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const back = new Date(local);
  const exists =
    back.getUTCMonth() === Number(month) - 1 &&
    back.getUTCDate() === Number(day) &&
    back.getUTCHours() === Number(hour) &&
    back.getUTCMinutes() === Number(minute) &&
    back.getUTCSeconds() === Number(second);
  return exists ? new Date(local - offsetMs(zone)) : null;
}

function offsetMs(zone: string | undefined): number {
  if (zone === 'Z') return 0;
  const m = zone ? /^([+-])(\d{2}):?(\d{2})$/.exec(zone) : null;
  if (!m) return 8 * 3_600_000;
  return (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000;
}

/** The Asia/Shanghai day of an instant, YYYY-MM-DD. */
export const shanghaiDayOf = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);
