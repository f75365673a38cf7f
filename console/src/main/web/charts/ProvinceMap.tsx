import { useState } from 'preact/hooks';
import { BURUNDI } from './burundi.ts';

export interface PlaceValue {
  place: string;
  /** 0 to 1: how strongly it is coloured. */
  strength: number;
  /** What is said about it. */
  title: string;
}

/** Whether the places are ones that the map knows; else a table alone is shown. */
export function mapKnows(places: string[]): boolean {
  const known = new Set(BURUNDI.shapes.map((shape) => shape.name));
  return places.some((place) => known.has(place));
}

const FAINTEST = 0.1;

/** A choropleth: one colour, stronger where there is more. The table beside it says the numbers. */
export function ProvinceMap(props: {
  values: PlaceValue[];
  color: string;
  label: string;
  hint: string;
  chosen?: string;
  onChoose: (place: string) => void;
}) {
  const [pointed, setPointed] = useState<string>();
  const byName = new Map(props.values.map((value) => [value.place, value]));
  const shown = byName.get(pointed ?? props.chosen ?? '');
  return (
    <figure class="map">
      <svg
        viewBox={`-2 -2 ${BURUNDI.width + 4} ${BURUNDI.height + 4}`}
        role="img"
        aria-label={props.label}
        onPointerLeave={() => setPointed(undefined)}
      >
        {BURUNDI.shapes.map((shape) => {
          const value = byName.get(shape.name);
          return (
            <path
              key={shape.name}
              d={shape.path}
              class={value ? 'map-shape' : 'map-shape map-nothing'}
              fill={value ? props.color : undefined}
              fill-opacity={value ? FAINTEST + (1 - FAINTEST) * value.strength : undefined}
              onPointerEnter={() => setPointed(shape.name)}
              onClick={() => props.onChoose(shape.name)}
            >
              <title>{value?.title ?? shape.name}</title>
            </path>
          );
        })}
        {BURUNDI.shapes
          .filter((shape) => shape.name === (pointed ?? props.chosen))
          .map((shape) => (
            <path key={shape.name} d={shape.path} class="map-outline" />
          ))}
      </svg>
      <figcaption class="map-readout" aria-live="polite">
        {shown?.title ?? pointed ?? props.hint}
      </figcaption>
    </figure>
  );
}
