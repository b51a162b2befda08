import type { Problem } from '@yufang/contract';
import { getDevice } from '../store/device.ts';

/** What came of a call: an answer, a refusal in the platform's form, or nothing that can be believed. */
export type Called<T> =
  | { readonly ok: true; readonly body: T }
  | {
      readonly ok: false;
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: Problem;
      readonly retryAfterMs: number;
    }
  | { readonly ok: false; readonly kind: 'network' };

/** Longer than this without an answer is no network. */
const TIMEOUT_MS = 30_000;
const UPLOAD_TIMEOUT_MS = 180_000;

/**
 * Call the platform. Never throws. A page that some hot spot puts in between (200 and HTML) is no answer, nor is a body that is not JSON.
 * @param looksRight a small check of the answer's shape at the edge
 * @param anonymous the platform is not told which device asks: for pages without an account
 */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  given: { body?: unknown; raw?: Blob; looksRight?: (body: unknown) => body is T; anonymous?: boolean } = {},
): Promise<Called<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (!given.anonymous) headers['x-device'] = getDevice().deviceId;
  if (given.raw) headers['content-type'] = 'application/octet-stream';
  else if (given.body !== undefined) headers['content-type'] = 'application/json';
  try {
    const reply = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(given.raw ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS),
      ...(given.raw ? { body: given.raw } : given.body !== undefined ? { body: JSON.stringify(given.body) } : {}),
    });
    const type = reply.headers.get('content-type') ?? '';
    if (!/\/(problem\+)?json\b/.test(type)) return { ok: false, kind: 'network' };
    const body: unknown = await reply.json();
    if (reply.ok) {
      if (given.looksRight && !given.looksRight(body)) return { ok: false, kind: 'network' };
      return { ok: true, body: body as T };
    }
    if (!isProblem(body)) return { ok: false, kind: 'network' };
    const retryAfterMs = Number(reply.headers.get('retry-after') ?? 0) * 1000 || 0;
    return { ok: false, kind: 'refused', status: reply.status, problem: body, retryAfterMs };
  } catch {
    return { ok: false, kind: 'network' };
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';

/** A guard that asks for some fields and their types. */
export const has =
  <T>(fields: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object' | 'array'>>) =>
  (body: unknown): body is T =>
    typeof body === 'object' &&
    body !== null &&
    Object.entries(fields).every(([name, type]) => {
      const value: unknown = (body as Record<string, unknown>)[name];
      return type === 'array' ? Array.isArray(value) : typeof value === type && value !== null;
    });
