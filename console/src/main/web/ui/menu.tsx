import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';

/** A few more actions behind one button. Closes on choice, Escape or a click elsewhere. */
export function Menu(props: {
  label: string;
  text?: ComponentChildren;
  children: ComponentChildren;
  align?: 'left' | 'right';
}) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const menu = details.current;
      if (!menu?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        menu.open = false;
        menu.querySelector('summary')?.focus();
      } else if (!menu.contains(event.target as Node)) {
        menu.open = false;
      }
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details class="menu" ref={details}>
      <summary class="button plain" aria-label={props.text ? undefined : props.label} title={props.label}>
        {props.text ?? <Icon name="more" />}
      </summary>
      <div
        class={`menu-items ${props.align ?? 'right'}`}
        onClick={(event) => {
          if ((event.target as Element).closest('a, button')) details.current!.open = false;
        }}
      >
        {props.children}
      </div>
    </details>
  );
}
