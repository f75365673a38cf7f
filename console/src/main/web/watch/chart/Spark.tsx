import type { Values } from '../../api/meter.ts';
import { useWords } from '../../words/words.ts';
import { fill } from '../../words/formats.ts';

const WIDTH = 96;
const HEIGHT = 24;

/** The last hour in the size of a word; gaps stay gaps. */
export function Spark(props: { title: string; values: Values }) {
  const { t, f } = useWords();
  const known = props.values.filter((v): v is number => v !== null);
  if (known.length === 0) return <span class="muted">–</span>;
  const high = Math.max(...known);
  const low = Math.min(0, ...known);
  const x = (i: number) => (i / Math.max(1, props.values.length - 1)) * (WIDTH - 2) + 1;
  const y = (v: number) => HEIGHT - 2 - ((v - low) / (high - low || 1)) * (HEIGHT - 4);
  let path = '';
  let pen = false;
  props.values.forEach((v, i) => {
    if (v !== null) path += `${pen ? 'L' : 'M'}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
    pen = v !== null;
  });
  const said = fill(t.hosts.spark, { title: props.title, now: f.measured(known[known.length - 1]!) });
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} role="img" aria-label={said}>
      <title>{said}</title>
      <path d={path} />
    </svg>
  );
}
