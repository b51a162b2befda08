import { masked } from '../enterprise/view.ts';

/** Numbers of people that may stand inside a field of the log, e.g. in what a registration applied for. */
const NUMBER = /^(contactPhone|phone|mobile)$/;

/** The same value with every telephone number in it shown by its end alone. The log keeps what its hashes cover; a screen shows this. */
export function maskNumbers(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return NUMBER.test(key) ? masked(value.slice(-4)) : value;
  if (Array.isArray(value)) return value.map((inner) => maskNumbers(inner, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskNumbers(inner, name)]));
}
