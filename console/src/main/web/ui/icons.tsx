/** Sixteen by sixteen, one stroke: drawn here so that no font or sprite has to be loaded. */
const PATHS = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zm3.6-1.4L14 14',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  check: 'M3 8.5l3.2 3.2L13 5',
  undo: 'M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7',
  reply: 'M6.5 3.5L3 7l3.5 3.5M3 7h5.5c2.5 0 4.5 2 4.5 4.5v1',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6L12.5 8z',
  stop: 'M4 4h8v8H4z',
  down: 'M8 2.5v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
  up: 'M8 11V3M4.5 6.5L8 3l3.5 3.5M3 13.5h10',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  next: 'M6.5 3.5L11 8l-4.5 4.5',
  pen: 'M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2z',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5',
  user: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM3 13.5c.5-2.6 2.5-4 5-4s4.5 1.4 5 4',
  warn: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.8v.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5v.01',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  dot: 'M8 8h.01',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  shield: 'M8 2l5 1.8v3.9c0 3-2 5.2-5 6.3-3-1.1-5-3.3-5-6.3V3.8z',
  folder: 'M2 4.2h4.2l1.4 1.6H14v7H2z',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  link: 'M6.8 9.2a2.6 2.6 0 0 1 0-3.6l1.9-1.9a2.6 2.6 0 0 1 3.6 3.6l-1 1M9.2 6.8a2.6 2.6 0 0 1 0 3.6l-1.9 1.9a2.6 2.6 0 0 1-3.6-3.6l1-1',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.3 1.6',
  send: 'M2.5 8L13.5 3l-3 10.5-3-4.5z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon(props: { name: IconName; label?: string }) {
  return (
    <svg
      class="icon"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width={props.name === 'more' ? 2.2 : 1.5}
      stroke-linecap="round"
      stroke-linejoin="round"
      role={props.label ? 'img' : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : 'true'}
    >
      <path d={PATHS[props.name]} />
    </svg>
  );
}
