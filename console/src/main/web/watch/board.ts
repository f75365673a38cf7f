import type { Panel, PanelKind } from '../api/meter.ts';

export const WIDTHS = [3, 4, 6, 8, 12];
export const HEIGHTS = [200, 300, 400, 600];
export const PANEL_KINDS: PanelKind[] = ['graph', 'query', 'text', 'state'];

/** A new panel, half a page wide; its id is only for the editor until the server gives one. */
export function newPanel(kind: PanelKind, panels: Panel[]): Panel {
  const highest = Math.max(0, ...panels.map((panel) => Number(panel.id) || 0));
  return { id: highest + 1, title: '', kind, width: kind === 'text' ? 12 : 6, height: 300 };
}

/** The same panels with one in another place; the place is bounded by the list. */
export function moved(panels: Panel[], from: number, to: number): Panel[] {
  const next = [...panels];
  const [panel] = next.splice(from, 1);
  if (!panel) return panels;
  next.splice(Math.max(0, Math.min(next.length, to)), 0, panel);
  return next;
}

/** What of a panel counts for its kind; the rest is left from earlier choices. */
export function trimmed(panel: Panel): Panel {
  const { id, title, kind, width, height } = panel;
  const common = { id, title: title.trim(), kind, width, height };
  switch (kind) {
    case 'graph':
      return panel.graph
        ? { ...common, graph: panel.graph }
        : { ...common, hosts: panel.hosts?.trim() || '*', graphName: panel.graphName?.trim() || '*' };
    case 'query':
      return { ...common, query: panel.query?.trim() ?? '' };
    case 'text':
      return { ...common, text: panel.text ?? '' };
    case 'state':
      return { ...common, hosts: panel.hosts?.trim() || '*' };
  }
}
