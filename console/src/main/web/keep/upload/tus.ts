/** tus 1.0.0 as our server speaks it; XMLHttpRequest, because fetch does not tell how much has left. */
import { Refusal, type Problem } from '../../api/problem.ts';

/** Without a sign of life for so long the line is given up and tried anew. */
export const STALL_MS = 30_000;
/** Small enough for a proxy's limits, large enough that questions cost nothing. */
export const PIECE_BYTES = 16 * 1024 * 1024;

interface Answer {
  status: number;
  header: (name: string) => string | null;
}

/** How far an upload is; the document once it is whole. */
export interface Progress {
  offset: number;
  document?: number;
}

function encoded(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function ask(
  verb: string,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
  body?: Blob,
  onSent?: (bytes: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new DOMException('stopped', 'AbortError'));
    const request = new XMLHttpRequest();
    let stall: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(stall);
      stall = setTimeout(() => request.abort(), STALL_MS);
    };
    const stop = () => request.abort();
    const end = () => {
      clearTimeout(stall);
      signal.removeEventListener('abort', stop);
    };
    request.open(verb, url);
    request.setRequestHeader('Tus-Resumable', '1.0.0');
    request.setRequestHeader('X-Relais', '1');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      alive();
      onSent?.(event.loaded);
    };
    request.onload = () => {
      end();
      const { status } = request;
      if (status >= 200 && status < 300) {
        resolve({ status, header: (name) => request.getResponseHeader(name) });
      } else reject(new Refusal(problem(request)));
    };
    request.onerror = () => {
      end();
      reject(new Refusal({ status: 0, code: 'unreachable', detail: '' }));
    };
    request.onabort = () => {
      end();
      reject(
        signal.aborted
          ? new DOMException('stopped', 'AbortError')
          : new Refusal({ status: 0, code: 'unreachable', detail: '' }),
      );
    };
    signal.addEventListener('abort', stop);
    alive();
    request.send(body);
  });
}

function problem(request: XMLHttpRequest): Problem {
  const fallback = { status: request.status, code: `http-${request.status}`, detail: '' };
  try {
    return { ...fallback, ...(JSON.parse(request.responseText) as Partial<Problem>) };
  } catch {
    return fallback; // A proxy's HTML page, or nothing at all.
  }
}

function progress(answer: Answer, otherwise: number): Progress {
  const offset = Number(answer.header('Upload-Offset') ?? otherwise);
  const document = answer.header('Relais-Document');
  return { offset, document: document === null ? undefined : Number(document) };
}

/** Tells the server of a file to come; the address is where its bytes go, now or after a week. */
export async function announce(
  file: { dossier: number; path: string; size: number },
  signal: AbortSignal,
): Promise<{ url: string } & Progress> {
  const answer = await ask(
    'POST',
    '/api/uploads',
    {
      'Upload-Length': String(file.size),
      'Upload-Metadata': `dossier ${encoded(String(file.dossier))},path ${encoded(file.path)}`,
    },
    signal,
  );
  const at = answer.header('Location');
  if (at === null) throw new Refusal({ status: 502, code: 'http-502', detail: 'no Location' });
  return { url: new URL(at, location.href).pathname, ...progress(answer, 0) };
}

/**
 * How much the server has of it. What was refused when all of it was there is so again at its end: the
 * answer to an empty piece says why, which a HEAD cannot.
 */
export async function askOffset(url: string, size: number, signal: AbortSignal): Promise<Progress> {
  try {
    return progress(await ask('HEAD', url, {}, signal), 0);
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.problem.status === 409) return { offset: size };
    throw thrown;
  }
}

/** Sends bytes from {@code offset} on; the answer says how far the server is. */
export async function sendPiece(
  url: string,
  piece: Blob,
  offset: number,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<Progress> {
  const headers = {
    'Upload-Offset': String(offset),
    'Content-Type': 'application/offset+octet-stream',
  };
  return progress(await ask('PATCH', url, headers, signal, piece, onSent), offset + piece.size);
}

/** Says that the rest will not come. */
export const giveUp = (url: string): Promise<unknown> =>
  ask('DELETE', url, {}, new AbortController().signal).catch(() => undefined);
