import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useWords } from '../words/words.ts';
import { Button } from './controls.tsx';

/** A native modal dialog: the browser keeps the focus inside and gives it back afterwards. */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  wide?: boolean;
}) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const shown = dialog.current!;
    if (!shown.open) shown.showModal();
    // Typing comes first; a dialog without a field starts at its own beginning.
    const first = shown.querySelector<HTMLElement>('input:not([type=checkbox]):not([type=radio]), textarea');
    (first ?? shown).focus();
    return () => shown.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={props.wide ? 'wide' : undefined}
      aria-labelledby={title}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={title}>{props.title}</h2>
        <Button kind="quiet" icon="close" label={t.common.close} onClick={props.onClose} />
      </header>
      <div class="dialog-body">{props.children}</div>
      {props.footer && <footer class="dialog-foot">{props.footer}</footer>}
    </dialog>
  );
}

/** A dialog around a form: Enter saves, Escape leaves. */
export function FormDialog(props: {
  title: string;
  onClose: () => void;
  onSubmit: () => void;
  submit: string;
  busy?: boolean;
  disabled?: boolean;
  danger?: boolean;
  wide?: boolean;
  children: ComponentChildren;
  aside?: ComponentChildren;
}) {
  const { t } = useWords();
  const form = useId();
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      wide={props.wide}
      footer={
        <>
          {props.aside}
          <span class="grow" />
          <Button onClick={props.onClose}>{t.common.cancel}</Button>
          <Button
            kind={props.danger ? 'danger' : 'main'}
            type="submit"
            form={form}
            busy={props.busy}
            disabled={props.disabled}
          >
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        {props.children}
      </form>
    </Dialog>
  );
}
