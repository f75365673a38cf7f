import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chosen } from '../api/many.ts';

/** Which rows of a list are ticked; or all that its filter finds, shown or not. */
export interface Selection {
  /** Ticked rows, or undefined for all of the filter. */
  count: number | undefined;
  any: boolean;
  everyShown: boolean;
  has: (id: number) => boolean;
  /** With {@code range}, everything between the last ticked row and this one follows it. */
  toggle: (id: number, range?: boolean) => void;
  toggleShown: () => void;
  takeAll: () => void;
  clear: () => void;
  chosen: () => Chosen;
}

/** @param query the list's query string; another list starts with nothing ticked */
export function useSelection(shown: number[], query: string): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  const last = useRef<number | undefined>(undefined);
  const clear = () => {
    setTicked(new Set());
    setAll(false);
    last.current = undefined;
  };
  useEffect(clear, [query]);
  const everyShown = shown.length > 0 && (all || shown.every((id) => ticked.has(id)));
  return {
    count: all ? undefined : ticked.size,
    any: all || ticked.size > 0,
    everyShown,
    has: (id) => all || ticked.has(id),
    toggle: (id, range = false) => {
      const next = new Set(all ? shown : ticked);
      const on = !next.has(id);
      for (const one of range ? between(shown, last.current, id) : [id]) {
        if (on) next.add(one);
        else next.delete(one);
      }
      last.current = id;
      setAll(false);
      setTicked(next);
    },
    toggleShown: () => {
      setAll(false);
      setTicked(new Set(everyShown ? [] : shown));
    },
    takeAll: () => setAll(true),
    clear,
    chosen: () => (all ? { query, newest: Math.max(...shown) } : { ids: [...ticked] }),
  };
}

/** The ids from one to the other, as they stand in the list. */
export function between(shown: number[], from: number | undefined, to: number): number[] {
  const a = from === undefined ? -1 : shown.indexOf(from);
  const b = shown.indexOf(to);
  return a < 0 || b < 0 ? [to] : shown.slice(Math.min(a, b), Math.max(a, b) + 1);
}
