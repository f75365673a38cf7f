import { useState } from 'preact/hooks';
import { useWords } from '../../words/words.ts';
import type { Ink } from './inks.ts';
import type { Drawn, Entry, Figures } from './layers.ts';
import { broken, type GraphLook } from './munin.ts';

/** A longer legend is folded: it would push the next graph off the screen. */
const LINES_MAX = 12;
const LINES_SHOWN = 8;

/** Which line is which, and its figures over what is shown; at the cursor, its value there. */
export function Legend(props: {
  drawn: Drawn;
  inks: Ink[];
  look: GraphLook;
  cursor: number | undefined;
}) {
  const { t, f } = useWords();
  const { drawn, cursor } = props;
  const [whole, setWhole] = useState(false);
  const folds = drawn.entries.length > LINES_MAX;
  const shown = folds && !whole ? drawn.entries.slice(0, LINES_SHOWN) : drawn.entries;
  const at = cursor === undefined ? undefined : drawn.times[cursor];
  return (
    <>
      <table class="legend">
        <thead>
          <tr>
            <th scope="col">
              <span class={at === undefined ? 'unseen' : 'legend-at'}>
                {at === undefined ? t.graph.field : f.moment(at)}
              </span>
            </th>
            <th scope="col">{at === undefined ? t.graph.now : t.graph.atCursor}</th>
            <th scope="col">{t.graph.min}</th>
            <th scope="col">{t.graph.mean}</th>
            <th scope="col">{t.graph.max}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry, i) => (
            <Line key={i} {...props} entry={entry} ink={props.inks[i]!} />
          ))}
        </tbody>
      </table>
      {folds && (
        <button type="button" class="linklike legend-more" onClick={() => setWhole(!whole)}>
          {whole ? t.graph.fewer : f.count(t.graph.more, drawn.entries.length - LINES_SHOWN)}
        </button>
      )}
    </>
  );
}

function Line(props: { entry: Entry; ink: Ink; look: GraphLook; cursor: number | undefined }) {
  const { t } = useWords();
  const { entry, ink, cursor } = props;
  const dashed = ink.dash.length > 0 ? ' dashed' : '';
  return (
    <>
      <tr>
        <th scope="row">
          <span
            class={`swatch${entry.area ? ' area' : ''}${dashed}`}
            style={{ borderColor: ink.colour, backgroundColor: entry.area ? ink.colour : undefined }}
          />
          {entry.label}
          {entry.mirrored && <span class="muted"> {t.graph.above}</span>}
        </th>
        <Cells {...props} of={entry.figures} here={cursor === undefined ? undefined : entry.values[cursor]} />
      </tr>
      {entry.mirrored && (
        <tr class="mirrored">
          <th scope="row">
            <span class="unseen">{entry.label} </span>
            <span class="muted">{t.graph.below}</span>
          </th>
          <Cells
            {...props}
            of={entry.mirrored}
            here={cursor === undefined ? undefined : entry.mirroredValues?.[cursor]}
          />
        </tr>
      )}
    </>
  );
}

function Cells(props: {
  entry: Entry;
  of: Figures;
  look: GraphLook;
  cursor: number | undefined;
  here: number | null | undefined;
}) {
  const { t, f } = useWords();
  const { of, look, entry } = props;
  const say = (n: number | null | undefined) =>
    n === null || n === undefined ? '–' : f.measured(n, look.base, look.scaled, look.decimals);
  const first = props.cursor === undefined ? of.now : props.here;
  const state = broken(entry.critical, first)
    ? t.graph.critical
    : broken(entry.warning, first)
      ? t.graph.warning
      : undefined;
  return (
    <>
      <td class={state && 'over'} title={state}>
        {say(first)}
        {state && <span class="unseen"> ({state})</span>}
      </td>
      <td>{say(of.min)}</td>
      <td>{say(of.mean)}</td>
      <td>{say(of.max)}</td>
    </>
  );
}
