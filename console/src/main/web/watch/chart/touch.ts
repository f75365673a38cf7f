/** A stretch of time, in ms. */
export interface Stretch {
  from: number;
  to: number;
}

/** Fingers by their number, and where each is: pixels from the plot's left edge. */
type Fingers = ReadonlyMap<number, number>;

/** Closer together than this, two fingers are taken for so far apart: nothing explodes. */
const CLOSEST = 24;
/** Fewer pixels of movement are a tap, which points. */
const MOVE_MIN = 8;

/**
 * What is shown once the fingers have moved: the moments under them stay under them. One finger
 * moves through time, two zoom as well.
 */
export function stretched(shown: Stretch, width: number, begun: Fingers, now: Fingers): Stretch {
  const length = shown.to - shown.from;
  const ids = [...begun.keys()].filter((id) => now.has(id)).slice(0, 2);
  if (ids.length === 0) return shown;
  const at = (x: number) => shown.from + (x / width) * length;
  if (ids.length === 1) {
    const by = at(begun.get(ids[0]!)!) - at(now.get(ids[0]!)!);
    return { from: shown.from + by, to: shown.to + by };
  }
  const [left, right] = ids.sort((a, b) => begun.get(a)! - begun.get(b)!) as [number, number];
  const before = Math.max(CLOSEST, begun.get(right)! - begun.get(left)!);
  const after = Math.max(CLOSEST, now.get(right)! - now.get(left)!);
  const wide = (length * before) / after;
  const from = at(begun.get(left)!) - (now.get(left)! / width) * wide;
  return { from, to: from + wide };
}

export interface TouchHands {
  /** What is shown now. */
  shown: () => Stretch;
  /** While fingers move. */
  preview: (stretch: Stretch) => void;
  /** When they have left: to be kept, or undefined where nothing moved. */
  done: (stretch: Stretch | undefined) => void;
}

/** Pinching and dragging on a plot; up and down stays the page's own. Answers how to let go. */
export function takeTouch(over: HTMLElement, hands: TouchHands): () => void {
  const fingers = new Map<number, number>();
  let begun = new Map<number, number>();
  let base: Stretch = hands.shown();
  let latest: Stretch | undefined;
  const x = (event: PointerEvent) => event.clientX - over.getBoundingClientRect().left;
  /** Another finger came or went: from here on anew. */
  const anew = () => {
    begun = new Map(fingers);
    base = latest ?? hands.shown();
  };
  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    if (fingers.size === 0) latest = undefined;
    fingers.set(event.pointerId, x(event));
    over.setPointerCapture(event.pointerId);
    anew();
  };
  const move = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, x(event));
    const far = [...fingers].some(([id, at]) => Math.abs(at - begun.get(id)!) >= MOVE_MIN);
    if (latest === undefined && !far) return;
    latest = stretched(base, over.clientWidth, begun, fingers);
    hands.preview(latest);
  };
  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size > 0) {
      anew();
      return;
    }
    hands.done(latest);
    latest = undefined;
  };
  const cancelled = (event: PointerEvent) => {
    // The browser took the finger for scrolling: nothing was meant.
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
    latest = undefined;
    hands.done(undefined);
  };
  over.addEventListener('pointerdown', down);
  over.addEventListener('pointermove', move);
  over.addEventListener('pointerup', up);
  over.addEventListener('pointercancel', cancelled);
  return () => {
    over.removeEventListener('pointerdown', down);
    over.removeEventListener('pointermove', move);
    over.removeEventListener('pointerup', up);
    over.removeEventListener('pointercancel', cancelled);
  };
}
