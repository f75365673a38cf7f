import { useFetched } from '../api/fetched.ts';
import type { AnswerRow, NumericSummary, Page, Poll, Progress, Results } from '../api/types.ts';
import { Bars, type Bar } from '../charts/Bars.tsx';
import { Columns } from '../charts/Columns.tsx';
import { colorOf, UNCATEGORISED } from '../charts/palette.ts';
import { coarser, withEmptySteps } from '../charts/scales.ts';
import { Badge, Figure, Spoken, When } from '../ui/bits.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Head, num } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { categoryName, inLanguage } from './localized.ts';
import { PlacesSection } from './PlacesSection.tsx';

/** Live results: figures, categories, map, hours. Counted are people, not messages. */
export function ResultsTab({ poll }: { poll: Poll }) {
  const live = `poll:${poll.id}`;
  const results = useFetched<Results>(`/api/polls/${poll.id}/results`, live);
  const progress = useFetched<Progress>(`/api/polls/${poll.id}/progress`, live);
  return (
    <Loaded of={results} lines={9}>
      {(found) => (
        <>
          <Headline poll={poll} results={found} progress={progress.data} />
          <Body poll={poll} results={found} />
        </>
      )}
    </Loaded>
  );
}

function Headline(props: { poll: Poll; results: Results; progress: Progress | undefined }) {
  const { t, f } = useWords();
  const { results, progress, poll } = props;
  const left = progress?.remaining ?? 0;
  return (
    <>
      <dl class="figures">
        <Figure value={f.number(results.answered)} label={t.results.answered} />
        <Figure value={f.percent(results.rate)} label={t.results.rate} />
        <Figure value={f.number(results.asked)} label={t.results.asked} />
        {left > 0 && (
          <Figure
            value={f.number(left)}
            label={t.results.sendingLeft}
            href={`/polls/${poll.id}/sending`}
          />
        )}
        {poll.definition.categories.length > 0 && (
          <Figure
            value={f.number(results.uncategorised)}
            label={t.results.uncategorised}
            href={`/polls/${poll.id}/answers?category=-`}
          />
        )}
      </dl>
      <Spoken
        text={fill(t.results.liveCount, {
          answered: f.number(results.answered),
          asked: f.number(results.asked),
        })}
      />
    </>
  );
}

function Body({ poll, results }: { poll: Poll; results: Results }) {
  const { t } = useWords();
  if (results.answered === 0) return <Empty title={t.results.nothing}>{t.results.nothingText}</Empty>;
  const hasCategories = results.categories.length > 0;
  const hasPlaces = results.places.length > 0;
  return (
    <div class={hasPlaces ? 'results-grid' : 'results-single'}>
      <div class="results-main">
        {hasCategories && <Categories poll={poll} results={results} />}
        {results.numeric && results.numeric.count > 0 && <Numbers numeric={results.numeric} />}
        <Hours results={results} />
        <Latest poll={poll} />
      </div>
      {hasPlaces && <PlacesSection poll={poll} results={results} />}
    </div>
  );
}

function Categories({ poll, results }: { poll: Poll; results: Results }) {
  const { t, lang } = useWords();
  const own = poll.definition.categories;
  const bars = results.categories.map((category, i): Bar => {
    const at = own.findIndex((one) => one.key === category.key);
    const name = inLanguage(category.name, lang, poll.definition.defaultLanguage);
    return {
      key: category.key,
      name: name || category.key,
      color: colorOf(own[at]?.color ?? category.color, at < 0 ? i : at),
      people: category.people,
      share: category.share,
      href: `/polls/${poll.id}/answers?category=${encodeURIComponent(category.key)}`,
    };
  });
  if (results.uncategorised > 0) {
    bars.push({
      key: '',
      name: t.results.noCategory,
      color: UNCATEGORISED,
      people: results.uncategorised,
      share: results.uncategorised / Math.max(1, results.answered),
      href: `/polls/${poll.id}/answers?category=-`,
      faint: true,
    });
  }
  return (
    <section class="block">
      <h2>{t.results.categories}</h2>
      <Bars bars={bars} caption={t.results.categories} />
    </section>
  );
}

const LATEST = 6;

/** What people just wrote, so that the figures keep a voice. */
function Latest({ poll }: { poll: Poll }) {
  const { t, lang } = useWords();
  const all = `/polls/${poll.id}/answers`;
  const latest = useFetched<Page<AnswerRow>>(`/api${all}?limit=${LATEST}`, `poll:${poll.id}`);
  const rows = latest.data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <section class="block">
      <div class="block-head">
        <h2>{t.results.latest}</h2>
        <a href={all}>{t.results.latestAll}</a>
      </div>
      <ul class="latest">
        {rows.map((row) => (
          <li key={row.id}>
            <span class="latest-text">{row.text}</span>
            <span class="latest-category">
              {row.category ? (
                categoryName(poll.definition, row.category, lang)
              ) : (
                <Badge tone="none">{t.results.noCategory}</Badge>
              )}
            </span>
            <span class="muted small-text latest-who">
              {[row.person, row.place].filter(Boolean).join(' · ')}
            </span>
            <span class="muted small-text nowrap">
              <When at={row.receivedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const MOST_COLUMNS = 72;

function Hours({ results }: { results: Results }) {
  const { t, f } = useWords();
  if (results.timeline.length < 2) return null;
  const hours = coarser(withEmptySteps(results.timeline), MOST_COLUMNS);
  const single = hours.every((hour) => hour.from === hour.to);
  const longSpan =
    Date.parse(hours[hours.length - 1]!.from) - Date.parse(hours[0]!.from) > 2 * 86_400_000;
  const busiest = hours.reduce((a, b) => (b.people > a.people ? b : a));
  const columns = hours.map((hour) => ({
    label: longSpan ? f.date(hour.from) : f.time(hour.from),
    value: hour.people,
    title: single
      ? fill(t.results.timelineSays, {
          from: f.dateTime(hour.from),
          people: f.count(t.results.answersCount, hour.people),
        })
      : fill(t.results.timelineSpan, {
          from: f.dateTime(hour.from),
          to: f.time(hour.to),
          people: f.count(t.results.answersCount, hour.people),
        }),
  }));
  return (
    <section class="block">
      <h2>{t.results.timeline}</h2>
      <Columns
        columns={columns}
        summary={fill(t.results.timelineSummary, {
          n: f.number(hours.reduce((sum, hour) => sum + hour.people, 0)),
          at: f.dateTime(busiest.from),
        })}
      />
      <details class="as-table">
        <summary>{t.results.timelineTable}</summary>
        <table class="rows compact">
          <Head of={[t.results.hour, num(t.results.people)]} />
          <tbody>
            {hours.map((hour) => (
              <tr key={hour.from}>
                <th scope="row">{f.dateTime(hour.from)}</th>
                <td class="num">{f.number(hour.people)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Numbers({ numeric }: { numeric: NumericSummary }) {
  const { t, f } = useWords();
  const whole = numeric.histogram.every((bin) => Number.isInteger(bin.from));
  const single = whole && numeric.histogram.every((bin) => bin.to - bin.from === 1);
  return (
    <section class="block">
      <h2>{t.results.numbers}</h2>
      <dl class="small-figures">
        {(
          [
            [t.results.mean, numeric.mean],
            [t.results.median, numeric.median],
            [t.results.least, numeric.min],
            [t.results.most, numeric.max],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{f.number(value)}</dd>
          </div>
        ))}
      </dl>
      <Columns
        summary={t.results.histogramSummary}
        columns={numeric.histogram.map((bin) => ({
          label: whole ? f.number(bin.from) : f.number(Number(bin.from.toFixed(1))),
          title: fill(single ? t.results.timelineSays : t.results.histogramSays, {
            from: f.number(bin.from),
            to: f.number(bin.to),
            people: f.count(t.common.people, bin.people),
          }),
          value: bin.people,
        }))}
      />
    </section>
  );
}
