import { post } from './client.ts';

/** What a change to many is about: some rows, or all that a list's query finds up to the newest seen. */
export type Chosen = { ids: number[] } | { query: string; newest: number };

export interface Many {
  /** The rows that changed: what undoing is about. */
  ids: number[];
  /** Rows that had to stay as they were. */
  kept: number;
  /** True when more are left than one change is for. */
  rest: boolean;
}

interface Part {
  ids: number[];
  kept?: number;
  next?: string;
}

/** As many as the server takes at once. */
const PART_ROWS = 1000;
/** Twenty thousand rows in one go: a whole office's inbox, and still undone in seconds. */
const PARTS_MAX = 20;

/** Changes many rows, a bounded part at a time. */
export async function changeMany(path: string, chosen: Chosen): Promise<Many> {
  const done: Many = { ids: [], kept: 0, rest: false };
  const take = (part: Part) => {
    done.ids.push(...part.ids);
    done.kept += part.kept ?? 0;
  };
  if ('ids' in chosen) {
    for (let i = 0; i < chosen.ids.length; i += PART_ROWS) {
      take(await post<Part>(path, { ids: chosen.ids.slice(i, i + PART_ROWS) }));
    }
    return done;
  }
  // What arrived since the list was drawn was not seen by anybody, and is left alone.
  let after: string | undefined = String(chosen.newest + 1);
  for (let parts = 0; after !== undefined && parts < PARTS_MAX; parts++) {
    const mark = chosen.query === '' ? '?' : '&';
    const part: Part = await post<Part>(`${path}${chosen.query}${mark}after=${after}`, { all: true });
    take(part);
    after = part.next;
  }
  done.rest = after !== undefined;
  return done;
}
