import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { DossierFigures, DossierType } from '../api/vault.ts';
import { useFilter } from '../app/router.ts';
import { Bars } from '../charts/Bars.tsx';
import { Columns } from '../charts/Columns.tsx';
import { Figure } from '../ui/bits.tsx';
import { Select } from '../ui/controls.tsx';
import { useEvery } from '../ui/every.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { Head, num } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { KeepHead } from './KeepHead.tsx';
import { inLang, stateOf } from './texts.ts';
import { useTypes } from './useTypes.ts';

type Months = DossierFigures['months'];
/** Everything is counted anew for each reader. */
const LOOK_MS = 60_000;
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);

/** How many dossiers there are, in which states, and how many come and go. */
export function Overview() {
  const { t, lang } = useWords();
  const [type, setType] = useFilter('type');
  const types = useTypes();
  const figures = useFetched<DossierFigures>(`/api/dossier-figures${query({ type })}`);
  useEvery(LOOK_MS, figures.reload);
  return (
    <>
      <KeepHead />
      {types.all.length > 1 && (
        <div class="filters">
          <Select
            label={t.dossiers.type}
            value={type}
            onInput={setType}
            options={[
              { value: '', label: t.dossiers.anyType },
              ...types.all.map((one) => ({ value: String(one.id), label: inLang(one.name, lang) })),
            ]}
          />
        </div>
      )}
      <Loaded of={types.settled ? figures : { ...figures, data: undefined }}>
        {({ states, months }) =>
          states.length === 0 ? (
            <Empty title={t.dossiers.none} />
          ) : (
            <>
              <Totals states={states} months={months} types={types.byId} />
              <ByMonth months={months} />
              {[...types.byId.values()].map((one) => (
                <ByState key={one.id} type={one} states={states.filter((state) => state.type === one.id)} />
              ))}
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Totals(props: { states: DossierFigures['states']; months: Months; types: Map<number, DossierType> }) {
  const { t, f } = useWords();
  const isClosed = (one: DossierFigures['states'][number]) =>
    stateOf(props.types.get(one.type), one.state)?.closed === true;
  const count = (closed: boolean) =>
    sum(props.states.filter((one) => isClosed(one) === closed).map((one) => one.dossiers));
  return (
    <dl class="figures">
      <Figure value={f.number(count(false))} label={t.dossiers.openNow} />
      <Figure value={f.number(count(true))} label={t.dossiers.closedNow} />
      <Figure value={f.number(props.months.at(-1)?.opened ?? 0)} label={t.dossiers.openedThis} />
    </dl>
  );
}

/** In the order of the type; what it no longer knows comes last. */
function ByState(props: { type: DossierType; states: DossierFigures['states'] }) {
  const { t, lang } = useWords();
  const { type, states } = props;
  if (states.length === 0) return null;
  const all = sum(states.map((one) => one.dossiers));
  const place = (key: string) => {
    const at = type.states.findIndex((state) => state.key === key);
    return at < 0 ? type.states.length : at;
  };
  const name = inLang(type.name, lang);
  return (
    <section class="block">
      <h2>{name}</h2>
      <Bars
        caption={`${name} : ${t.dossiers.byState}`}
        heads={{ name: t.dossiers.state, count: t.dossiers.title }}
        bars={[...states]
          .sort((a, b) => place(a.state) - place(b.state))
          .map((one) => {
            const state = stateOf(type, one.state);
            return {
              key: one.state,
              name: inLang(state?.label, lang) || one.state,
              color: state?.closed ? 'var(--edge)' : 'var(--accent)',
              people: one.dossiers,
              share: one.dossiers / all,
              href: `/dossiers${query({ type: type.id, state: one.state })}`,
              faint: state?.closed === true,
            };
          })}
      />
    </section>
  );
}

function ByMonth({ months }: { months: Months }) {
  const { t, f } = useWords();
  const columns = (of: 'opened' | 'closed') =>
    months.map((one) => ({
      label: f.mark(Date.parse(`${one.month}T12:00:00`), MONTH_MS),
      value: one[of],
      title: fill(t.dossiers.monthSays, { month: f.monthYear(one.month), n: f.number(one[of]) }),
    }));
  const total = (of: 'opened' | 'closed') => ({
    n: f.number(sum(months.map((one) => one[of]))),
    from: f.monthYear(months[0]!.month),
  });
  return (
    <section class="block">
      <div class="side-by-side">
        <div>
          <h2>{t.dossiers.opened}</h2>
          <Columns columns={columns('opened')} summary={fill(t.dossiers.opensSummary, total('opened'))} />
        </div>
        <div>
          <h2>{t.dossiers.closed}</h2>
          <Columns columns={columns('closed')} summary={fill(t.dossiers.closesSummary, total('closed'))} />
        </div>
      </div>
      <details class="as-table">
        <summary>{t.dossiers.asTable}</summary>
        <table class="rows compact">
          <Head of={[t.dossiers.month, num(t.dossiers.opened), num(t.dossiers.closed)]} />
          <tbody>
            {months.map((one) => (
              <tr key={one.month}>
                <th scope="row">{f.monthYear(one.month)}</th>
                <td class="num">{f.number(one.opened)}</td>
                <td class="num">{f.number(one.closed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

const MONTH_MS = 30 * 86_400_000;
