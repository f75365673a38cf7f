import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get } from './client.ts';
import { listen, oneAtATime } from './live.ts';
import { focusInSight, seeAgain } from '../ui/heldFocus.ts';
import { problemOf, type Problem } from './problem.ts';
import type { Page } from './types.ts';

/** What a page knows of something it asked the server for. */
export interface Fetched<T> {
  data: T | undefined;
  problem: Problem | undefined;
  /** True while a newer answer than {@code data} is on its way. */
  loading: boolean;
  reload: () => void;
  /** Shows a change at once, before the server's next answer. */
  set: (change: (data: T) => T) => void;
}

/** Answers shown at once when a page is opened again, while the new answer is fetched. */
const remembered = new Map<string, unknown>();
const REMEMBERED_MAX = 60;

function remember(path: string, data: unknown): void {
  remembered.delete(path);
  remembered.set(path, data);
  if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value!);
}

/** Another person signed in: nothing of the first one's may be shown. */
export function forgetAll(): void {
  remembered.clear();
}

/** Fetches {@code path} (nothing when undefined) and again whenever one of the live things (comma between) changes. */
export function useFetched<T>(
  path: string | undefined,
  live?: string,
  load: (path: string, signal: AbortSignal) => Promise<T> = get,
): Fetched<T> {
  const [state, setState] = useState<{ path?: string; data?: T; problem?: Problem }>({});
  const [loading, setLoading] = useState(path !== undefined);
  const current = useRef<AbortController | undefined>(undefined);
  const held = useRef<Element | undefined>(undefined);
  const wanted = useRef(path);
  wanted.current = path;

  const ask = useCallback(async (): Promise<void> => {
    if (path === undefined || wanted.current !== path) return; // the page went on meanwhile
    current.current?.abort();
    const abort = new AbortController();
    current.current = abort;
    setLoading(true);
    await load(path, abort.signal).then(
      (data) => {
        if (abort.signal.aborted) return;
        remember(path, data);
        held.current = focusInSight();
        setState({ path, data });
        setLoading(false);
      },
      (thrown) => {
        if (abort.signal.aborted) return;
        const problem = problemOf(thrown);
        setState((old) => (old.path === path ? { ...old, problem } : { path, problem }));
        setLoading(false);
      },
    );
  }, [path]);
  useLayoutEffect(() => {
    seeAgain(held.current);
    held.current = undefined;
  }, [state]);
  const reload = useCallback(() => void ask(), [ask]);
  const look = useMemo(() => oneAtATime(ask), [ask]);

  useEffect(() => {
    look();
    return () => {
      current.current?.abort();
      if (wanted.current === path) wanted.current = undefined;
    };
  }, [look]);
  useEffect(() => {
    if (live === undefined || path === undefined) return undefined;
    const stops = live.split(',').map((thing) => listen(thing, look));
    return () => stops.forEach((stop) => stop());
  }, [live, look, path]);

  const known = path === undefined ? undefined : (remembered.get(path) as T | undefined);
  const fresh = state.path === path ? state.data : undefined;
  return {
    data: fresh ?? known,
    problem: state.path === path ? state.problem : undefined,
    loading: path !== undefined && (loading || state.path !== path),
    reload,
    set: (change) => {
      if (path === undefined) return;
      setState((old) => {
        const base = (old.path === path ? old.data : undefined) ?? (remembered.get(path) as T);
        if (base === undefined) return old;
        const data = change(base);
        remember(path, data);
        return { path, data };
      });
    },
  };
}

/** A list read page by page. */
export interface Listed<T> extends Fetched<Page<T>> {
  items: T[] | undefined;
  more: (() => void) | undefined;
}

const PAGE_SIZE = 50;
/** The server's largest page. */
const PAGE_MAX = 200;
/** Beyond this, searching serves better than scrolling. */
const SHOWN_MAX = 1600;

/** Reads as many rows as the path's "limit" wants, in pages that the server allows. */
async function getRows<T>(path: string, signal: AbortSignal): Promise<Page<T>> {
  const wanted = Number(/[?&]limit=(\d+)$/.exec(path)![1]);
  const base = path.replace(/limit=\d+$/, '');
  const items: T[] = [];
  let next: string | undefined;
  do {
    const limit = Math.min(PAGE_MAX, wanted - items.length);
    const after: string = next === undefined ? '' : `&after=${encodeURIComponent(next)}`;
    const page: Page<T> = await get<Page<T>>(`${base}limit=${limit}${after}`, signal);
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined && items.length < wanted);
  return { items, next };
}

/** Like {@link useFetched}, for lists; {@code path} may carry a query. Previous rows stay while newer load. */
export function useListed<T>(path: string | undefined, live?: string): Listed<T> {
  const [limit, setLimit] = useState(PAGE_SIZE);
  useEffect(() => setLimit(PAGE_SIZE), [path]);
  const full = path && `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
  const fetched = useFetched<Page<T>>(full, live, getRows);
  const last = useRef<Page<T> | undefined>(undefined);
  if (fetched.data) last.current = fetched.data;
  const page = fetched.data ?? (fetched.problem ? undefined : last.current);
  return {
    ...fetched,
    items: page?.items,
    more:
      page?.next !== undefined && limit < SHOWN_MAX
        ? () => setLimit((old) => Math.min(SHOWN_MAX, old * 2))
        : undefined,
  };
}
