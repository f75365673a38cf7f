/*
 * What WCAG 2.2 AA asks of a page and a program can see: answers a list of sentences, one a fault.
 * Numbers in brackets are success criteria.
 */
() => {
  const faults = [];
  const shownFaults = 12;
  const said = new Set();
  const fault = (criterion, element, what) => {
    const text = `[${criterion}] ${element ? sketch(element) + ': ' : ''}${what}`;
    if (!said.has(text)) faults.push(text);
    said.add(text);
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const sketch = (element) => {
    const own = element.className && typeof element.className === 'string' ? `.${element.className.trim().split(/\s+/).join('.')}` : '';
    return `<${element.tagName.toLowerCase()}${own}> "${(element.textContent || '').trim().slice(0, 30)}"`;
  };
  const modal = document.querySelector('dialog:modal');
  const visible = (element) => {
    if (modal && !modal.contains(element)) return false;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  const unseen = (element) => element.closest('.unseen') !== null;

  // --- language, title, landmarks, headings
  if (!/^(fr|en)$/.test(document.documentElement.lang)) fault('3.1.1', null, 'the page has no language');
  if (document.title.trim() === '') fault('2.4.2', null, 'the page has no title');
  if (all('main').length !== 1) fault('1.3.1', null, 'there is not exactly one main');
  const navs = all('nav').filter(visible).map((nav) => nav.getAttribute('aria-label') ?? '');
  if (navs.includes('')) fault('1.3.1', null, 'a navigation has no name');
  if (new Set(navs).size !== navs.length) fault('1.3.1', null, `navigations share a name: ${navs}`);
  const headings = all('h1, h2, h3, h4').filter(visible);
  if (!modal && headings.filter((h) => h.tagName === 'H1').length !== 1) fault('1.3.1', null, 'there is not exactly one h1');
  headings.reduce((before, heading) => {
    const level = Number(heading.tagName[1]);
    if (!modal && level > before + 1) fault('1.3.1', heading, `h${level} follows h${before}`);
    return level;
  }, 0);

  // --- names, references
  const byId = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id));
  const textOf = (element) => {
    let text = '';
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      else if (node.nodeType === Node.ELEMENT_NODE && node.getAttribute('aria-hidden') !== 'true') {
        text += node.getAttribute('aria-label') ?? node.getAttribute('alt') ?? textOf(node);
      }
    }
    return text;
  };
  const nameOf = (element) => {
    const labelled = element.getAttribute('aria-labelledby');
    if (labelled) return byId(labelled).map((one) => (one ? textOf(one) : '')).join(' ').trim();
    const own = element.getAttribute('aria-label');
    if (own) return own.trim();
    const labels = [...(element.labels ?? [])].map(textOf).join(' ').trim();
    return labels || textOf(element).trim() || (element.getAttribute('title') ?? '').trim();
  };
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]';
  for (const control of all(CONTROLS).filter(visible)) {
    if (control.getAttribute('aria-hidden') === 'true') {
      if (control.tabIndex >= 0) fault('4.1.2', control, 'is hidden from readers but takes the focus');
      continue;
    }
    if (nameOf(control) === '') fault('4.1.2', control, 'has no name');
  }
  for (const element of all('[aria-labelledby], [aria-describedby], [aria-controls]').filter(visible)) {
    for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls']) {
      const ids = element.getAttribute(name);
      if (ids && byId(ids).includes(null)) fault('1.3.1', element, `${name} names nothing`);
    }
  }
  const ids = all('[id]').map((element) => element.id);
  if (new Set(ids).size !== ids.length) fault('4.1.2', null, 'two elements share an id');
  for (const drawing of all('svg').filter(visible)) {
    const hidden = drawing.closest('[aria-hidden=true]') !== null;
    if (!hidden && !drawing.getAttribute('aria-label')) fault('1.1.1', drawing.parentElement, 'a drawing says nothing');
  }
  for (const cell of all('thead th').filter(visible)) {
    if (!cell.hasAttribute('scope')) fault('1.3.1', cell, 'a heading cell without scope');
    if (textOf(cell).trim() === '') fault('1.3.1', cell, 'a heading cell says nothing');
  }
  for (const element of all('[tabindex]')) {
    if (element.tabIndex > 0) fault('2.4.3', element, 'jumps the order of focus');
  }

  // --- contrast
  const rgba = (text) => {
    const numbers = text.match(/[\d.]+/g).map(Number);
    if (text.startsWith('color(srgb')) return [numbers[0] * 255, numbers[1] * 255, numbers[2] * 255, numbers[3] ?? 1];
    return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
  };
  const over = (top, under) => {
    const a = top[3];
    return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a)).concat(1);
  };
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
      if (at === modal) break;
    }
    const page = rgba(getComputedStyle(document.documentElement).backgroundColor);
    return layers.reverse().reduce((under, top) => over(top, under), page[3] === 0 ? [255, 255, 255, 1] : page);
  };
  const light = (color) => {
    const part = color.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const disabled = (element) => element.closest(':disabled, [aria-disabled=true]') !== null
    || element.closest('label')?.control?.disabled === true;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() === '' || element.closest('noscript, script, style, option')) continue;
    if (!visible(element) || unseen(element) || disabled(element)) continue;
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    const ink = over(rgba(element instanceof SVGElement ? style.fill : style.color), ground);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(ink, ground);
    if (ratio < (large ? 3 : 4.5)) fault('1.4.3', element, `contrast ${ratio.toFixed(2)}`);
  }
  for (const field of all('input:not([type=checkbox]):not([type=radio]):not([type=file]), select, textarea').filter(visible)) {
    if (disabled(field) || unseen(field)) continue;
    const edge = over(rgba(getComputedStyle(field).borderTopColor), groundOf(field.parentElement));
    const ratio = contrast(edge, groundOf(field.parentElement));
    const framed = parseFloat(getComputedStyle(field).borderTopWidth) > 0;
    if (framed && ratio < 3) fault('1.4.11', field, `its edge has contrast ${ratio.toFixed(2)}`);
  }

  // --- size of targets: 24 pixels, or alone in a circle of 24, or words within a sentence
  const boxOf = (control) => {
    const label = control.closest('label') ?? (unseen(control) ? control.labels?.[0] : null);
    return (label ?? control).getBoundingClientRect();
  };
  const targets = all(CONTROLS).filter(visible).filter((one) => one.getAttribute('aria-hidden') !== 'true')
    .filter((one) => !one.matches('.skip')).map((one) => ({ one, box: boxOf(one) }));
  const inSentence = (one) => getComputedStyle(one).display === 'inline'
    && textOf(one.parentElement).trim().length > textOf(one).trim().length;
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const distance = ([x, y], box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  for (const { one, box } of targets) {
    if ((box.width >= 23.5 && box.height >= 23.5) || inSentence(one)) continue;
    const crowded = targets.some((other) => other.one !== one && !one.contains(other.one) && !other.one.contains(one)
      && distance(middle(box), other.box) < 12);
    if (crowded) fault('2.5.8', one, `is ${Math.round(box.width)} by ${Math.round(box.height)} and crowded`);
  }

  // --- reflow
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) fault('1.4.10', null, `the page is ${wide} pixels wider than the screen of ${innerWidth}`);
  return faults.slice(0, shownFaults);
}
