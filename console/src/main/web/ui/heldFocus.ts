/** What the keyboard stands on, when it can be seen; undefined for a focus that a click set. */
export function focusInSight(): Element | undefined {
  const focused = document.activeElement;
  return focused?.matches(':focus-visible') && inSight(focused) ? focused : undefined;
}

/** Rows that came above may have pushed it off the screen: whoever goes by keyboard sees it again (WCAG 2.4.11). */
export function seeAgain(held: Element | undefined): void {
  if (held && held === document.activeElement && !inSight(held)) {
    held.scrollIntoView({ block: 'nearest' });
  }
}

function inSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const middle = (top + bottom) / 2;
  return middle > 0 && middle < innerHeight;
}
