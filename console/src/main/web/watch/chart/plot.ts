import uPlot from 'uplot';
import type { Ink } from './inks.ts';
import { axisRange, extent, type Drawn } from './layers.ts';
import type { GraphLook } from './munin.ts';
import { dataOf, seriesOf } from './series.ts';
import { takeTouch, type Stretch } from './touch.ts';

/** A horizontal line: a threshold, or one that the author wished. */
export interface Limit {
  value: number;
  colour: string;
  dash: number[];
  label: string;
}

/** Something that happened, as a mark on the time axis. */
export interface Mark {
  at: number;
  until?: number;
}

/** All that a plot shows. */
export interface Scene {
  drawn: Drawn;
  /** The same a week before, at today's times. */
  before?: Drawn;
  inks: Ink[];
  look: GraphLook;
  from: number;
  to: number;
  limits: Limit[];
  marks: Mark[];
  tones: Tones;
  number: (n: number) => string;
  time: (ms: number, apart: number) => string;
}

/** The page's own colours and letters, read from its style sheet. */
export interface Tones {
  paper: string;
  ink: string;
  faint: string;
  grid: string;
  gap: string;
  mark: string;
  font: string;
}

export interface Hands {
  zoom: (from: number, to: number) => void;
  /** A press on the time axis. */
  press: (at: number) => void;
  cursor: (index: number | undefined) => void;
}

export interface Size {
  width: number;
  height: number;
}

const AXIS_ROOM = 56;
/** Fewer pixels of movement are a press. */
const DRAG_MIN = 5;
/** So that bytes are marked at 512 Mi and 1 Gi. */
const POWERS_OF_TWO = Array.from({ length: 64 }, (_, i) => 2 ** (i - 4));

/** What decides whether a plot can take new values or must be made anew. */
export function shapeOf(scene: Scene): string {
  const { drawn, before, inks, look, tones } = scene;
  const layers = (one: Drawn | undefined) =>
    one?.layers.map((l) => [l.entry, l.area, l.width, l.below, l.low !== undefined]);
  return JSON.stringify([layers(drawn), layers(before), inks, look, tones]);
}

/** One graph on the screen: a thin coat around uPlot. */
export class Plot {
  private readonly plot: uPlot;
  private scene: Scene;
  private readonly others: uPlot.SyncPubSub;
  private readonly stops: (() => void)[] = [];
  /** While fingers move. */
  private moving: Stretch | undefined;

  constructor(
    into: HTMLElement,
    scene: Scene,
    size: Size,
    group: string,
    private readonly hands: Hands,
  ) {
    this.scene = scene;
    this.others = uPlot.sync(group);
    this.plot = new uPlot(this.options(size, group), dataOf(scene), into);
    this.takeAxis();
    this.stops.push(
      takeTouch(this.plot.over, {
        shown: () => this.scene,
        preview: (stretch) => this.preview(stretch),
        done: (stretch) => {
          this.preview(undefined);
          if (stretch) hands.zoom(stretch.from, stretch.to);
        },
      }),
    );
  }

  private preview(stretch: Stretch | undefined): void {
    this.moving = stretch;
    const { from, to } = stretch ?? this.scene;
    this.plot.setScale('x', { min: from, max: to });
  }

  show(scene: Scene, size: Size): void {
    this.scene = scene;
    if (size.width !== this.plot.width || size.height !== this.plot.height) this.plot.setSize(size);
    this.plot.setData(dataOf(scene));
  }

  /** Moves the cursor by so many points, to all plots of the group. */
  step(points: number): void {
    const { times } = this.scene.drawn;
    if (times.length === 0) return;
    const at = this.plot.cursor.idx ?? (points > 0 ? -1 : times.length);
    const next = Math.min(times.length - 1, Math.max(0, at + points));
    const left = this.plot.valToPos(times[next]!, 'x');
    this.point(left);
  }

  leave(): void {
    this.point(-10);
  }

  /** As the mouse would: for this plot, and for the others of its group. */
  private point(left: number): void {
    const { plot } = this;
    const { width, height } = plot.bbox;
    const scale = uPlot.pxRatio;
    const top = left < 0 ? left : 10;
    plot.setCursor({ left, top });
    this.others.pub('mousemove', plot, left, top, width / scale, height / scale, plot.cursor.idx ?? 0);
  }

  close(): void {
    this.stops.forEach((stop) => stop());
    this.plot.destroy();
  }

  private options(size: Size, group: string): uPlot.Options {
    const { look, tones } = this.scene;
    const axis = { stroke: tones.faint, font: `12px ${tones.font}` };
    const lines = { stroke: tones.grid, width: 1 };
    const { series, bands } = seriesOf(this.scene);
    return {
      ...size,
      ms: 1,
      padding: [10, 22, 0, 0],
      legend: { show: false },
      cursor: {
        drag: { x: true, y: false, setScale: false, dist: DRAG_MIN },
        points: { show: false },
        y: false,
        sync: {
          key: group,
          setSeries: false,
          // Others follow the cursor; what is dragged is this plot's alone.
          filters: { pub: (type) => type === 'mousemove' },
        },
      },
      scales: {
        x: { time: true, range: () => this.stretch() },
        y: { distr: look.logarithmic ? 3 : 1, range: () => this.height() },
      },
      axes: [
        {
          ...axis,
          size: 26,
          gap: 4,
          space: 64,
          grid: lines,
          ticks: { ...lines, size: 4 },
          values: (_, splits, __, ___, apart) => splits.map((ms) => this.scene.time(ms, apart)),
        },
        {
          ...axis,
          size: AXIS_ROOM,
          gap: 4,
          space: 28,
          grid: lines,
          ticks: { show: false },
          ...(look.base === 1024 ? { incrs: POWERS_OF_TWO } : {}),
          values: (_, splits) => splits.map((n) => (n === null ? '' : this.scene.number(n))),
        },
      ],
      series,
      bands,
      hooks: {
        drawClear: [(u) => this.tintGaps(u)],
        draw: [(u) => this.drawZero(u), (u) => this.drawLimits(u), (u) => this.drawMarks(u)],
        setCursor: [(u) => this.hands.cursor(u.cursor.idx ?? undefined)],
        setSelect: [(u) => this.zoomed(u)],
      },
    };
  }

  private stretch(): [number, number] {
    const { from, to } = this.moving ?? this.scene;
    return [from, to];
  }

  private height(): [number, number] {
    const { drawn, before, limits, look } = this.scene;
    const all = [...drawn.layers, ...(before?.layers ?? [])];
    const [low, high] = axisRange(extent(all), {
      lower: look.lower,
      upper: look.upper,
      rigid: look.rigid,
      limits: limits.map((limit) => limit.value),
      areas: drawn.layers.some((layer) => layer.area),
    });
    return look.logarithmic ? [Math.max(low, high / 1e6, Number.MIN_VALUE), high] : [low, high];
  }

  private zoomed(u: uPlot): void {
    const { left, width } = u.select;
    if (width < DRAG_MIN) return;
    const from = u.posToVal(left, 'x');
    const to = u.posToVal(left + width, 'x');
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.hands.zoom(from, to);
  }

  /** Dragging the time axis moves through time; pressing it marks a moment. */
  private takeAxis(): void {
    const axis = this.plot.root.querySelector<HTMLElement>('.u-axis');
    if (!axis) return;
    const down = (begun: PointerEvent) => {
      if (begun.button !== 0) return;
      axis.setPointerCapture(begun.pointerId);
      const up = (ended: PointerEvent) => {
        const { from, to } = this.scene;
        const moved = ended.clientX - begun.clientX;
        if (Math.abs(moved) < DRAG_MIN) {
          const left = ended.clientX - this.plot.over.getBoundingClientRect().left;
          this.hands.press(Math.round(this.plot.posToVal(left, 'x')));
        } else {
          const by = (moved / this.plot.over.clientWidth) * (to - from);
          this.hands.zoom(from - by, to - by);
        }
      };
      axis.addEventListener('pointerup', up, { once: true });
    };
    axis.addEventListener('pointerdown', down);
    this.stops.push(() => axis.removeEventListener('pointerdown', down));
  }

  /** Where nothing at all is known the ground says so. */
  private tintGaps(u: uPlot): void {
    const { drawn, tones } = this.scene;
    const { ctx, bbox } = u;
    const known = (i: number) => drawn.layers.some((layer) => layer.values[i] !== null);
    ctx.save();
    ctx.fillStyle = tones.gap;
    for (let i = 0; i < drawn.times.length; i++) {
      if (known(i)) continue;
      const first = i;
      while (i + 1 < drawn.times.length && !known(i + 1)) i++;
      const left = u.valToPos(drawn.times[Math.max(0, first - 1)]!, 'x', true);
      const right = u.valToPos(drawn.times[Math.min(drawn.times.length - 1, i + 1)]!, 'x', true);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
    ctx.restore();
  }

  /** The axis itself, where something lies below it. */
  private drawZero(u: uPlot): void {
    if (!this.scene.drawn.layers.some((layer) => layer.down)) return;
    const { ctx, bbox } = u;
    const y = Math.round(u.valToPos(0, 'y', true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = this.scene.tones.faint;
    ctx.lineWidth = uPlot.pxRatio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }

  private drawLimits(u: uPlot): void {
    const { ctx, bbox } = u;
    const scale = uPlot.pxRatio;
    ctx.save();
    ctx.lineWidth = scale;
    ctx.font = `${11 * scale}px ${this.scene.tones.font}`;
    ctx.textAlign = 'right';
    for (const limit of this.scene.limits) {
      const y = Math.round(u.valToPos(limit.value, 'y', true));
      if (!(y >= bbox.top && y <= bbox.top + bbox.height)) continue;
      ctx.strokeStyle = limit.colour;
      ctx.fillStyle = limit.colour;
      ctx.setLineDash(limit.dash.map((n) => n * scale));
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      const above = y - bbox.top > 16 * scale;
      const x = bbox.left + bbox.width - 2 * scale;
      const base = y + (above ? -4 : 13) * scale;
      ctx.setLineDash([]);
      ctx.strokeStyle = this.scene.tones.paper;
      ctx.lineWidth = 3 * scale;
      ctx.strokeText(limit.label, x, base);
      ctx.lineWidth = scale;
      ctx.fillText(limit.label, x, base);
    }
    ctx.restore();
  }

  private drawMarks(u: uPlot): void {
    const { ctx, bbox } = u;
    const { marks, tones } = this.scene;
    const scale = uPlot.pxRatio;
    ctx.save();
    ctx.strokeStyle = tones.mark;
    ctx.fillStyle = tones.mark;
    ctx.lineWidth = scale;
    for (const mark of marks) {
      const x = Math.round(u.valToPos(mark.at, 'x', true));
      const end = mark.until === undefined ? x : u.valToPos(mark.until, 'x', true);
      if (end < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.globalAlpha = 0.12;
      const left = Math.max(x, bbox.left);
      ctx.fillRect(left, bbox.top, Math.min(end, bbox.left + bbox.width) - left, bbox.height);
      ctx.globalAlpha = 1;
      if (x < bbox.left) continue;
      ctx.setLineDash([4 * scale, 3 * scale]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(x - 5 * scale, bbox.top - 7 * scale);
      ctx.lineTo(x + 5 * scale, bbox.top - 7 * scale);
      ctx.lineTo(x, bbox.top);
      ctx.fill();
    }
    ctx.restore();
  }
}
