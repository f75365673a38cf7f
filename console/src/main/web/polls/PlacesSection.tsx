import { useState } from 'preact/hooks';
import type { PlaceCount, Poll, Results } from '../api/types.ts';
import { colorOf } from '../charts/palette.ts';
import { Bars } from '../charts/Bars.tsx';
import { mapKnows, ProvinceMap, type PlaceValue } from '../charts/ProvinceMap.tsx';
import { SelectField } from '../ui/controls.tsx';
import { MiniBar } from '../ui/bits.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { inLanguage } from './localized.ts';

/** Without a map: as many bars as one looks over at a glance; the table has them all. */
const BARS_MAX = 17;

const RAMP = [0.1, 0.32, 0.55, 0.78, 1];

/** Where the answers come from: a map of one measure, and a table of all. */
export function PlacesSection({ poll, results }: { poll: Poll; results: Results }) {
  const words = useWords();
  const { t, f, lang } = words;
  const categories = results.categories.slice(0, 8);
  const [measure, setMeasure] = useState(categories[0]?.key ?? '');
  const [chosen, setChosen] = useState<string>();
  const nameOf = (key: string) => {
    const category = categories.find((one) => one.key === key);
    return inLanguage(category?.name, lang, poll.definition.defaultLanguage) || key;
  };
  const at = poll.definition.categories.findIndex((one) => one.key === measure);
  const color = measure === '' ? '#0072B2' : colorOf(poll.definition.categories[at]?.color, at);
  const most = Math.max(1, ...results.places.map((place) => place.people));
  const strength = (place: PlaceCount) =>
    measure === ''
      ? place.people / most
      : place.people > 0
        ? (place.categories[measure] ?? 0) / place.people
        : 0;
  const values = results.places.map((place): PlaceValue => {
    const people = f.count(t.common.people, place.people);
    const said =
      measure === ''
        ? fill(t.results.mapSays, { place: place.place, people })
        : fill(t.results.mapSaysShare, {
            place: place.place,
            share: f.percent(strength(place)),
            name: nameOf(measure),
            people,
          });
    return { place: place.place, strength: strength(place), title: said };
  });
  const placeHref = (place: string) =>
    place === '' ? undefined : `/polls/${poll.id}/answers?place=${encodeURIComponent(place)}`;
  const hasMap = mapKnows(results.places.map((place) => place.place));
  const rows = [...results.places].sort((a, b) => strength(b) - strength(a) || b.people - a.people);
  return (
    <section class="block places">
      <h2>{hasMap ? t.results.places : t.results.placesElsewhere}</h2>
      {categories.length > 0 && (
        <SelectField
          label={hasMap ? t.results.measure : t.results.measureElsewhere}
          hiddenLabel
          value={measure}
          onInput={setMeasure}
          options={[
            { value: '', label: t.results.measureAll },
            ...categories.map((category) => ({
              value: category.key,
              label: fill(t.results.measureShare, { name: nameOf(category.key) }),
            })),
          ]}
        />
      )}
      {!hasMap && (
        <Bars
          caption={t.results.places}
          bars={rows.slice(0, BARS_MAX).map((place) => ({
            key: place.place,
            name: place.place || t.common.unknown,
            color,
            people: place.people,
            share: measure === '' ? place.people / Math.max(1, results.answered) : strength(place),
            href: placeHref(place.place),
          }))}
        />
      )}
      {hasMap && (
        <>
          <ProvinceMap
            values={values}
            color={color}
            label={t.results.mapLabel}
            hint={t.results.mapHint}
            chosen={chosen}
            onChoose={(place) => setChosen(place === chosen ? undefined : place)}
          />
          <p class="legend-scale">
            {measure === '' ? t.results.low : f.percent(0)}
            <span class="ramp" aria-hidden="true">
              {RAMP.map((opacity) => (
                <span key={opacity} style={{ backgroundColor: color, opacity: String(opacity) }} />
              ))}
            </span>
            {measure === '' ? t.results.high : f.percent(1)}
          </p>
        </>
      )}
      <details class="as-table">
        <summary>{t.results.placesTable}</summary>
        <table class="rows compact">
          <thead>
            <tr>
              <th scope="col">{t.results.place}</th>
              {measure !== '' && (
                <th scope="col" class="num">
                  {nameOf(measure)}
                </th>
              )}
              <th scope="col" class="num">
                {t.results.people}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((place) => (
              <tr key={place.place} class={place.place === chosen ? 'chosen' : undefined}>
                <th scope="row">
                  <a href={placeHref(place.place)}>
                    {place.place || t.common.unknown}
                  </a>
                </th>
                {measure !== '' && (
                  <td class="num">
                    <span class="rate">
                      <MiniBar share={strength(place)} label={f.percent(strength(place))} />
                      {f.percent(strength(place))}
                    </span>
                  </td>
                )}
                <td class="num">{f.number(place.people)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
