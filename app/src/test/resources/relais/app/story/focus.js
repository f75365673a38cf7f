/*
 * Looks at the element that has the focus after a press of Tab: answers what is wrong with it, ""
 * when nothing is, and null when the focus has left the page. Numbers are WCAG 2.2 criteria.
 */
() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const name = `<${focused.tagName.toLowerCase()}> "${(focused.getAttribute('aria-label') || focused.textContent || '').trim().slice(0, 30)}"`;
  const before = window.focusedBefore;
  window.focusedBefore = focused;
  if (before?.isConnected && before.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_PRECEDING) {
    return `[2.4.3] ${name} comes after what stands below it`;
  }
  // A drawn-over radio or file field shows the focus on its label.
  const shower = focused.matches('.unseen, .unseen *') ? focused.closest('label') : focused;
  if (!shower) return `[2.4.7] ${name} has the focus and cannot be seen`;
  const style = getComputedStyle(shower);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  if (!outlined && style.boxShadow === 'none') return `[2.4.7] ${name} does not show the focus`;
  const box = shower.getBoundingClientRect();
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const points = [[box.x + box.width / 2, box.y + box.height / 2], [box.x + 3, box.y + 3], [box.right - 3, box.bottom - 3]];
  const seen = points.filter(([x, y]) => inside(x, y)).some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (shower.contains(top) || top.contains(shower));
  });
  return seen ? '' : `[2.4.11] ${name} has the focus and is covered`;
}
