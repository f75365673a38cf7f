import { useEffect, useState } from 'preact/hooks';

/** Where we are: the address bar is the only memory of it. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const watchers = new Set<() => void>();

export function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

/** What the browser's history keeps with each place: the way back leads to where one was in it. */
export interface Left {
  /** How far down, in pixels. */
  y?: number;
  /** The link that was followed. */
  link?: string;
  turned?: Turned;
}

/** Which page of a long list is shown. */
export interface Turned {
  /** The list's address; another filter is another list. */
  list: string;
  after: string;
  /** Rows before this page. */
  row: number;
  /** The pages before it, the first one left out. */
  trail: { after: string; row: number }[];
}

export const left = (): Left => (history.state as Left | null) ?? {};

function leave(): void {
  const link = document.activeElement?.closest('a')?.getAttribute('href') ?? undefined;
  history.replaceState({ ...left(), y: scrollY, link }, '');
}

/** Goes to an address of the console without loading a page; {@code turned} to a page of its list. */
export function navigate(to: string, how: 'push' | 'replace' = 'push', turned?: Turned): void {
  stopLooking();
  if (how === 'push') {
    leave();
    history.pushState(turned && { turned }, '', to);
  } else history.replaceState(turned && { turned }, '', to);
  for (const watcher of [...watchers]) watcher();
}

/** What comes late makes the page long enough; after that, or once somebody scrolls, it stays. */
const LATE_MS = 3000;
let stopLooking = () => {};

/** Scrolls to where one was when this place was left, and to the link that was followed; else to the top. */
export function backToPlace(): void {
  stopLooking();
  const { y = 0, link } = left();
  scrollTo(0, y);
  if (y === 0 && link === undefined) return;
  const look = () => {
    if (scrollY < y) scrollTo(0, y);
    const followed = [...document.querySelectorAll<HTMLElement>('main a[href]')].find(
      (one) => one.getAttribute('href') === link,
    );
    // What somebody has gone to meanwhile is not taken away.
    if (followed && document.activeElement?.matches('body, main, h1')) followed.focus({ preventScroll: true });
    if (scrollY >= y - 1 && (followed || link === undefined)) stop();
  };
  const watch = new ResizeObserver(look);
  const stop = () => {
    watch.disconnect();
    for (const kind of ['wheel', 'keydown', 'pointerdown']) removeEventListener(kind, stop);
  };
  stopLooking = stop;
  watch.observe(document.body);
  for (const kind of ['wheel', 'keydown', 'pointerdown']) addEventListener(kind, stop);
  setTimeout(stop, LATE_MS);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const changed = () => setPlace(here());
    watchers.add(changed);
    changed();
    return () => {
      watchers.delete(changed);
    };
  }, []);
  return place;
}

/** A filter kept in the address, so that a list can be bookmarked and sent to a colleague. */
export function useFilter(name: string, initial = ''): [string, (value: string) => void] {
  const place = usePlace();
  const value = place.query.get(name) ?? initial;
  return [
    value,
    (next) => {
      const now = here();
      if (next === initial || next === '') now.query.delete(name);
      else now.query.set(name, next);
      const text = now.query.toString();
      navigate(text === '' ? now.path : `${now.path}?${text}`, 'replace', left().turned);
    },
  ];
}

/** "/polls/:id" against "/polls/7" gives {id: "7"}; undefined when they do not fit. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const want = pattern.split('/');
  const have = path.replace(/\/+$/, '').split('/');
  if (want.length !== have.length) return undefined;
  const found: Record<string, string> = {};
  for (let i = 0; i < want.length; i++) {
    const part = want[i]!;
    if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(have[i]!);
    else if (part !== have[i]) return undefined;
  }
  return found;
}

/** Plain links work everywhere; this makes those inside the console instant. */
export function followLinks(): () => void {
  const click = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    const href = link?.getAttribute('href');
    if (!link || !href || !href.startsWith('/') || href.startsWith('/api/')) return;
    if (link.target || link.hasAttribute('download')) return;
    event.preventDefault();
    navigate(href);
  };
  const moved = () => {
    stopLooking();
    for (const watcher of [...watchers]) watcher();
  };
  document.addEventListener('click', click);
  addEventListener('popstate', moved);
  return () => {
    document.removeEventListener('click', click);
    removeEventListener('popstate', moved);
  };
}
