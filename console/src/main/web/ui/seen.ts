import { useEffect, useState } from 'preact/hooks';

/** Begun a screen's third early, so that what one scrolls to is there. */
const EARLY = '300px';

/** Whether an element is on the screen now, or nearly. */
export function useOnScreen(ref: { current: Element | null }): boolean {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => setOn(entries[entries.length - 1]!.isIntersecting),
      { rootMargin: EARLY },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return on;
}
