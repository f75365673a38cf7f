import { useEffect, useRef } from 'preact/hooks';

const REMEMBERED = 'relais.keys';

/** Whoever speaks to the machine, or trembles, turns single keys off; kept in this browser. */
export const keysOn = (): boolean => localStorage.getItem(REMEMBERED) !== 'off';

export function turnKeys(on: boolean): void {
  localStorage.setItem(REMEMBERED, on ? 'on' : 'off');
}

const TYPING =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, dialog, [contenteditable]';

/** Single-letter keys for lists; never while somebody types or a dialog is open. */
export function useKeys(keys: Record<string, () => void>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!keysOn() || (event.target as HTMLElement).closest(TYPING)) return;
      const action = current.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}
