import { query } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { WatchEvent } from '../api/meter.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { SearchBox } from '../ui/controls.tsx';
import { PageHead } from '../ui/page.tsx';
import { wide } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { useWords } from '../words/words.ts';
import { EventDialog } from './EventDialog.tsx';

/** Planned ones are shown too; up to the end of the century. */
const AHEAD = Date.UTC(2100, 0, 1);

/** What happened, in people's words: the marks on the graphs. */
export function Events() {
  const { t, f } = useWords();
  const may = useMay();
  const [q, setQ] = useFilter('q');
  const list = useListed<WatchEvent>(`/api/events${query({ from: 0, to: AHEAD })}`, 'events');
  const needle = q.trim().toLocaleLowerCase();
  return (
    <Things
      of={list}
      head={(create) => <PageHead title={t.events.title} lead={t.events.lead} actions={create} />}
      filters={<SearchBox label={t.events.search} value={q} onSearch={setQ} />}
      fits={(event) => `${event.title} ${event.text ?? ''}`.toLocaleLowerCase().includes(needle)}
      may={may('dashboards.edit')}
      create={t.events.add}
      empty={{ title: t.events.none, text: t.events.noneText }}
      columns={[t.events.what, t.events.at, wide(t.hosts.title)]}
      row={(event) => (
        <>
          <th scope="row">
            <strong>{event.title}</strong>
            {event.text && <span class="under">{event.text}</span>}
          </th>
          <td>
            <When at={event.at} exact />
            {event.until && (
              <>
                {' – '}
                <When at={event.until} exact />
              </>
            )}
          </td>
          <td class="wide-only muted">
            {event.hosts.length === 0 ? t.events.all : f.count(t.events.hostCount, event.hosts.length)}
          </td>
        </>
      )}
      dialog={(event, close) => (
        <EventDialog event={event} onClose={close} onSaved={list.reload} />
      )}
      going={{
        path: (event) => `/api/events/${event.id}`,
        done: t.events.deleted,
        back: { to: '/api/events', body: ({ id: _, ...same }) => same },
      }}
    />
  );
}
