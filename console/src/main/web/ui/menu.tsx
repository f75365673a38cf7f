import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

/** A few more actions behind one button. Closes on choice, Escape or a click elsewhere. */
export function Menu(props: {
  label: string;
  text?: ComponentChildren;
  children: ComponentChildren;
  align?: 'left' | 'right';
}) {
  const details = useRef<HTMLDetailsElement>(null);
  const [side, setSide] = useState(props.align ?? 'right');
  // A menu near the window's left edge would begin outside it, where nobody can scroll to.
  const stayInside = () => {
    const items = details.current!.querySelector('.menu-items')!.getBoundingClientRect();
    if (items.left < 0) setSide('left');
    else if (items.right > document.documentElement.clientWidth) setSide('right');
  };
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
    <details class="menu" ref={details} onToggle={() => details.current!.open && stayInside()}>
      <summary class="button plain" aria-label={props.text ? undefined : props.label} title={props.label}>
        {props.text ?? <Icon name="more" />}
      </summary>
      <div
        class={`menu-items ${side}`}
        onClick={(event) => {
          if ((event.target as Element).closest('a, button')) details.current!.open = false;
        }}
      >
        {props.children}
      </div>
    </details>
  );
}
