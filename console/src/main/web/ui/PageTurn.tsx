import type { Turning } from '../api/paged.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { Button } from './controls.tsx';
import { useKeys } from './keys.ts';

/** Below a page of a long list: which rows these are, and the pages beside it; n and p turn them too. */
export function PageTurn(props: { of: Turning; shown: number; total?: number }) {
  const { t, f } = useWords();
  const { of, shown, total } = props;
  useKeys({ n: () => of.next?.(), p: () => of.previous?.() });
  const several = of.next !== undefined || of.previous !== undefined;
  if (shown === 0 && !several) return null;
  const from = { from: f.number(of.row + 1), to: f.number(of.row + shown) };
  const says = !several
    ? f.count(t.common.rowsShown, shown)
    : total === undefined
      ? fill(t.common.rowsFromTo, from)
      : fill(t.common.rowsFromToOf, { ...from, all: total >= COUNTED ? `${f.number(COUNTED)}+` : f.number(total) });
  return (
    <nav class="more-rows" aria-label={t.common.pages}>
      <span class="muted" role="status">
        {shown > 0 && says}
      </span>
      {several && (
        <>
          <Button small icon="back" disabled={!of.previous} onClick={() => of.previous?.()}>
            {t.common.previousPage}
          </Button>
          <Button small disabled={!of.next} onClick={() => of.next?.()}>
            {t.common.nextPage}
          </Button>
        </>
      )}
    </nav>
  );
}

/** The server counts no further. */
const COUNTED = 1000;
