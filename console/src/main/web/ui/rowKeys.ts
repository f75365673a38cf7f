import { useEffect, useState } from 'preact/hooks';
import { useKeys } from './keys.ts';

/** One line of a list, as far as keys go. */
export interface RowKey {
  open: () => void;
  tick?: () => void;
}

/**
 * j and k go down and up, x ticks, o opens, as in the inbox.
 *
 * @param table finds the list's table
 * @param page another page begins without a current row
 */
export function useRowKeys(table: string, page: string, rows: RowKey[], clear: () => void) {
  const [at, setAt] = useState(-1);
  useEffect(() => setAt(-1), [page]);
  const go = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + by));
    setAt(next);
    document.querySelectorAll(`${table} tbody tr`)[next]?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    x: () => rows[at]?.tick?.(),
    o: () => rows[at]?.open(),
    Escape: clear,
  });
  return at;
}
