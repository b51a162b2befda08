import { type Refused, refused } from '../result.ts';

/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (v: unknown): v is JsonObject => typeof v === 'object' && v !== null && !Array.isArray(v);

/**
 * Reads unknown JSON field by field and keeps what was wrong, with its path (`vessels[3].volumeM3`). Reading goes on after a
 * fault with a placeholder, so that the first fault is reported together with how many there are.
 */
export class JsonScan {
  readonly #faults: Refused[] = [];

  /** The first fault with the number of all, or undefined. */
  get refusal(): Refused | undefined {
    const first = this.#faults[0];
    return first === undefined ? undefined : { ...first, params: { ...first.params, faults: this.#faults.length } };
  }

  fault(code: string, field: string, value?: unknown): void {
    const shown = typeof value === 'number' && Number.isFinite(value) ? value : String(value).slice(0, 80);
    this.#faults.push(refused(code, { field, ...(value === undefined ? {} : { value: shown }) }));
  }

  object(value: unknown, path: string): JsonObject {
    if (isObject(value)) return value;
    this.fault('input.not_an_object', path, value);
    return {};
  }

  /** Fields that the format does not have. */
  only(o: JsonObject, path: string, known: readonly string[]): void {
    for (const key of Object.keys(o)) if (!known.includes(key)) this.fault('input.unknown_field', `${path}${key}`);
  }

  list(value: unknown, path: string, most: number): readonly unknown[] {
    if (!Array.isArray(value)) {
      this.fault(value === undefined ? 'input.missing' : 'input.not_a_list', path, value);
      return [];
    }
    if (value.length <= most) return value;
    this.#faults.push(refused('input.too_many', { field: path, value: value.length, max: most }));
    return [];
  }

  number(o: JsonObject, key: string, path: string): number {
    const v = o[key];
    if (typeof v === 'number' && Number.isFinite(v)) return v;
    // JSON has no NaN; an engineer's program may still hand one over.
    const code = v === undefined ? 'input.missing' : typeof v === 'number' ? 'input.not_finite' : 'input.not_a_number';
    this.fault(code, `${path}${key}`, v);
    return 0;
  }

  optionalNumber(o: JsonObject, key: string, path: string): number | undefined {
    return o[key] === undefined ? undefined : this.number(o, key, path);
  }

  text(o: JsonObject, key: string, path: string): string {
    const v = o[key];
    if (typeof v === 'string' && v.trim() !== '' && v.length <= 200) return v;
    this.fault(v === undefined ? 'input.missing' : 'input.not_a_text', `${path}${key}`, v);
    return '';
  }

  optionalText(o: JsonObject, key: string, path: string): string | undefined {
    return o[key] === undefined ? undefined : this.text(o, key, path);
  }

  oneOf<T extends string>(o: JsonObject, key: string, path: string, words: readonly [T, ...T[]]): T {
    const v = o[key];
    const found = words.find((w) => w === v);
    if (found !== undefined) return found;
    this.fault(v === undefined ? 'input.missing' : 'input.not_one_of', `${path}${key}`, v);
    return words[0];
  }

  optionalOneOf<T extends string>(
    o: JsonObject,
    key: string,
    path: string,
    words: readonly [T, ...T[]],
  ): T | undefined {
    return o[key] === undefined ? undefined : this.oneOf(o, key, path, words);
  }
}
