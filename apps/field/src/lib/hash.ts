/** SHA-256 of bytes as 64 hexadecimal digits. `crypto.subtle` exists only on a secure origin; on a plain intranet address our own is fetched. */
export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', bytes))
    : (await import('./sha256.ts')).sha256(new Uint8Array(bytes));
  return [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** JSON with sorted keys and without undefined: the same content is the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The content hash of an outbox item: kind, claim and payload, as the server fingerprints it. */
export const contentHash = async (item: { kind: string; claimedAt: string; payload: unknown }): Promise<string> =>
  await sha256Hex(
    new TextEncoder().encode(canonicalJson({ kind: item.kind, claimedAt: item.claimedAt, payload: item.payload }))
      .buffer as ArrayBuffer,
  );
