import { useState } from 'preact/hooks';
import { useWords } from '../words/words.ts';
import { labelEvery, ticks } from './scales.ts';
import { useWidth } from './useWidth.ts';

export interface Column {
  /** Under the axis. */
  label: string;
  /** In full, when pointed at. */
  title: string;
  value: number;
}

const LEFT = 44;
const BOTTOM = 22;
const TOP = 20;
const LABEL_ROOM = 64;

/** Counts side by side: hours of a poll, or classes of a number. */
export function Columns(props: { columns: Column[]; summary: string; height?: number }) {
  const { f } = useWords();
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const [pointed, setPointed] = useState<number>();
  const height = props.height ?? 180;
  const max = Math.max(0, ...props.columns.map((column) => column.value));
  const marks = ticks(max, 3);
  const top = marks[marks.length - 1]!;
  const inner = width - LEFT;
  const step = inner / Math.max(1, props.columns.length);
  const y = (value: number) => TOP + (height - TOP - BOTTOM) * (1 - value / top);
  const every = labelEvery(props.columns.length, inner, LABEL_ROOM);
  const shown = pointed === undefined ? undefined : props.columns[pointed];
  return (
    <div class="chart" ref={ref} onPointerLeave={() => setPointed(undefined)}>
      <svg width={width} height={height} role="img" aria-label={props.summary}>
        {marks.map((mark) => (
          <g key={mark} class="chart-grid">
            <line x1={LEFT} x2={width} y1={y(mark)} y2={y(mark)} />
            <text x={LEFT - 8} y={y(mark) + 4} text-anchor="end">
              {f.number(mark)}
            </text>
          </g>
        ))}
        {props.columns.map((column, i) => {
          const x = LEFT + i * step;
          return (
            <g key={i} onPointerEnter={() => setPointed(i)}>
              <rect class="chart-catch" x={x} y={TOP} width={step} height={height - TOP - BOTTOM} />
              <rect
                class={`chart-column${i === pointed ? ' pointed' : ''}`}
                x={x + (step > 4 ? 1 : 0)}
                y={y(column.value)}
                width={Math.max(1, step - (step > 4 ? 2 : 0))}
                height={Math.max(0, y(0) - y(column.value))}
              />
              {i % every === 0 && (
                <text class="chart-label" x={x} y={height - 6}>
                  {column.label}
                </text>
              )}
            </g>
          );
        })}
        {shown && (
          <text class="chart-readout" x={width} y={12} text-anchor="end">
            {shown.title}
          </text>
        )}
      </svg>
    </div>
  );
}
