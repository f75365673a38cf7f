import { useState } from 'preact/hooks';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import type { Drawn } from './layers.ts';
import type { GraphLook } from './munin.ts';

/** Longer tables are read by nobody; the CSV of a program's own query is for that. */
const ROWS_MAX = 120;

/** What is drawn, as a table: for who reads with the fingers or the ears, or wants one exact value. */
export function ValuesTable(props: { drawn: Drawn; look: GraphLook; title: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details class="graph-values" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t.graph.values}
        <span class="unseen"> {props.title}</span>
      </summary>
      {open && <Values {...props} />}
    </details>
  );
}

function Values({ drawn, look, title }: { drawn: Drawn; look: GraphLook; title: string }) {
  const { t, f } = useWords();
  const every = Math.max(1, Math.ceil(drawn.times.length / ROWS_MAX));
  const rows = drawn.times.map((time, i) => ({ time, i })).filter(({ i }) => i % every === 0).reverse();
  const say = (n: number | null | undefined) =>
    n === null || n === undefined ? '–' : f.measured(n, look.base, look.scaled, look.decimals);
  const columns = drawn.entries.flatMap((entry) => [
    { name: entry.label, values: entry.values },
    ...(entry.mirroredValues
      ? [{ name: `${entry.label} ${t.graph.below}`, values: entry.mirroredValues }]
      : []),
  ]);
  return (
    <div class="scroll-x values-frame" tabIndex={0} role="region" aria-label={fill(t.graph.valuesOf, { title })}>
      <table class="rows compact">
        <thead>
          <tr>
            <th scope="col">{t.graph.time}</th>
            {columns.map((column, i) => (
              <th key={i} scope="col" class="num">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, i }) => (
            <tr key={time}>
              <th scope="row" class="nowrap">
                {f.moment(time)}
              </th>
              {columns.map((column, c) => (
                <td key={c} class="num">
                  {say(column.values[i])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
