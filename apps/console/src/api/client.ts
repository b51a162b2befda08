import { Problem, type RouteCall, type RouteDef, type RouteReply } from '@yufang/contract';
import { ApiProblem } from './problem.ts';

/** Input as it is handled inside, once the types have checked it against its route. */
type Given = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

/** Refusals that mean: a step of signing in is still to be taken. */
const STEP_MISSING = new Set(['auth.second_factor_required', 'auth.password_change_required', 'auth.no_assignment']);
const signedOut = new Set<(problem: ApiProblem) => void>();

/** Be told when the server says that nobody is signed in, or that the second factor is missing. @returns how to stop */
export function onSignedOut(listener: (problem: ApiProblem) => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** The address of a call: parameters in the path, the rest as a query string; empty values are left out. */
export function urlOf<D extends RouteDef>(def: D, input: RouteCall<D>): string {
  const { params = {}, query = {} } = input as Given;
  const path = def.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(key, String(one));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * Call a route of the contract.
 * @throws {ApiProblem} with the server's refusal; `client.offline` when no server answered; `client.unexpected_reply` when its answer is not
 * the one of the contract
 */
export async function call<D extends RouteDef>(
  def: D,
  input: RouteCall<D>,
  signal?: AbortSignal,
): Promise<RouteReply<D>> {
  const { body } = input as Given;
  const response = await send(urlOf(def, input), {
    method: def.method,
    ...(signal ? { signal } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return parseReply(def, response);
}

/** Call a route that takes files: its multipart form as the body. @throws {ApiProblem} as `call` does */
export async function upload<D extends RouteDef>(
  def: D,
  input: Omit<RouteCall<D>, 'body'> & { readonly form: FormData },
): Promise<RouteReply<D>> {
  const { form, ...rest } = input;
  const response = await send(urlOf(def, rest as RouteCall<D>), { method: def.method, body: form });
  return parseReply(def, response);
}

/** Fetch a route that answers with a file. @throws {ApiProblem} as `call` does */
export async function fetchFile<D extends RouteDef>(
  def: D,
  input: RouteCall<D>,
  signal?: AbortSignal,
): Promise<{ name: string; blob: Blob }> {
  const { body } = input as Given;
  const response = await send(urlOf(def, input), {
    method: def.method,
    ...(signal ? { signal } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const disposition = response.headers.get('content-disposition') ?? '';
  const utf8 = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  return { name: utf8 ? decodeURIComponent(utf8) : (plain ?? def.id), blob: await response.blob() };
}

/** Fetch a file route and hand it to the browser as a download. @returns the file's name */
export async function download<D extends RouteDef>(def: D, input: RouteCall<D>, signal?: AbortSignal): Promise<string> {
  const { name, blob } = await fetchFile(def, input, signal);
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return name;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ status: 0, code: 'client.offline', requestId: null });
  }
  if (response.ok) return response;
  const problem = await readProblem(response);
  if (problem.status === 401 || STEP_MISSING.has(problem.code)) {
    for (const listener of signedOut) listener(problem);
  }
  throw problem;
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ApiProblem(parsed.data);
  const code = response.status >= 502 && response.status <= 504 ? 'client.offline' : 'server.failed';
  return new ApiProblem({ status: response.status, code, requestId: null });
}

/** A body that is no JSON reads as nothing; one that nobody waits for any more is no reply at all. */
function unlessAborted(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  return undefined;
}

async function parseReply<D extends RouteDef>(def: D, response: Response): Promise<RouteReply<D>> {
  const given: unknown = response.status === 204 ? undefined : await response.json().catch(unlessAborted);
  const parsed = def.reply.safeParse(given);
  if (!parsed.success) {
    console.error(`${def.id}: unexpected reply`, parsed.error.issues);
    throw new ApiProblem({ status: response.status, code: 'client.unexpected_reply', requestId: null });
  }
  // The schema that just accepted the value is the one RouteReply is made from.
  return parsed.data as RouteReply<D>;
}
