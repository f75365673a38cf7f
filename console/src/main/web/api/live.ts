/**
 * One EventSource for the whole console. Pages say which things they show; the server says which
 * of them changed; pages fetch again, at most once a second each.
 */
export type Connection = 'idle' | 'open' | 'lost';

interface Listener {
  thing: string;
  changed: () => void;
}

const THROTTLE_MS = 1000;
/** Shorter cuts mend themselves before anybody reads a banner. */
const LOST_AFTER_MS = 4000;
const RETRY_MS = 5000;
/** A page nobody looks at stops listening, and fetches again when it is shown. */
const HIDDEN_CLOSE_MS = 60_000;

const listeners = new Set<Listener>();
const watchers = new Set<(state: Connection) => void>();
let source: EventSource | undefined;
let openThings = '';
let state: Connection = 'idle';
let missed = false;
let lostTimer: ReturnType<typeof setTimeout> | undefined;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let planned: ReturnType<typeof setTimeout> | undefined;
let hiddenTimer: ReturnType<typeof setTimeout> | undefined;

/** Calls {@code changed} when the thing changed, at once and then at most once in an interval. */
export function listen(
  thing: string,
  changed: () => void,
  intervalMs: number = THROTTLE_MS,
): () => void {
  const listener = { thing, changed: throttled(changed, intervalMs) };
  listeners.add(listener);
  plan();
  return () => {
    listeners.delete(listener);
    plan();
  };
}

export function watchConnection(watcher: (state: Connection) => void): () => void {
  watchers.add(watcher);
  watcher(state);
  return () => watchers.delete(watcher);
}

/** Runs at once, then keeps later calls until the interval is over; never loses the last one. */
export function throttled(action: () => void, intervalMs: number): () => void {
  let last = -Infinity;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return () => {
    if (waiting !== undefined) return;
    const wait = last + intervalMs - Date.now();
    const run = () => {
      waiting = undefined;
      last = Date.now();
      action();
    };
    if (wait <= 0) run();
    else waiting = setTimeout(run, wait);
  };
}

/** Runs now, or once more after the present run: on a slow link an answer is not cut by the next question. */
export function oneAtATime(run: () => Promise<unknown>): () => void {
  let running = false;
  let again = false;
  const go = () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    void run().finally(() => {
      running = false;
      if (!again) return;
      again = false;
      go();
    });
  };
  return go;
}

function plan(): void {
  if (planned !== undefined) return;
  planned = setTimeout(() => {
    planned = undefined;
    reopen(false);
  }, 50);
}

function reopen(force: boolean): void {
  const things = [...new Set([...listeners].map((listener) => listener.thing))].sort().join(',');
  if (!force && things === openThings) return;
  clearTimeout(retryTimer);
  source?.close();
  source = undefined;
  openThings = things;
  if (things === '') {
    enter('idle');
    return;
  }
  const opened = new EventSource(`/api/live?things=${encodeURIComponent(things)}`);
  source = opened;
  opened.addEventListener('open', () => {
    // What changed while the stream was cut was told to nobody.
    if (missed) tellAll();
    missed = false;
    enter('open');
  });
  opened.addEventListener('changed', (event) => tell((event as MessageEvent<string>).data));
  opened.addEventListener('error', () => {
    if (source !== opened) return;
    missed = true;
    lostTimer ??= setTimeout(() => enter('lost'), LOST_AFTER_MS);
    // The browser retries a cut stream by itself, but not a refused one.
    if (opened.readyState === EventSource.CLOSED) {
      retryTimer = setTimeout(() => reopen(true), RETRY_MS);
    }
  });
}

function enter(next: Connection): void {
  if (next !== 'lost') {
    clearTimeout(lostTimer);
    lostTimer = undefined;
  }
  if (next === state) return;
  state = next;
  for (const watcher of watchers) watcher(state);
}

function tell(thing: string): void {
  for (const listener of [...listeners]) if (listener.thing === thing) listener.changed();
}

function tellAll(): void {
  for (const listener of [...listeners]) listener.changed();
}

if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      hiddenTimer = setTimeout(() => {
        source?.close();
        source = undefined;
        openThings = '';
      }, HIDDEN_CLOSE_MS);
    } else if (source === undefined && listeners.size > 0) {
      reopen(true);
      tellAll();
    }
  });
}
