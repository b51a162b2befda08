import pg from 'pg';

const slow = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text');

/** PostgreSQL's usual text of an instant (`2026-11-27 06:11:02.123456+00`) by the engine's own parser; infinity, BC and odd zones by the library's. */
export function parseInstant(text: string): Date {
  if (text.length >= 22 && text.length <= 29 && text.endsWith('+00') && text.charCodeAt(10) === 32) {
    const at = Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
    if (!Number.isNaN(at)) return new Date(at);
  }
  return slow(text) as Date;
}
