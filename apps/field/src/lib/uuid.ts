/** Milliseconds and counter of the last id, so that ids made within one millisecond still count up. */
let last = { ms: 0, counter: 0 };

/**
 * A UUIDv7 (RFC 9562): 48 bits of time, a 12-bit counter, 62 random bits. Ids made on one phone sort in the order they were made, also when
 * its clock is set back in between.
 */
export function newId(now = Date.now(), random = randomBytes): string {
  const same = now <= last.ms && last.counter < 0xfff;
  last = same
    ? { ms: last.ms, counter: last.counter + 1 }
    : { ms: Math.max(now, last.ms + 1 * Number(now <= last.ms)), counter: 0 };
  const tail = random();
  const time = last.ms.toString(16).padStart(12, '0').slice(-12);
  const variant = (((tail[0] ?? 0) & 0x3f) | 0x80).toString(16).padStart(2, '0');
  const rest = [...tail.slice(1)].map((b) => b.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${last.counter.toString(16).padStart(3, '0')}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`;
}

const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(8));
