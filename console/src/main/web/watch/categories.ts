import type { HostCategory } from '../api/meter.ts';

/** What one looks at first; what is not named stands between, by its name. */
const FIRST = ['system', 'load', 'cpu', 'memory', 'network', 'disk', 'processes', 'sensors'];
/** The watchers themselves come last. */
const LAST = ['relais', 'other', 'agent'];

function place({ name }: HostCategory): number {
  const first = FIRST.indexOf(name);
  if (first >= 0) return first;
  const last = LAST.indexOf(name);
  return FIRST.length + (last < 0 ? 0 : last + 1);
}

/** A host's categories in the order in which somebody on duty looks. */
export const byPlace = (categories: HostCategory[]): HostCategory[] =>
  [...categories].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));

/** Titles that several graphs share: two sources may measure the same. */
export function twice(categories: HostCategory[]): Set<string> {
  const titles = categories.flatMap((one) => one.graphs.map((graph) => graph.title));
  return new Set(titles.filter((title, i) => titles.indexOf(title) !== i));
}
