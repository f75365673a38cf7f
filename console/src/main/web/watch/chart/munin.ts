import type { Attributes, Graph, GraphField } from '../../api/meter.ts';

/** Munin's words, read: how a graph and its fields want to be drawn (docs/graphs.md). */
export interface GraphLook {
  base: 1000 | 1024;
  /** Whether figures carry k, M… */
  scaled: boolean;
  /** Of figures, where the author says so. */
  decimals?: number;
  lower?: number;
  upper?: number;
  rigid: boolean;
  logarithmic: boolean;
  total?: string;
  vlabel: string;
}

export interface FieldLook {
  name: string;
  label: string;
  area: boolean;
  piled: boolean;
  width: number;
  /** Six hexadecimal digits, or none chosen. */
  colour?: string;
  /** The field drawn mirrored below zero together with this one. */
  negative?: string;
  warning: Bounds;
  critical: Bounds;
  line?: { value: number; colour?: string; label: string };
}

/** Fine from low to high; undefined is no bound. */
export interface Bounds {
  low?: number;
  high?: number;
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

export function numberIn(text: string | undefined): number | undefined {
  const trimmed = (text ?? '').trim();
  return PLAIN.test(trimmed) ? Number(trimmed) : undefined;
}

/** "high", "low:high", "low:" or ":high". */
export function boundsIn(text: string | undefined): Bounds {
  if (!text) return {};
  const colon = text.indexOf(':');
  return {
    low: colon < 0 ? undefined : numberIn(text.slice(0, colon)),
    high: numberIn(text.slice(colon + 1)),
  };
}

export const broken = (bounds: Bounds, value: number | null | undefined): boolean =>
  value !== null &&
  value !== undefined &&
  ((bounds.low !== undefined && value < bounds.low) ||
    (bounds.high !== undefined && value > bounds.high));

const colourIn = (text: string | undefined) =>
  text && /^[0-9a-f]{6}$/i.test(text) ? `#${text}` : undefined;

/** The value of one of graph_args' options, long or short. */
function option(args: string, ...names: string[]): string | undefined {
  const words = args.split(/[\s=]+/);
  for (const name of names) {
    const at = words.indexOf(name);
    if (at >= 0) return words[at + 1];
  }
  return undefined;
}

/** Of C's format of a number, as graph_printf is. */
function decimalsIn(format: string | undefined): number | undefined {
  const found = /^%[-+ 0#']*\d*\.(\d)l?[fge]/.exec(format?.trim() ?? '');
  return found ? Number(found[1]) : undefined;
}

export function graphLook(graph: Pick<Graph, 'attributes' | 'vlabel'>): GraphLook {
  const { attributes } = graph;
  const args = attributes.graph_args ?? '';
  const has = (...names: string[]) => names.some((name) => args.split(/\s+/).includes(name));
  return {
    base: option(args, '--base', '-b') === '1024' ? 1024 : 1000,
    scaled: attributes.graph_scale !== 'no',
    decimals: decimalsIn(attributes.graph_printf),
    lower: numberIn(option(args, '--lower-limit', '-l')),
    upper: numberIn(option(args, '--upper-limit', '-u')),
    rigid: has('--rigid', '-r'),
    logarithmic: has('--logarithmic', '-o'),
    total: attributes.graph_total || undefined,
    vlabel: (graph.vlabel ?? attributes.graph_vlabel ?? '').replaceAll(
      '${graph_period}',
      attributes.graph_period ?? 'second',
    ),
  };
}

/** What is drawn, in the author's order; mirrored and hidden fields are not lines of their own. */
export function fieldLooks(graph: Pick<Graph, 'attributes' | 'fields'>): FieldLook[] {
  const mirrored = new Set(graph.fields.map((field) => field.attributes.negative));
  const looks: FieldLook[] = [];
  let pileIsArea = false;
  let pileBegun = false;
  for (const field of ordered(graph)) {
    if (mirrored.has(field.name) || field.attributes.graph === 'no') continue;
    const draw = (field.attributes.draw ?? 'LINE').trim().toUpperCase();
    const word = draw.replace(/[\d.]+$/, '');
    const piled = pileBegun && /^(AREA|LINE)?STACK$/.test(word);
    const area: boolean = word === 'STACK' ? !pileBegun || pileIsArea : word.startsWith('AREA');
    pileBegun = true;
    pileIsArea = area;
    looks.push({ ...plain(field), area, piled, width: area ? 0 : lineWidth(draw) });
  }
  return looks;
}

const THICKEST = 4;

function lineWidth(draw: string): number {
  const width = numberIn(/[\d.]+$/.exec(draw)?.[0]) ?? 1;
  return Math.min(THICKEST, Math.max(1, width)) + 0.3;
}

function plain(field: GraphField): Omit<FieldLook, 'area' | 'piled' | 'width'> {
  const { attributes } = field;
  const [value, colour, ...label] = (attributes.line ?? '').split(':');
  const line = numberIn(value);
  return {
    name: field.name,
    label: field.label || attributes.label || field.name,
    colour: colourIn(attributes.colour),
    negative: attributes.negative?.trim() || undefined,
    warning: boundsIn(attributes.warning),
    critical: boundsIn(attributes.critical),
    line: line === undefined ? undefined : { value: line, colour: colourIn(colour), label: label.join(':') },
  };
}

/** graph_order first, then the others as they come; loans ("name=host:…") keep their own name. */
function ordered(graph: { attributes: Attributes; fields: GraphField[] }): GraphField[] {
  const wanted = (graph.attributes.graph_order ?? '').split(/\s+/).map((word) => word.split('=')[0]!);
  const place = (field: GraphField) => {
    const at = wanted.indexOf(field.name);
    return at < 0 ? wanted.length : at;
  };
  return [...graph.fields].sort((a, b) => place(a) - place(b));
}
