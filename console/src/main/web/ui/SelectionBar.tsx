import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { Button } from './controls.tsx';
import type { Selection } from './selection.ts';

/** Above a list: ticks all that is shown, says how many are ticked, and what can be done with them. */
export function SelectionBar(props: {
  selection: Selection;
  /** More rows fit the filter than are shown. */
  more: boolean;
  children: ComponentChildren;
}) {
  const { t, f } = useWords();
  const { selection } = props;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = selection.any && !selection.everyShown;
  }, [selection.any, selection.everyShown]);
  return (
    <div class={`selection${selection.any ? ' active' : ''}`} role="group" aria-label={t.common.selection}>
      <label class="check selection-all">
        <input
          ref={box}
          type="checkbox"
          checked={selection.everyShown}
          onChange={selection.toggleShown}
        />
        <span class={selection.any ? 'unseen' : 'muted'}>{t.common.chooseShown}</span>
      </label>
      <span class="selection-said" role="status">
        {selection.any &&
          (selection.count === undefined
            ? t.common.chosenAll
            : f.count(t.common.chosen, selection.count))}
      </span>
      {selection.any && (
        <>
          {props.more && selection.everyShown && selection.count !== undefined && (
            <button type="button" class="linklike" onClick={selection.takeAll}>
              {t.common.chooseAll}
            </button>
          )}
          {props.children}
          <Button small kind="quiet" icon="close" label={t.common.chooseNone} onClick={selection.clear} />
        </>
      )}
    </div>
  );
}

/** The box before a row; shift ticks everything since the last one. */
export function RowCheck(props: { selection: Selection; id: number; name: string }) {
  const { t } = useWords();
  const { selection, id } = props;
  return (
    <label class="row-check">
      <input
        type="checkbox"
        aria-label={fill(t.common.choose, { name: props.name })}
        checked={selection.has(id)}
        onClick={(event) => selection.toggle(id, event.shiftKey)}
      />
    </label>
  );
}
