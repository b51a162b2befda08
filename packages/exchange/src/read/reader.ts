import type { RowIssue } from '../canonical.ts';
import { parseTime } from './time.ts';

/** A row as it came: any JSON object. */
export type RawRow = Readonly<Record<string, unknown>>;
/** The time an import runs at; a row may not claim to be from later (ten minutes of a wrong clock are forgiven). */
export type ReadContext = { readonly now: Date };

const FUTURE_SLACK_MS = 10 * 60_000;
/** The last year a day of ours may lie in, as everywhere in the contract. */
const LAST_YEAR = 2199;
/** 9999-12-31, in UTC or in Shanghai. */
const NO_END = 9998;

/**
 * Reads the fields of one row, collecting every fault instead of stopping at the first. Field names may be given with their aliases; the
 * first one that is present wins, and a fault names the field that was sent.
 */
export class RowReader {
  readonly issues: RowIssue[] = [];
  readonly warnings: RowIssue[] = [];
  readonly #raw: RawRow;
  readonly #now: Date;
  readonly #seen = new Set<string>();

  constructor(raw: RawRow, context: ReadContext) {
    this.#raw = raw;
    this.#now = context.now;
  }

  /** Text within `max` characters (code points, as the column counts): trimmed, control characters other than line ends made blanks. */
  text(names: string, max: number): string | null {
    const { name, value } = this.#take(names);
    if (value === null) return null;
    if (typeof value !== 'string' && typeof value !== 'number') return this.#fault(name, 'exchange.not_text');
    const text = shown(value)
      .replace(/[\p{Cc}--[\n\r\t]]+/gv, ' ')
      .trim();
    if (text === '') return null;
    const length = [...text].length;
    return length > max ? this.#fault(name, 'exchange.too_long', { max, length }) : text;
  }

  /** Text that must be there. Returns '' after noting the fault, so that reading goes on. */
  required(names: string, max: number): string {
    return this.#must(names, this.text(names, max)) ?? '';
  }

  /** One of the given codes. Numbers and their text are the same; Chinese labels may be accepted besides. */
  code<const C extends string>(names: string, codes: readonly C[], labels: Readonly<Record<string, C>> = {}): C | null {
    const { name, value } = this.#take(names);
    if (value === null || value === '') return null;
    const given = typeof value === 'number' ? shown(value) : typeof value === 'string' ? value.trim() : '';
    const found = codes.find((c) => c === given) ?? labels[given];
    return found ?? this.#fault(name, 'exchange.unknown_code', { value: clip(value), allowed: codes.join(' ') });
  }

  /** A code that must be there. After noting the fault returns the first one, which is never used: the row is refused. */
  requiredCode<const C extends string>(
    names: string,
    codes: readonly [C, ...C[]],
    labels: Readonly<Record<string, C>> = {},
  ): C {
    return this.#must(names, this.code(names, codes, labels)) ?? codes[0];
  }

  /** An id: 32 hex digits or a 36-character UUID, in any case; returned as a lower-case UUID. */
  id(names: string): string | null {
    const { name, value } = this.#take(names);
    if (value === null || value === '') return null;
    const hex = typeof value === 'string' ? value.trim().toLowerCase().replaceAll('-', '') : '';
    if (!/^[0-9a-f]{32}$/.test(hex) || ![32, 36].includes(shown(value).trim().length)) {
      return this.#fault(name, 'exchange.not_an_id', { value: clip(value) });
    }
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  requiredId(names: string): string {
    return this.#must(names, this.id(names)) ?? '';
  }

  /**
   * An instant in any of the five forms seen. `past`: it tells of something that happened, so it cannot lie ahead. `endless`: the year 9999 is how
   * senders say that there is no end; it reads as nothing and stays among the other fields.
   */
  time(names: string, options: { past: boolean; endless?: boolean }): string | null {
    const { name, value } = this.#take(names);
    if (value === null || value === '') return null;
    const at = parseTime(value);
    if (!at) return this.#fault(name, 'exchange.not_a_time', { value: clip(value) });
    if (at.getUTCFullYear() < 2000) return this.#fault(name, 'exchange.time_too_old', { value: at.toISOString() });
    if (options.endless && at.getUTCFullYear() >= NO_END) {
      this.keep(name);
      return null;
    }
    if (at.getUTCFullYear() > LAST_YEAR)
      return this.#fault(name, 'exchange.time_too_late', { value: at.toISOString() });
    if (options.past && at.getTime() > this.#now.getTime() + FUTURE_SLACK_MS) {
      return this.#fault(name, 'exchange.time_in_future', { value: at.toISOString() });
    }
    return at.toISOString();
  }

  requiredTime(names: string, options: { past: boolean; endless?: boolean }): string {
    return this.#must(names, this.time(names, options)) ?? '';
  }

  /** A number, or a number written as text, with at most so many decimals (0: whole): what the column would round is refused instead. */
  number(names: string, range: { min: number; max: number; decimals: number }): number | null {
    const { name, value } = this.#take(names);
    if (value === null || value === '') return null;
    const n =
      typeof value === 'number'
        ? value
        : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim())
          ? Number(value)
          : Number.NaN;
    if (!Number.isFinite(n)) return this.#fault(name, 'exchange.not_a_number', { value: clip(value) });
    if (n < range.min || n > range.max)
      return this.#fault(name, 'exchange.out_of_range', { value: n, min: range.min, max: range.max });
    if (Number(n.toFixed(range.decimals)) !== n)
      return this.#fault(name, 'exchange.too_many_decimals', { value: n, decimals: range.decimals });
    return n;
  }

  /** Note a fault that concerns several fields. */
  refuse(field: string, code: string, params?: RowIssue['params']): null {
    return this.#fault(field, code, params);
  }

  /** Note something doubtful that does not stop the row. */
  warn(field: string, code: string, params?: RowIssue['params']): void {
    this.warnings.push({ field, code, ...(params ? { params } : {}) });
  }

  /** Keep these fields beside the row although they were read: what they become here says less than what was sent. */
  keep(names: string): void {
    for (const name of names.split(' ')) this.#seen.delete(name);
  }

  /** Fields that were sent but that no reader asked for: kept beside the row, never cut. */
  rest(): RawRow {
    return Object.fromEntries(
      Object.entries(this.#raw).filter(([k, v]) => !this.#seen.has(k) && v !== null && v !== ''),
    );
  }

  #take(names: string): { name: string; value: unknown } {
    const list = names.split(' ');
    const name =
      list.find((n) => this.#raw[n] !== undefined && this.#raw[n] !== null && this.#raw[n] !== '') ?? list[0] ?? names;
    // Another alias that says something else is a field of its own: it stays with the rest.
    for (const n of list) if (n === name || this.#raw[n] === this.#raw[name]) this.#seen.add(n);
    return { name, value: this.#raw[name] ?? null };
  }

  #must<T>(names: string, value: T | null): T | null {
    if (value !== null) return value;
    const name = names.split(' ')[0] ?? names;
    const faulty = names.split(' ').some((n) => this.issues.some((i) => i.field === n));
    return faulty ? null : this.#fault(name, 'exchange.missing');
  }

  #fault(field: string, code: string, params?: RowIssue['params']): null {
    this.issues.push({ field, code, ...(params ? { params } : {}) });
    return null;
  }
}

/** The beginning of a value, by whole characters: half of one could not be kept. */
const clip = (value: unknown): string => [...shown(value)].slice(0, 40).join('');
/** A value as a fault shows it. `String` of a foreign object may run, or fail on, what it brings along. */
const shown = (value: unknown): string =>
  typeof value === 'object' || typeof value === 'function' ? (JSON.stringify(value) ?? '') : String(value);
