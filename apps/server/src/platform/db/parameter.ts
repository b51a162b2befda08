import { isoInstant } from '@yufang/domain/calendar/day';
import type { Parameter } from './batch.ts';

/** A value as PostgreSQL's text; a Buffer stays as it is (bytea in binary). Objects become JSON, lists become arrays. */
export function toParameter(value: unknown): Parameter {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return instant(value);
  if (Array.isArray(value)) return arrayText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function arrayText(list: readonly unknown[]): string {
  const items = list.map((item) => {
    if (item === null || item === undefined) return 'NULL';
    if (Array.isArray(item)) return arrayText(item);
    const text = Buffer.isBuffer(item) ? `\\x${item.toString('hex')}` : String(toParameter(item));
    return `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

/** ISO 8601; years that JavaScript writes with a sign are written as PostgreSQL reads them. */
function instant(date: Date): string {
  const text = isoInstant(date.getTime());
  if (text.startsWith('+')) return text.slice(1).replace(/^0+(?=\d{4})/, '');
  if (!text.startsWith('-')) return text;
  const year = 1 - date.getUTCFullYear();
  return `${String(year).padStart(4, '0')}${text.slice(7)} BC`;
}
