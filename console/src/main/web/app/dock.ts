import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** What stays at the screen's edge whatever page is shown: long work that a page has begun. */
let docked: ComponentType | undefined;
const watchers = new Set<() => void>();

export function dock(component: ComponentType): void {
  docked = component;
  watchers.forEach((watcher) => watcher());
}

export function useDocked(): ComponentType | undefined {
  const [, redraw] = useState(0);
  useEffect(() => {
    const watcher = () => redraw((n) => n + 1);
    watchers.add(watcher);
    return () => {
      watchers.delete(watcher);
    };
  }, []);
  return docked;
}
