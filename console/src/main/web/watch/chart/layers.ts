import type { GraphData, Values } from '../../api/meter.ts';
import type { Bounds, FieldLook } from './munin.ts';

/** One edge to draw: piles are added up here, because the drawing library knows none. */
export interface Layer {
  /** Index into the legend. */
  entry: number;
  area: boolean;
  width: number;
  values: Values;
  /** The layer it lies on; zero when there is none. */
  below?: number;
  /** Mirrored below zero. */
  down: boolean;
  /** How far the samples behind one point spread, for lines that are not piled. */
  low?: Values;
  high?: Values;
}

/** A line of the legend; figures are of what is shown. */
export interface Entry {
  name: string;
  label: string;
  colour?: string;
  area: boolean;
  total: boolean;
  /** Its figures, and those of the field mirrored below zero. */
  figures: Figures;
  mirrored?: Figures;
  warning: Bounds;
  critical: Bounds;
  values: Values;
  mirroredValues?: Values;
}

export interface Figures {
  now: number | null;
  min: number | null;
  mean: number | null;
  max: number | null;
}

export interface Drawn {
  times: number[];
  layers: Layer[];
  entries: Entry[];
}

interface Column {
  average: Values;
  min: Values;
  max: Values;
}

/** More lines than this, and their spreads would only make a fog. */
const SPREADS_MAX = 4;

/** What a graph's data become: layers from back to front, and the legend. */
export function draw(looks: FieldLook[], data: GraphData, total?: string): Drawn {
  const columns = new Map<string, Column>();
  for (const { name, average, min, max } of data.fields) {
    columns.set(name, { average, min: min ?? average, max: max ?? average });
  }
  const nothing: Values = data.times.map(() => null);
  const none: Column = { average: nothing, min: nothing, max: nothing };
  const columnOf = (name: string) => columns.get(name) ?? none;
  const spread = looks.filter((look) => !look.area && !look.piled).length <= SPREADS_MAX;
  const layers: Layer[] = [];
  const entries: Entry[] = [];
  const up: Pile = {};
  const down: Pile = {};
  looks.forEach((look, entry) => {
    const column = columnOf(look.name);
    const mirrored = look.negative === undefined ? undefined : columnOf(look.negative);
    lay(layers, look, entry, column.average, up, false);
    if (spread && !look.area && !look.piled) addSpread(layers, column, 1);
    if (mirrored) {
      lay(layers, look, entry, negated(mirrored.average), down, true);
      if (spread && !look.area && !look.piled) addSpread(layers, mirrored, -1);
    }
    entries.push({
      name: look.name,
      label: look.label,
      colour: look.colour,
      area: look.area,
      total: false,
      figures: figures(column),
      mirrored: mirrored && figures(mirrored),
      warning: look.warning,
      critical: look.critical,
      values: column.average,
      mirroredValues: mirrored?.average,
    });
  });
  if (total && looks.length > 0) addTotal(layers, entries, looks.map((look) => columnOf(look.name)), total);
  return { times: data.times, layers, entries };
}

/** What the next piled field lies on. */
interface Pile {
  layer?: number;
  top?: Values;
}

/** As in rrdtool, an unknown value in a pile adds nothing, and what lies on it goes on. */
function lay(
  layers: Layer[],
  look: FieldLook,
  entry: number,
  own: Values,
  pile: Pile,
  down: boolean,
): void {
  const bottom = look.piled ? pile.top : undefined;
  const values = bottom ? own.map((v, i) => (v === null ? null : v + (bottom[i] ?? 0))) : own;
  layers.push({
    entry,
    area: look.area,
    width: look.width,
    values,
    below: look.piled ? pile.layer : undefined,
    down,
  });
  pile.layer = layers.length - 1;
  pile.top = bottom ? values.map((v, i) => v ?? bottom[i] ?? null) : values;
}

const negated = (values: Values): Values => values.map((v) => (v === null ? null : -v));

function addSpread(layers: Layer[], column: Column, sign: 1 | -1): void {
  const { average, min, max } = column;
  const differs = average.some((v, i) => v !== null && (min[i] !== v || max[i] !== v));
  if (!differs) return;
  const layer = layers[layers.length - 1]!;
  layer.low = sign === 1 ? min : negated(max);
  layer.high = sign === 1 ? max : negated(min);
}

function addTotal(layers: Layer[], entries: Entry[], columns: Column[], label: string): void {
  const sum = (of: (column: Column) => Values) =>
    columns[0]!.average.map((_, i) => {
      const known = columns.map((column) => of(column)[i]).filter((v) => v !== null && v !== undefined);
      return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
    });
  const average = sum((column) => column.average);
  // The sum of the greatest is not the greatest sum: of a total only its own averages are said.
  const column = { average, min: average, max: average };
  layers.push({ entry: entries.length, area: false, width: 1.3, values: average, down: false });
  entries.push({
    name: '',
    label,
    area: false,
    total: true,
    figures: figures(column),
    warning: {},
    critical: {},
    values: average,
  });
}

/** The newest, least, mean and greatest of what is shown. */
export function figures({ average, min, max }: Column): Figures {
  let now: number | null = null;
  let least: number | null = null;
  let most: number | null = null;
  let sum = 0;
  let count = 0;
  average.forEach((v, i) => {
    if (v === null) return;
    now = v;
    sum += v;
    count++;
    const low = min[i] ?? v;
    const high = max[i] ?? v;
    if (least === null || low < least) least = low;
    if (most === null || high > most) most = high;
  });
  return { now, min: least, mean: count === 0 ? null : sum / count, max: most };
}

/** The least and greatest drawn value; undefined where nothing is known. */
export function extent(layers: Layer[]): { low: number; high: number } | undefined {
  let low = Infinity;
  let high = -Infinity;
  const take = (values: Values | undefined) => {
    for (const v of values ?? []) {
      if (v === null) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  };
  for (const layer of layers) {
    take(layer.values);
    take(layer.low);
    take(layer.high);
  }
  return low > high ? undefined : { low, high };
}

export interface Wanted {
  lower?: number;
  upper?: number;
  rigid: boolean;
  /** Threshold values that are drawn when they are near. */
  limits: number[];
  /** Areas stand on zero. */
  areas: boolean;
}

const HEADROOM = 0.06;
/** A threshold further away than this share of the data's own height would flatten the data. */
const NEAR = 0.6;

/** From where to where the axis goes. */
export function axisRange(of: { low: number; high: number } | undefined, wanted: Wanted): [number, number] {
  let { low, high } = of ?? { low: 0, high: 1 };
  if (wanted.areas || low === high || (low > 0 && low < (high - low) * 0.5)) {
    low = Math.min(0, low);
    high = Math.max(0, high);
  }
  if (!wanted.rigid) {
    if (wanted.lower !== undefined) low = Math.min(low, wanted.lower);
    if (wanted.upper !== undefined) high = Math.max(high, wanted.upper);
  }
  const height = high - low || Math.abs(high) || 1;
  for (const limit of wanted.limits) {
    if (limit > high && limit - high <= height * NEAR) high = limit + height * 0.02;
    if (limit < low && low - limit <= height * NEAR) low = limit - height * 0.02;
  }
  const room = (high - low || Math.abs(high) || 1) * HEADROOM;
  const top = wanted.rigid && wanted.upper !== undefined ? wanted.upper : high === 0 ? 0 : high + room;
  const bottom = wanted.rigid && wanted.lower !== undefined ? wanted.lower : low === 0 ? 0 : low - room;
  return top > bottom ? [bottom, top] : [bottom, bottom + 1];
}
