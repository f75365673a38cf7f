import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { WatchEvent } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { useWords } from '../words/words.ts';
import type { Mark } from './chart/plot.ts';
import { EventDialog } from './EventDialog.tsx';
import { RANGES, type Span } from './span.ts';

/** Events are asked for by whole days, so that a moving range does not ask each second. */
const ROUND = RANGES.day;

export interface Marks {
  marks: Mark[];
  /** Adds an event at a moment; undefined for who may not. */
  onPress?: (at: number) => void;
  events: WatchEvent[];
  /** The dialog, while it is open. */
  dialog: ComponentChildren;
}

/** What happened within a span, to a host or to any, and the way to write down more. */
export function useMarks(span: Span, host?: number): Marks {
  const may = useMay();
  const [at, setAt] = useState<number>();
  const from = Math.floor(span.from / ROUND) * ROUND;
  const to = Math.ceil(span.to / ROUND) * ROUND;
  const found = useFetched<Page<WatchEvent>>(`/api/events${query({ host, from, to })}`, 'events');
  const events = (found.data?.items ?? []).filter(
    (event) =>
      Date.parse(event.at) <= span.to && Date.parse(event.until ?? event.at) >= span.from,
  );
  return {
    events,
    marks: events.map((event) => ({
      at: Date.parse(event.at),
      until: event.until === undefined ? undefined : Date.parse(event.until),
    })),
    onPress: may('dashboards.edit') ? setAt : undefined,
    dialog: at !== undefined && (
      <EventDialog
        at={at}
        hosts={host === undefined ? [] : [host]}
        onClose={() => setAt(undefined)}
        onSaved={found.reload}
      />
    ),
  };
}

/** The marks in words, below the graphs that show them. */
export function MarksList(props: { events: WatchEvent[] }) {
  const { t } = useWords();
  if (props.events.length === 0) return null;
  return (
    <section class="section marks">
      <h2>{t.events.title}</h2>
      <ul class="mark-list">
        {props.events.map((event) => (
          <li key={event.id}>
            <span class="muted nowrap">
              <When at={event.at} exact />
              {event.until && (
                <>
                  {' – '}
                  <When at={event.until} exact />
                </>
              )}
            </span>
            <span>
              <strong>{event.title}</strong>
              {event.text && <span class="under">{event.text}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
