import { useWords } from '../words/words.ts';

export interface Bar {
  key: string;
  name: string;
  color: string;
  people: number;
  share: number;
  href?: string;
  faint?: boolean;
}

/**
 * Categories as bars: name, length, number and share, so that colour never says it alone.
 *
 * @param props.heads what the names and the numbers are, where they are not a poll's
 */
export function Bars(props: { bars: Bar[]; caption: string; heads?: { name: string; count: string } }) {
  const { t, f } = useWords();
  const most = Math.max(...props.bars.map((bar) => bar.share), 0.0001);
  return (
    <table class="bars">
      <caption class="unseen">{props.caption}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{props.heads?.name ?? t.results.category}</th>
          <th scope="col">{t.results.share}</th>
          <th scope="col">{props.heads?.count ?? t.results.people}</th>
        </tr>
      </thead>
      <tbody>
        {props.bars.map((bar) => (
          <tr key={bar.key} class={bar.faint ? 'faint' : undefined}>
            <th scope="row">{bar.href ? <a href={bar.href}>{bar.name}</a> : bar.name}</th>
            <td class="bar-cell">
              <span
                class="bar"
                style={{ width: `${(bar.share / most) * 100}%`, backgroundColor: bar.color }}
              />
            </td>
            <td class="bar-share">{f.percent(bar.share)}</td>
            <td class="bar-people">{f.number(bar.people)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
