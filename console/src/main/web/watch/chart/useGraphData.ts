import { useEffect, useRef, useState } from 'preact/hooks';
import { get, query } from '../../api/client.ts';
import type { GraphData } from '../../api/meter.ts';
import { problemOf, type Problem } from '../../api/problem.ts';
import { WEEK, type Span } from '../span.ts';

export interface Shown {
  data?: GraphData;
  before?: GraphData;
  problem?: Problem;
}

export interface Asked {
  from: number;
  to: number;
  points: number;
  /** Ms back: last week's values. */
  shift?: number;
}

/** Where a chart's values come from. */
export interface Source {
  /** Another key is another source. */
  key: string;
  load: (asked: Asked, signal: AbortSignal) => Promise<GraphData>;
}

export const graphSource = (id: number): Source => ({
  key: `graph ${id}`,
  load: (asked, signal) => get<GraphData>(`/api/graphs/${id}/data${query({ ...asked })}`, signal),
});

/** The server's largest answer. */
const POINTS_MAX = 2000;

/**
 * A graph's values over a span; the old ones stay on the screen until the newer have come. Not
 * remembered as other answers are: each look asks for another moment.
 */
export function useGraphData(
  source: Source,
  span: Span,
  width: number,
  on: boolean,
): Shown & { retry: () => void } {
  const { key: id } = source;
  const [shown, setShown] = useState<Shown & { id?: string }>({});
  const [again, setAgain] = useState(0);
  const asked = useRef<AbortController | undefined>(undefined);
  const points = Math.min(POINTS_MAX, Math.ceil(width / 100) * 100);
  const { from, to, compare } = span;
  useEffect(() => {
    if (!on) return;
    asked.current?.abort();
    const abort = new AbortController();
    asked.current = abort;
    const load = (shift?: number) =>
      source.load({ from: Math.round(from), to: Math.round(to), points, shift }, abort.signal);
    Promise.all([load(), compare ? load(WEEK) : undefined]).then(
      ([data, before]) => {
        if (!abort.signal.aborted) setShown({ id, data, before });
      },
      (thrown) => {
        if (abort.signal.aborted) return;
        setShown((old) => ({ ...(old.id === id ? old : {}), id, problem: problemOf(thrown) }));
      },
    );
  }, [id, from, to, compare, points, on, again]);
  useEffect(() => () => asked.current?.abort(), []);
  const mine = shown.id === id ? shown : {};
  return { ...mine, retry: () => setAgain((n) => n + 1) };
}

/** Another span's values at these times: the nearest within a step, else nothing. */
export function aligned(times: number[], other: GraphData, shift: number): GraphData {
  // Its times are today's or its own, as the server likes.
  const by = other.times.length > 0 && other.times[0]! < other.from - shift / 2 ? shift : 0;
  let at = 0;
  const places = times.map((time) => {
    const wanted = time - by;
    while (
      at + 1 < other.times.length &&
      Math.abs(other.times[at + 1]! - wanted) <= Math.abs(other.times[at]! - wanted)
    ) {
      at++;
    }
    const near = other.times[at];
    return near !== undefined && Math.abs(near - wanted) <= other.step ? at : -1;
  });
  return {
    ...other,
    times,
    fields: other.fields.map(({ name, average }) => ({
      name,
      average: places.map((place) => (place < 0 ? null : (average[place] ?? null))),
    })),
  };
}
