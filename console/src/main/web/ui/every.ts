import { useEffect } from 'preact/hooks';

/** Looks again by itself while {@code on}: for what changes without anybody saying so. */
export function useEvery(intervalMs: number, look: () => void, on = true): void {
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs, look, on]);
}
