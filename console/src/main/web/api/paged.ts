import { useEffect, useRef } from 'preact/hooks';
import { backToPlace, left, navigate, usePlace, type Turned } from '../app/router.ts';
import { useFetched, type Fetched } from './fetched.ts';

/** A list of any length, of which one page is shown and fetched; the browser's history knows which. */
export interface Paged<P> extends Fetched<P>, Turning {
  /** Tells the pages of all lists apart. */
  key: string;
}

export interface Turning {
  /** Rows before this page. */
  row: number;
  next: (() => void) | undefined;
  previous: (() => void) | undefined;
}

/** Pages whose way back is kept: a longer way goes back to the first. */
const TRAIL_MAX = 500;

/**
 * @param list address of the list, with its filter
 * @param rows how many rows a page has
 * @param count how many of them a page holds
 */
export function usePaged<P extends { next?: string }>(
  list: string,
  live: string | undefined,
  rows: number,
  count: (page: P) => number,
): Paged<P> {
  usePlace();
  const at = left().turned?.list === list ? left().turned : undefined;
  const after = at === undefined ? '' : `&after=${encodeURIComponent(at.after)}`;
  const key = `${list}${list.includes('?') ? '&' : '?'}limit=${rows}${after}`;
  const fetched = useFetched<P>(key, live);
  // A page that has become empty is no answer: the one before it is.
  const empty = at !== undefined && fetched.data !== undefined && count(fetched.data) === 0;
  const data = empty ? undefined : fetched.data;
  const last = useRef<{ page: P; row: number } | undefined>(undefined);
  if (data) last.current = { page: data, row: at?.row ?? 0 };
  const shown = data || !fetched.problem ? last.current : undefined;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) backToPlace();
    first.current = false;
  }, [key]);
  const turn =
    (to: Turned | undefined, how: 'push' | 'replace' = 'push') =>
    () =>
      navigate(location.pathname + location.search, how, to);
  const trail = at?.trail ?? [];
  const before = trail.at(-1);
  const toBefore = before && { list, ...before, trail: trail.slice(0, -1) };
  const gone = empty && !fetched.loading;
  useEffect(() => {
    if (gone) turn(toBefore, 'replace')();
  }, [gone]);
  const next = shown?.page.next;
  return {
    ...fetched,
    data: shown?.page,
    key,
    row: shown?.row ?? 0,
    next:
      next === undefined
        ? undefined
        : !data
          ? () => {} // the page before is still shown: its next one is already on its way
          : turn({
              list,
              after: next,
              row: (at?.row ?? 0) + count(data),
              trail: at === undefined ? [] : [...trail, { after: at.after, row: at.row }].slice(-TRAIL_MAX),
            }),
    previous: at === undefined ? undefined : turn(toBefore),
  };
}
