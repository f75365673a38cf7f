import type { HostCategory } from '../api/meter.ts';

/** Titles that several graphs share: two sources may measure the same. */
export function twice(categories: HostCategory[]): Set<string> {
  const titles = categories.flatMap((one) => one.graphs.map((graph) => graph.title));
  return new Set(titles.filter((title, i) => titles.indexOf(title) !== i));
}
