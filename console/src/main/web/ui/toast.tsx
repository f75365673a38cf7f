import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words/words.ts';
import { Button } from './controls.tsx';

/** What just happened, and how to take it back: instead of asking "are you sure?" beforehand. */
export interface Toast {
  text: string;
  undo?: () => void;
  wrong?: boolean;
}

const SHOWN_MS = 8000;
/** Long enough to read, to think, and to reach the button by keyboard. */
const SHOWN_WITH_UNDO_MS = 20_000;
let shown: (Toast & { id: number }) | undefined;
let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let watcher: () => void = () => {};

export function toast(next: Toast): void {
  shown = { ...next, id: ++count };
  linger();
  watcher();
}

function linger(): void {
  clearTimeout(timer);
  timer = setTimeout(dismiss, shown?.undo ? SHOWN_WITH_UNDO_MS : SHOWN_MS);
}

function dismiss(): void {
  shown = undefined;
  watcher();
}

export function Toasts() {
  const { t } = useWords();
  const [, redraw] = useState(0);
  useEffect(() => {
    watcher = () => redraw((n) => n + 1);
    return () => {
      watcher = () => {};
    };
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown && (
        <div
          key={shown.id}
          class={`toast${shown.wrong ? ' wrong' : ''}`}
          onMouseEnter={() => clearTimeout(timer)}
          onMouseLeave={linger}
          onFocusCapture={() => clearTimeout(timer)}
          onBlurCapture={linger}
        >
          <span>{shown.text}</span>
          {shown.undo && (
            <button
              type="button"
              class="toast-undo"
              onClick={() => {
                const undo = shown?.undo;
                dismiss();
                undo?.();
              }}
            >
              {t.common.undo}
            </button>
          )}
          <Button kind="quiet" small icon="close" label={t.common.close} onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
