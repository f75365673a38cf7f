import { ownSession, sessionIsOver } from '../../api/client.ts';
import { throttled } from '../../api/live.ts';
import { problemOf, Refusal, type Problem } from '../../api/problem.ts';
import type { Coming } from './dropped.ts';
import { Folders, hashOf } from './folders.ts';
import { forget, recall, remember, type Remembered } from './memory.ts';
import { announce, askOffset, giveUp, PIECE_BYTES, sendPiece, type Progress } from './tus.ts';

export type UploadState =
  | 'waiting'
  | 'sending'
  /** The line is bad; it goes on by itself. */
  | 'retrying'
  /** All of it is there, and the server makes a document of it. */
  | 'finishing'
  | 'done'
  /** It was there already, bit by bit. */
  | 'skipped'
  | 'failed'
  /** The page was closed meanwhile: the file must be given again. */
  | 'lost';

export interface Upload {
  key: string;
  dossier: number;
  path: string;
  size: number;
  modified: number;
  state: UploadState;
  /** Bytes that the server has, or that have left. */
  sent: number;
  problem?: Problem;
}

interface Item extends Upload {
  file?: File;
  url?: string;
  /** Bytes that the server is known to have. */
  kept: number;
  tries: number;
  stop?: AbortController;
}

/** More at a time only makes each of them slower on a bad link. */
const PARALLEL = 3;
const TRIES_MAX = 40;
const ANEW_AFTER = 3;
const WAIT_FIRST_MS = 1000;
const WAIT_MOST_MS = 30_000;
const SHOW_MS = 200;
/** Larger files are not read twice only to know whether they are there. */
const HASHED_MAX = 128 * 1024 * 1024;

const finishing = (problem: Problem): boolean =>
  // a HEAD's answer has no body that could name a code
  problem.code === 'upload-finishing' || problem.code === 'http-423';

/** What goes by of itself; anything else somebody has to see to. */
const passing = (problem: Problem): boolean =>
  problem.status === 0 ||
  problem.status >= 500 ||
  [408, 425, 429].includes(problem.status) ||
  ['wrong-offset', 'too-many-uploads'].includes(problem.code) ||
  finishing(problem);

export const isOpen = (one: Upload): boolean =>
  ['waiting', 'sending', 'retrying', 'finishing'].includes(one.state);

/** How long to wait before another try: twice as long each time, not all at the same moment. */
export function pause(tries: number, random: () => number = Math.random): number {
  const most = Math.min(WAIT_MOST_MS, WAIT_FIRST_MS * 2 ** Math.min(tries, 10));
  return most / 2 + (most / 2) * random();
}

/** All uploads of this window: they go on while one looks at other pages. */
export class UploadQueue {
  private readonly items = new Map<string, Item>();
  private readonly watchers = new Set<() => void>();
  private readonly arrivals = new Set<(one: Upload) => void>();
  /** What was whole before, so that dropping the same folder again sends only the rest. */
  private readonly whole = new Set<string>();
  private folders = new Folders();
  private wakers = new Set<() => void>();
  private running = 0;
  private user = 0;
  /** The session is over: nothing goes on before this user has signed in again. */
  private signedOut = false;
  paused = false;

  /** Takes up what this user left behind when the page was closed. */
  async begin(user: number): Promise<void> {
    this.signedOut = false;
    if (this.user === user) return this.pump();
    this.clearAll();
    this.user = user;
    for (const one of await recall(user, Date.now())) {
      if (one.doneAt !== undefined) this.whole.add(one.key);
      else if (!this.items.has(one.key)) {
        this.items.set(one.key, { ...one, state: 'lost', sent: 0, kept: 0, tries: 0 });
      }
    }
    this.tell();
  }

  /** Adds files below a folder of a dossier; those that were begun go on where they were. */
  add(dossier: number, folder: string, coming: Coming[]): { begun: number; there: number } {
    let there = 0;
    const fresh: Remembered[] = [];
    const lost = new Map(
      this.all()
        .filter((one) => (one.state === 'lost' || one.state === 'failed') && one.dossier === dossier)
        .map((one) => [one.path, one.key]),
    );
    for (const { path, file } of coming) {
      const whole = `${folder === '/' ? '' : folder}/${path}`.normalize('NFC');
      const key = `${this.user}|${dossier}|${whole}|${file.size}|${file.lastModified}`;
      const known = this.items.get(key);
      // Another file of that name: half of the old and half of the new would be neither.
      const before = lost.get(whole);
      if (before !== undefined && before !== key) this.drop(before);
      if (known && (isOpen(known) || known.state === 'done' || known.state === 'skipped')) {
        if (!isOpen(known)) there++;
        continue;
      }
      const item: Item = {
        key,
        dossier,
        path: whole,
        size: file.size,
        modified: file.lastModified,
        file,
        url: known?.url,
        state: 'waiting',
        sent: 0,
        kept: 0,
        tries: 0,
      };
      this.items.set(key, item);
      fresh.push(this.memoryOf(item));
    }
    void remember(fresh);
    this.tell();
    this.pump();
    return { begun: fresh.length, there };
  }

  all(): Upload[] {
    return [...this.items.values()];
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Told of every file that is whole. */
  onArrival(arrival: (one: Upload) => void): () => void {
    this.arrivals.add(arrival);
    return () => this.arrivals.delete(arrival);
  }

  pause(): void {
    this.paused = true;
    for (const item of this.items.values()) item.stop?.abort();
    this.tell();
  }

  resume(): void {
    this.paused = false;
    this.wake();
    this.pump();
    this.tell();
  }

  /** The network is back, or somebody is impatient. */
  wake(): void {
    for (const waker of [...this.wakers]) waker();
  }

  retryFailed(): void {
    for (const item of this.items.values()) {
      if (item.state === 'failed' && item.file) Object.assign(item, { state: 'waiting', tries: 0, problem: undefined });
    }
    this.resume();
  }

  /** Takes one out; what the server has of it is thrown away. */
  drop(key: string): void {
    const item = this.items.get(key);
    if (!item) return;
    this.items.delete(key);
    item.stop?.abort();
    if (item.url && item.state !== 'done') void giveUp(item.url);
    void forget([key]);
    this.tell();
  }

  dropAll(state?: UploadState): void {
    for (const item of [...this.items.values()]) {
      if (state === undefined || item.state === state) this.drop(item.key);
    }
  }

  /** Takes what is done out of the list, and keeps in mind that it is. */
  clearDone(): void {
    for (const item of [...this.items.values()]) {
      if (item.state === 'done' || item.state === 'skipped') this.items.delete(item.key);
    }
    this.tell();
  }

  private clearAll(): void {
    for (const item of this.items.values()) item.stop?.abort();
    this.items.clear();
    this.whole.clear();
  }

  private memoryOf(item: Item, doneAt?: number): Remembered {
    const { key, dossier, path, size, modified, url } = item;
    return { key, user: this.user, dossier, path, size, modified, url, doneAt, since: Date.now() };
  }

  private readonly tell = throttled(() => this.watchers.forEach((watcher) => watcher()), SHOW_MS);

  private pump(): void {
    if (this.paused || this.signedOut) return;
    for (const item of this.items.values()) {
      if (this.running >= PARALLEL) return;
      if (item.state !== 'waiting') continue;
      this.running++;
      item.state = 'sending';
      void this.run(item).finally(() => {
        this.running--;
        this.tell();
        this.pump();
        if (this.running === 0) this.folders = new Folders();
      });
    }
  }

  /** Until it is whole, refused for good, or stopped. */
  private async run(item: Item): Promise<void> {
    for (;;) {
      item.stop = new AbortController();
      const session = ownSession();
      try {
        await this.attempt(item, item.stop.signal);
        return;
      } catch (thrown) {
        if (item.stop.signal.aborted) {
          if (this.items.has(item.key)) item.state = 'waiting';
          return;
        }
        const problem = await whyNot(item.file!, problemOf(thrown));
        if (problem.status === 401) {
          if (!sessionIsOver(session)) continue;
          item.state = 'waiting';
          this.signedOut = true;
          return;
        }
        // The server forgot it: the file is announced anew.
        if (problem.status === 404 || problem.status === 410) {
          if (item.url !== undefined) {
            item.url = undefined;
            continue;
          }
        }
        // More of it came through than we knew: it goes on there.
        if (problem.code === 'wrong-offset' || finishing(problem)) item.tries = 0;
        // What the server cannot mend by itself is begun anew; what is there already is seen then.
        if (problem.status === 500 && item.tries >= ANEW_AFTER) item.url = undefined;
        if (!passing(problem) || ++item.tries > TRIES_MAX) {
          Object.assign(item, { state: 'failed', problem });
          return;
        }
        if (finishing(problem)) Object.assign(item, { state: 'finishing', sent: item.size, problem: undefined });
        else Object.assign(item, { state: 'retrying', problem });
        this.tell();
        await this.sleep(pause(finishing(problem) ? 2 : item.tries - 1));
        if (!this.items.has(item.key)) return;
        if (this.paused || this.signedOut) {
          item.state = 'waiting';
          return;
        }
        if (!finishing(problem)) item.state = 'sending';
      }
    }
  }

  private async attempt(item: Item, signal: AbortSignal): Promise<void> {
    const file = item.file!;
    let at: Progress;
    if (item.url === undefined) {
      if (await this.isThere(item)) return this.finish(item, 'skipped');
      const made = await announce(item, signal);
      item.url = made.url;
      item.kept = 0;
      at = made;
      await remember([this.memoryOf(item)]);
    } else {
      at = await askOffset(item.url, item.size, signal);
      gotThrough(item, at.offset);
    }
    item.problem = undefined;
    while (at.document === undefined) {
      const from = at.offset;
      Object.assign(item, { state: 'sending', sent: from });
      const piece = file.slice(from, from + PIECE_BYTES);
      at = await sendPiece(item.url, piece, from, signal, (bytes) => {
        item.sent = Math.min(item.size, from + bytes);
        this.tell();
      });
      gotThrough(item, at.offset);
      if (at.document === undefined && from >= item.size) {
        throw new Refusal({ status: 502, code: 'http-502', detail: 'no document was made of it' });
      }
    }
    this.finish(item, 'done');
  }

  private finish(item: Item, state: 'done' | 'skipped'): void {
    Object.assign(item, { state, sent: item.size, problem: undefined, file: undefined });
    this.whole.add(item.key);
    void remember([this.memoryOf(item, Date.now())]);
    for (const arrival of this.arrivals) arrival(item);
  }

  /** Whether the folder holds the same already: by name, size and then content. */
  private async isThere(item: Item): Promise<boolean> {
    const row = await this.folders.document(item.dossier, item.path);
    if (!row || row.size !== item.size) return false;
    if (this.whole.has(item.key)) return true;
    if (item.size > HASHED_MAX || !crypto.subtle) return false;
    const hash = await hashOf(row);
    return hash !== undefined && hash === (await sha256(item.file!));
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const up = () => {
        clearTimeout(timer);
        this.wakers.delete(up);
        resolve();
      };
      const timer = setTimeout(up, ms);
      this.wakers.add(up);
    });
  }
}

/** As long as the server gets more of it the line is bad, not dead, and no try was in vain. */
function gotThrough(item: Item, offset: number): void {
  if (offset <= item.kept) return;
  item.kept = offset;
  item.tries = 0;
}

/** A file that was changed or taken away since it was given fails like a bad line, and for ever. */
async function whyNot(file: File, problem: Problem): Promise<Problem> {
  if (problem.status !== 0) return problem;
  try {
    await file.slice(0, 1).arrayBuffer();
    return problem;
  } catch {
    return { status: 400, code: 'file-changed', detail: '' };
  }
}

async function sha256(file: File): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const uploads = new UploadQueue();
if (typeof window !== 'undefined') {
  window.addEventListener('online', () => uploads.wake());
  // The browser asks whether one really wants to leave.
  window.addEventListener('beforeunload', (event) => {
    if (uploads.all().some(isOpen)) event.preventDefault();
  });
}
