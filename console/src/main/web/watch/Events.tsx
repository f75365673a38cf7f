import { useState } from 'preact/hooks';
import { post, query, remove } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { WatchEvent } from '../api/meter.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { Button, SearchBox } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, useQuickAction } from '../ui/states.tsx';
import { Head, Rows, unseen, wide } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
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
  const [editing, setEditing] = useState<WatchEvent | 'new'>();
  const quick = useQuickAction();
  const add = may('dashboards.edit') && (
    <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
      {t.events.add}
    </Button>
  );
  const drop = (event: WatchEvent) =>
    void quick(async () => {
      await remove(`/api/events/${event.id}`);
      list.reload();
      const { id: _, ...same } = event;
      toast({
        text: t.events.deleted,
        undo: () =>
          void quick(async () => {
            await post('/api/events', same);
            list.reload();
          }),
      });
    });
  const shown = (event: WatchEvent) =>
    `${event.title} ${event.text ?? ''}`.toLocaleLowerCase().includes(q.trim().toLocaleLowerCase());
  return (
    <>
      <PageHead title={t.events.title} lead={t.events.lead} actions={add} />
      <div class="filters">
        <SearchBox label={t.events.search} value={q} onSearch={setQ} />
      </div>
      <Rows
        of={{ ...list, items: list.items?.filter(shown) }}
        empty={
          q !== '' ? (
            <Empty title={t.events.noneFound}>{t.common.changeFilters}</Empty>
          ) : (
            <Empty title={t.events.none} action={add}>
              {t.events.noneText}
            </Empty>
          )
        }
      >
        {(rows) => (
          <table class="rows">
            <Head of={[t.events.what, t.events.at, wide(t.hosts.title), unseen(t.common.more)]} />
            <tbody>
              {rows.map((event) => (
                <tr key={event.id}>
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
                    {event.hosts.length === 0
                      ? t.events.all
                      : f.count(t.events.hostCount, event.hosts.length)}
                  </td>
                  <td class="row-actions">
                    {may('dashboards.edit') && (
                      <Menu label={t.common.more}>
                        <button type="button" onClick={() => setEditing(event)}>
                          {t.common.edit}
                        </button>
                        <button type="button" class="danger" onClick={() => drop(event)}>
                          {t.common.delete}
                        </button>
                      </Menu>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Rows>
      {editing && (
        <EventDialog
          event={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={list.reload}
        />
      )}
    </>
  );
}
