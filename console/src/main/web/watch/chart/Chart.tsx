import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Graph, GraphData } from '../../api/meter.ts';
import { useWidth } from '../../charts/useWidth.ts';
import { useOnScreen } from '../../ui/seen.ts';
import { ProblemNote } from '../../ui/states.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { WEEK, type PageSpan, type Span } from '../span.ts';
import { inkOf, type Ink } from './inks.ts';
import { draw, type Drawn } from './layers.ts';
import { Legend } from './Legend.tsx';
import { fieldLooks, graphLook, type FieldLook, type GraphLook } from './munin.ts';
import type { Limit, Mark, Plot, Scene } from './plot.ts';
import { aligned, useGraphData, type Shown, type Source } from './useGraphData.ts';
import { tonesOf, useDark } from './useTones.ts';
import { ValuesTable } from './ValuesTable.tsx';

export interface ChartProps {
  /** What is drawn; of a query it is known only when its values are. */
  graph: Graph | ((data: GraphData) => Graph);
  title: string;
  source: Source;
  span: Span & Partial<Pick<PageSpan, 'show' | 'move' | 'scale'>>;
  height: number;
  /** Charts of one group share the cursor. */
  group: string;
  marks?: Mark[];
  /** A press on the time axis. */
  onPress?: (at: number) => void;
  /** Without the table of values. */
  plain?: boolean;
}

const NOTHING: GraphData = { from: 0, to: 0, step: 0, times: [], fields: [] };

/** A graph over a span, its legend, and its values as a table. */
export function Chart(props: ChartProps) {
  const { span } = props;
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const onScreen = useOnScreen(ref);
  const shown = useGraphData(props.source, span, width, onScreen);
  const dark = useDark();
  const graph = useMemo(
    () => (typeof props.graph !== 'function' ? props.graph : props.graph(shown.data ?? NOTHING)),
    [props.graph, shown.data],
  );
  const looks = useMemo(() => fieldLooks(graph), [graph]);
  const look = useMemo(() => graphLook(graph), [graph]);
  const drawn = useMemo(
    () => shown.data && draw(looks, shown.data, look.total),
    [shown.data, looks, look],
  );
  const inks = useMemo(
    () => (drawn ? inksOf(drawn, dark) : []),
    [drawn?.entries.length, looks, dark],
  );
  const [cursor, setCursor] = useState<number>();
  return (
    <div class="graph" ref={ref}>
      <p class="graph-vlabel">{look.vlabel || '\u00a0'}</p>
      {shown.problem && <ProblemNote problem={shown.problem} retry={shown.retry} />}
      {drawn ? (
        <>
          <Canvas
            {...props}
            look={look}
            width={width}
            drawn={drawn}
            shown={shown}
            looks={looks}
            inks={inks}
            dark={dark}
            onCursor={setCursor}
          />
          <Legend drawn={drawn} inks={inks} look={look} cursor={cursor} />
          {!props.plain && <ValuesTable drawn={drawn} look={look} title={props.title} />}
        </>
      ) : (
        !shown.problem && <Waiting height={props.height} />
      )}
    </div>
  );
}

function Waiting({ height }: { height: number }) {
  const { t } = useWords();
  return (
    <div class="graph-waiting" style={{ height: `${height}px` }}>
      <span class="unseen">{t.common.loading}</span>
    </div>
  );
}

const TOTAL_ON_LIGHT = '#1b1c1b';
const TOTAL_ON_DARK = '#e9eae6';

function inksOf(drawn: Drawn, dark: boolean): Ink[] {
  return drawn.entries.map((entry, i) =>
    entry.total
      ? { colour: dark ? TOTAL_ON_DARK : TOTAL_ON_LIGHT, dash: [] }
      : inkOf(i, entry.colour, dark),
  );
}

/** The drawing itself; the keyboard moves its cursor. */
function Canvas(
  props: Omit<ChartProps, 'graph'> & {
    look: GraphLook;
    width: number;
    drawn: Drawn;
    shown: Shown;
    looks: FieldLook[];
    inks: Ink[];
    dark: boolean;
    onCursor: (index: number | undefined) => void;
  },
) {
  const words = useWords();
  const { t, f } = words;
  const { drawn, look, span } = props;
  const into = useRef<HTMLDivElement>(null);
  const plot = useRef<{ made: Plot; shape: string } | undefined>(undefined);
  const hands = useRef(props);
  hands.current = props;

  const scene = (element: Element): Scene => {
    const { data, before } = props.shown;
    return {
      drawn,
      before: before && draw(props.looks, aligned(data!.times, before, WEEK)),
      inks: props.inks,
      look,
      from: data!.from,
      to: data!.to,
      limits: limitsOf(props.looks, props.dark, t.graph),
      marks: props.marks ?? [],
      tones: tonesOf(element, props.dark),
      number: (n) => f.measured(n, look.base, look.scaled),
      time: (ms, apart) => f.mark(ms, apart),
    };
  };

  useEffect(() => {
    let late = false;
    const element = into.current!;
    void import('./plot.ts').then(({ Plot, shapeOf }) => {
      if (late) return;
      const now = scene(element);
      const size = { width: props.width, height: props.height };
      const shape = shapeOf(now) + words.lang;
      if (plot.current?.shape === shape) {
        plot.current.made.show(now, size);
        return;
      }
      plot.current?.made.close();
      const made = new Plot(element, now, size, props.group, {
        zoom: (from, to) => hands.current.span.show?.(from, to),
        press: (at) => hands.current.onPress?.(at),
        cursor: (index) => hands.current.onCursor(index),
      });
      plot.current = { made, shape };
    });
    return () => {
      late = true;
    };
  });
  useEffect(() => () => plot.current?.made.close(), []);

  const keys: Record<string, () => void> = {
    ArrowLeft: () => plot.current?.made.step(-1),
    ArrowRight: () => plot.current?.made.step(1),
    PageUp: () => plot.current?.made.step(-20),
    PageDown: () => plot.current?.made.step(20),
    Escape: () => plot.current?.made.leave(),
    '+': () => span.scale?.(0.5),
    '=': () => span.scale?.(0.5),
    '-': () => span.scale?.(2),
    'shift+ArrowLeft': () => span.move?.(-0.5),
    'shift+ArrowRight': () => span.move?.(0.5),
  };
  return (
    <div
      class="plot"
      ref={into}
      style={{ height: `${props.height}px` }}
      tabIndex={0}
      role="group"
      aria-label={fill(t.graph.spoken, {
        title: props.title,
        from: f.dateTime(new Date(span.from).toISOString()),
        to: f.dateTime(new Date(span.to).toISOString()),
      })}
      onKeyDown={(event) => {
        const shifted = event.shiftKey && event.key.startsWith('Arrow');
        const act = keys[shifted ? `shift+${event.key}` : event.key];
        if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        act();
      }}
    />
  );
}

const WARNING = { light: '#8a5a00', dark: '#e3ac4d', dash: [7, 4] };
const CRITICAL = { light: '#b3261e', dark: '#ff8f85', dash: [2, 3] };

/** Thresholds and wished lines; the same threshold of several fields is one line. */
export function limitsOf(
  looks: FieldLook[],
  dark: boolean,
  words: { warning: string; critical: string },
): Limit[] {
  const limits = new Map<string, Limit>();
  const add = (value: number | undefined, how: typeof WARNING, label: string) => {
    if (value === undefined) return;
    limits.set(`${label} ${value}`, {
      value,
      colour: dark ? how.dark : how.light,
      dash: how.dash,
      label,
    });
  };
  for (const look of looks) {
    // In a pile a field's own height is not where its line is drawn.
    if (look.piled) continue;
    for (const value of [look.warning.low, look.warning.high]) add(value, WARNING, words.warning);
    for (const value of [look.critical.low, look.critical.high]) add(value, CRITICAL, words.critical);
    const { line } = look;
    if (line) {
      const { colour } = inkOf(7, line.colour, dark);
      limits.set(`line ${line.value}`, { value: line.value, colour, dash: [], label: line.label });
    }
  }
  return [...limits.values()];
}
