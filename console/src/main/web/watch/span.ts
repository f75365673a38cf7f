import { useCallback, useEffect, useState } from 'preact/hooks';
import { listen } from '../api/live.ts';
import { here, navigate, usePlace } from '../app/router.ts';
import { useEvery } from '../ui/every.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The ranges that one chooses without thinking, in ms. */
export const RANGES = {
  quarter: HOUR / 4,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 31 * DAY,
  year: 366 * DAY,
};
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

export const WEEK = 7 * DAY;

/** No plugin measures oftener; nothing is seen in less. */
const SHORTEST = 60_000;
const LONGEST = 20 * RANGES.year;
/** A graph is redrawn when its newest point would move by about a pixel. */
const STEPS_SHOWN = 600;
const LOOK_AGAIN_MIN_MS = 3000;
const LOOK_AGAIN_MAX_MS = 120_000;

/** From when to when a page shows, in ms. */
export interface Span {
  from: number;
  to: number;
  /** Undefined for one's own choice. */
  name?: RangeName;
  compare: boolean;
}

/** An own choice as the address holds it; undefined where it is none. */
export function ownSpan(query: URLSearchParams): { from: number; to: number } | undefined {
  const from = Number(query.get('from') ?? NaN);
  const to = Number(query.get('to') ?? NaN);
  return to - from >= SHORTEST && to - from <= LONGEST ? { from, to } : undefined;
}

/** Keeps what is asked for within what can be shown, around the same middle. */
export function within(from: number, to: number): { from: number; to: number } {
  const middle = (from + to) / 2;
  const length = Math.min(LONGEST, Math.max(SHORTEST, to - from));
  return { from: Math.round(middle - length / 2), to: Math.round(middle + length / 2) };
}

export interface PageSpan extends Span {
  choose: (name: RangeName) => void;
  /** An own choice of from and to. */
  show: (from: number, to: number) => void;
  /** By a share of what is shown: 1 is the next, −1 the one before. */
  move: (share: number) => void;
  /** 2 shows twice as long, 0.5 half. */
  scale: (factor: number) => void;
  turnCompare: () => void;
}

/** The page's range, kept in the address; one that reaches to now moves on with what arrives. */
export function useSpan(live: string | undefined, initial: RangeName = 'day'): PageSpan {
  const { query } = usePlace();
  const own = ownSpan(query);
  const wanted = query.get('range') as RangeName | null;
  const name = own ? undefined : wanted && wanted in RANGES ? wanted : initial;
  const [now, setNow] = useState(() => Date.now());
  const length = name ? RANGES[name] : own!.to - own!.from;
  const pace = Math.min(LOOK_AGAIN_MAX_MS, Math.max(LOOK_AGAIN_MIN_MS, length / STEPS_SHOWN));
  const look = useCallback(() => setNow(Date.now()), []);
  useEffect(() => {
    look();
    return live && name ? listen(live, look, pace) : undefined;
  }, [live, name, pace]);
  useEvery(2 * pace, look, name !== undefined);
  const span = name ? { from: now - length, to: now, name } : own!;
  const show = (from: number, to: number) => {
    const next = within(from, to);
    go({ from: String(next.from), to: String(next.to), range: undefined });
  };
  return {
    ...span,
    compare: query.get('compare') === '1',
    choose: (next) =>
      go({ range: next === initial ? undefined : next, from: undefined, to: undefined }),
    show,
    move: (share) => show(span.from + share * length, span.to + share * length),
    scale: (factor) => {
      const middle = (span.from + span.to) / 2;
      show(middle - (length * factor) / 2, middle + (length * factor) / 2);
    },
    turnCompare: () => go({ compare: query.get('compare') === '1' ? undefined : '1' }),
  };
}

/** Each choice is a step that the browser's "back" takes back. */
function go(changes: Record<string, string | undefined>): void {
  const { path, query } = here();
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  navigate(text === '' ? path : `${path}?${text}`);
}
