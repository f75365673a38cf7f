import { Refusal, type Problem } from './problem.ts';

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Told when the server no longer knows our session, so that the shell can ask to sign in again. */
let sessionEnded: () => void = () => {};

/** How often somebody has signed in on this page. */
let signIns = 0;

/** To be taken before something is asked: in whose session it is. */
export function ownSession(): number {
  return signIns;
}

export function onSessionEnded(listener: () => void): void {
  sessionEnded = listener;
}

/**
 * Told of a 401 to what was asked in {@code session}; whether that one is over. On a slow line it may come when
 * somebody has signed in again: then it is no news.
 */
export function sessionIsOver(session: number): boolean {
  if (session !== signIns) return false;
  sessionEnded();
  return true;
}

/** One call to the server. Anything but a 2xx throws a {@link Refusal}. */
export async function call<T>(
  verb: Verb,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  idempotencyKey?: string,
): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  // The server refuses changes without this header: another site's form cannot send it.
  if (verb !== 'GET') headers['X-Relais'] = '1';
  if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey;
  let payload: BodyInit | undefined;
  if (body instanceof Blob) {
    headers['Content-Type'] = 'application/octet-stream';
    payload = body;
  } else if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    payload = JSON.stringify(body);
  }
  const session = ownSession();
  const response = await reach(path, { method: verb, headers, body: payload, signal });
  if (response.ok) {
    if (verb === 'POST' && path === '/api/session') signIns++;
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const problem = await readProblem(response);
  if (problem.status === 401 && path !== '/api/session') sessionIsOver(session);
  throw new Refusal(problem);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin' });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new Refusal({ status: 0, code: 'unreachable', detail: String(thrown) });
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback = { status: response.status, code: `http-${response.status}`, detail: '' };
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback; // A proxy's HTML page, or nothing at all.
  }
}

export const get = <T>(path: string, signal?: AbortSignal) =>
  call<T>('GET', path, undefined, signal);
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body);

/** Posts what must not happen twice: sending the same again after a cut line changes nothing. */
export const postOnce = <T>(path: string, body: unknown, idempotencyKey: string) =>
  call<T>('POST', path, body, undefined, idempotencyKey);

/** crypto.randomUUID is missing on plain http; this need not be secret, only one's own. */
export function newKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12);
  return `${Date.now().toString(36)}-${part()}${part()}`;
}

export const put = <T>(path: string, body: unknown) => call<T>('PUT', path, body);
export const remove = (path: string) => call<void>('DELETE', path);

/** A query string of the values that are there; '' when none is. */
export function query(values: Record<string, string | number | boolean | undefined>): string {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '' && value !== false) parts.set(key, String(value));
  }
  const text = parts.toString();
  return text === '' ? '' : `?${text}`;
}
