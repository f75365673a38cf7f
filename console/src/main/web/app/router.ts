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

/** Goes to an address of the console without loading a page. */
export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  for (const watcher of [...watchers]) watcher();
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
      navigate(text === '' ? now.path : `${now.path}?${text}`, 'replace');
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
    for (const watcher of [...watchers]) watcher();
  };
  document.addEventListener('click', click);
  addEventListener('popstate', moved);
  return () => {
    document.removeEventListener('click', click);
    removeEventListener('popstate', moved);
  };
}
