import { useEffect, useState } from 'preact/hooks';
import type { Tones } from './plot.ts';

/** Whether the page is dark now: by the device or by choice. */
export function useDark(): boolean {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const look = () => setDark(isDark());
    const media = matchMedia(DARK);
    media.addEventListener('change', look);
    const chosen = new MutationObserver(look);
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    look();
    return () => {
      media.removeEventListener('change', look);
      chosen.disconnect();
    };
  }, []);
  return dark;
}

const DARK = '(prefers-color-scheme: dark)';

function isDark(): boolean {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === 'dark' : matchMedia(DARK).matches;
}

/** The colours of the style sheet, for what is painted rather than styled. */
export function tonesOf(element: Element, dark: boolean): Tones {
  const style = getComputedStyle(element);
  const tone = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: tone('--paper'),
    ink: tone('--ink'),
    faint: tone('--ink-2'),
    grid: tone('--hair'),
    gap: dark ? 'rgb(255 255 255 / 7%)' : 'rgb(0 0 0 / 5%)',
    mark: dark ? '#b9a3ff' : '#5b3fc4',
    font: style.fontFamily,
  };
}
