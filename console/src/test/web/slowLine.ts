/** A browser's clock and its line to a server, both turned by hand: half an hour takes no time. */

interface Alarm {
  at: number;
  ring: () => void;
}

/** What was asked and waits for its answer. */
export interface Asked {
  verb: string;
  url: string;
  offset: number;
  /** A sign of life: so many bytes have left. */
  sent(bytes: number): void;
  answer(status: number, headers?: Record<string, string>): void;
  /** The line breaks. */
  broken(): void;
}

/** One turn of the real event loop, whatever the clock says. */
const turn = (() => {
  const real = setImmediate;
  return () => new Promise((next) => real(next));
})();

/** Enough for everything that follows from an answer, a file's bytes read included. */
const TURNS = 30;
const RINGS_MAX = 10_000;

export class SlowLine {
  private now = 1_000_000;
  private readonly alarms = new Map<number, Alarm>();
  private alarm = 0;
  readonly waiting: Asked[] = [];
  /** Questions by fetch: what the folder held. It is empty; on a silent line nothing comes. */
  silent = false;

  constructor() {
    const line = this;
    const globals = globalThis as Record<string, unknown>;
    globals.setTimeout = (ring: () => void, ms: number) => {
      this.alarms.set(++this.alarm, { at: this.now + ms, ring });
      return this.alarm;
    };
    globals.clearTimeout = (alarm: number) => this.alarms.delete(alarm);
    Date.now = () => this.now;
    globals.location = new URL('https://relais.test/');
    globals.fetch = (_: string, init: RequestInit) => line.fetched(init);
    globals.XMLHttpRequest = class extends Request {
      constructor() {
        super(line);
      }
    };
  }

  /** As if nobody had asked anything before. */
  forget(): void {
    this.alarms.clear();
    this.waiting.length = 0;
    this.silent = false;
  }

  /** Until nothing more happens by itself. */
  async settle(): Promise<void> {
    for (let i = 0; i < TURNS; i++) await turn();
  }

  /** Lets so much time go by, and all that is due in it happen. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await this.settle();
    for (let next = this.next(); next && next[1].at <= end; next = this.next()) await this.ring(next);
    this.now = end;
  }

  /** The next question, however long it is put off; nothing when no more will come. */
  async question(): Promise<Asked | undefined> {
    await this.settle();
    for (let rings = 0; rings < RINGS_MAX; rings++) {
      const first = this.waiting.shift();
      if (first) return first;
      const next = this.next();
      if (!next) return undefined;
      await this.ring(next);
    }
    throw new Error('it rings for ever');
  }

  private next(): [number, Alarm] | undefined {
    return [...this.alarms].sort(([, a], [, b]) => a.at - b.at)[0];
  }

  private async ring([key, { at, ring }]: [number, Alarm]): Promise<void> {
    this.alarms.delete(key);
    this.now = Math.max(this.now, at);
    ring();
    await this.settle();
  }

  private fetched(init: RequestInit): Promise<Response> {
    if (!this.silent) return Promise.resolve(new Response('{"folders":[],"documents":[]}'));
    return new Promise((_, reject) =>
      init.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError'))),
    );
  }
}

/** As much of an XMLHttpRequest as uploads use. */
class Request implements Asked {
  verb = '';
  url = '';
  offset = -1;
  status = 0;
  responseText = '';
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  private headers: Record<string, string> = {};
  private over = false;

  constructor(private readonly line: SlowLine) {}

  open(verb: string, url: string): void {
    Object.assign(this, { verb, url });
  }

  setRequestHeader(name: string, value: string): void {
    if (name === 'Upload-Offset') this.offset = Number(value);
  }

  getResponseHeader(name: string): string | null {
    return this.headers[name] ?? null;
  }

  send(): void {
    this.line.waiting.push(this);
  }

  abort(): void {
    this.end(() => this.onabort?.());
  }

  sent(bytes: number): void {
    if (!this.over) this.upload.onprogress?.({ loaded: bytes });
  }

  answer(status: number, headers: Record<string, string> = {}): void {
    Object.assign(this, { status, headers });
    this.end(() => this.onload?.());
  }

  broken(): void {
    this.end(() => this.onerror?.());
  }

  private end(told: () => void): void {
    if (this.over) return;
    this.over = true;
    const at = this.line.waiting.indexOf(this);
    if (at >= 0) this.line.waiting.splice(at, 1);
    told();
  }
}
