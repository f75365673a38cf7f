import { useEffect, useRef } from 'preact/hooks';
import { post, query } from '../api/client.ts';
import { changeMany } from '../api/many.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { Channel, InboxRow, Page } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Highlight, When } from '../ui/bits.tsx';
import { Button, Choice, SearchBox, Select } from '../ui/controls.tsx';
import { useKeys } from '../ui/keys.ts';
import { MoreRows, PageHead } from '../ui/page.tsx';
import { useSelection, type Selection } from '../ui/selection.ts';
import { RowCheck, SelectionBar } from '../ui/SelectionBar.tsx';
import { Empty, Loaded, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useWide } from '../ui/wide.ts';
import { useWords } from '../words/words.ts';
import { Reading } from './Reading.tsx';

/** Below this the list and the message do not fit side by side. */
const TWO_PANES = 900;

/** What waits for a person: the list, and beside it the message with its conversation. */
export function Inbox() {
  const { t } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const wide = useWide(TWO_PANES);
  const [q, setQ] = useFilter('q');
  const [state, setState] = useFilter('state', 'open');
  const [kind, setKind] = useFilter('kind');
  const [channel, setChannel] = useFilter('channel');
  const [chosen, choose] = useFilter('m');
  const reply = useRef<HTMLTextAreaElement>(null);
  const found = query({ q, state, kind, channel });
  const list = useListed<InboxRow>(`/api/inbox${found}`, 'inbox');
  const rows = list.items ?? [];
  const selection = useSelection(rows.map((row) => row.id), found);
  const finishMany = useFinishMany(selection, list.reload);
  const at = rows.findIndex((row) => String(row.id) === chosen);
  const held = useRef<InboxRow | undefined>(undefined);
  if (at >= 0) held.current = rows[at];
  // New messages push a list on, and a colleague may tick one off: what is being read stays.
  const reading = at < 0 && String(held.current?.id) === chosen ? held.current : rows[at];
  const current = reading ?? (wide ? rows[0] : undefined);
  const shownAt = current ? rows.indexOf(current) : -1;
  useEffect(() => {
    if (wide && current && String(current.id) !== chosen) choose(String(current.id));
  }, [wide, current?.id, chosen]);
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, shownAt + by))];
    if (next) choose(String(next.id));
  };
  const finish = (row: InboxRow) => {
    const verb = row.state === 'open' ? 'done' : 'reopen';
    const next = rows[shownAt + 1] ?? rows[shownAt - 1];
    void quick(async () => {
      await post(`/api/inbox/${row.id}/${verb}`);
      if (state !== 'all') choose(next && wide ? String(next.id) : '');
      list.reload();
      toast({
        text: verb === 'done' ? t.inbox.doneSaid : t.inbox.reopened,
        undo: () =>
          void quick(async () => {
            await post(`/api/inbox/${row.id}/${verb === 'done' ? 'reopen' : 'done'}`);
            list.reload();
            choose(String(row.id));
          }),
      });
    });
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => current && may('inbox.reply') && selection.toggle(current.id),
    e: () => {
      if (!may('inbox.reply')) return;
      if (selection.any) finishMany(state === 'done' ? 'reopen' : 'done');
      else if (current) finish(current);
    },
    Escape: selection.clear,
    r: () => reply.current?.focus(),
  });
  const filters = (
    <InboxFilters {...{ q, setQ, state, setState, kind, setKind, channel, setChannel }} />
  );
  const filtered = q !== '' || kind !== '' || channel !== '' || state !== 'open';
  if (!wide && current) {
    return <Reading row={current} onFinish={finish} onBack={() => choose('')} replyRef={reply} />;
  }
  return (
    <>
      <PageHead title={t.inbox.title} />
      {filters}
      <Loaded of={{ data: list.items, problem: list.problem, reload: list.reload }}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={filtered ? t.inbox.noneFound : t.inbox.none}>
              {filtered ? t.common.changeFilters : t.inbox.noneText}
            </Empty>
          ) : (
            <div class="inbox">
              <div class="inbox-list">
                {may('inbox.reply') && (
                  <SelectionBar selection={selection} more={list.more !== undefined}>
                    {state !== 'done' && (
                      <Button small icon="check" onClick={() => finishMany('done')}>
                        {t.inbox.done}
                      </Button>
                    )}
                    {state !== 'open' && (
                      <Button small icon="undo" onClick={() => finishMany('reopen')}>
                        {t.inbox.reopen}
                      </Button>
                    )}
                  </SelectionBar>
                )}
                <InboxList
                  rows={found}
                  current={wide ? current?.id : undefined}
                  q={q}
                  selection={may('inbox.reply') ? selection : undefined}
                  onChoose={choose}
                />
                <MoreRows more={list.more} shown={found.length} />
              </div>
              {wide && (
                <div class="inbox-reading">
                  {current ? (
                    <Reading key={current.id} row={current} onFinish={finish} replyRef={reply} />
                  ) : (
                    <p class="muted">{t.inbox.choose}</p>
                  )}
                  <p class="hint key-hint">{t.inbox.keys}</p>
                </div>
              )}
            </div>
          )
        }
      </Loaded>
    </>
  );
}

/** Ticks all chosen messages off, or puts them back; the toast undoes exactly what changed. */
function useFinishMany(selection: Selection, reload: () => void) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  return (verb: 'done' | 'reopen') =>
    void quick(async () => {
      const changed = await changeMany(`/api/inbox/${verb}`, selection.chosen());
      selection.clear();
      reload();
      const said = f.count(verb === 'done' ? t.inbox.manyDone : t.inbox.manyReopened, changed.ids.length);
      toast({
        text: changed.rest ? `${said} ${t.common.someRest}` : said,
        undo: () =>
          void quick(async () => {
            const back = verb === 'done' ? 'reopen' : 'done';
            await changeMany(`/api/inbox/${back}`, { ids: changed.ids });
            reload();
          }),
      });
    });
}

function InboxFilters(props: {
  q: string;
  setQ: (value: string) => void;
  state: string;
  setState: (value: string) => void;
  kind: string;
  setKind: (value: string) => void;
  channel: string;
  setChannel: (value: string) => void;
}) {
  const { t } = useWords();
  const may = useMay();
  const channels = useFetched<Page<Channel>>(may('channels.read') ? '/api/channels' : undefined);
  const names = (channels.data?.items ?? []).map((one) => one.name);
  if (props.channel !== '' && !names.includes(props.channel)) names.push(props.channel);
  return (
    <div class="filters">
      <Choice
        label={t.inbox.state}
        value={props.state}
        onInput={props.setState}
        options={(['open', 'done', 'all'] as const).map((one) => ({
          value: one,
          label: t.inbox.states[one],
        }))}
      />
      <SearchBox label={t.inbox.search} value={props.q} onSearch={props.setQ} />
      <Select
        label={t.inbox.kind}
        value={props.kind}
        onInput={props.setKind}
        options={[
          { value: '', label: t.inbox.anyKind },
          ...(['unsolicited', 'story', 'undone'] as const).map((one) => ({
            value: one,
            label: t.inbox.kinds[one],
          })),
        ]}
      />
      {names.length > 1 && (
        <Select
          label={t.message.channel}
          value={props.channel}
          onInput={props.setChannel}
          options={[
            { value: '', label: t.inbox.anyChannel },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
    </div>
  );
}

function InboxList(props: {
  rows: InboxRow[];
  current: number | undefined;
  q: string;
  selection: Selection | undefined;
  onChoose: (id: string) => void;
}) {
  const { t } = useWords();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [props.current]);
  return (
    <ul class="inbox-rows" ref={list} aria-label={t.inbox.list}>
      {props.rows.map((row) => (
        <li key={row.id} class={props.selection?.has(row.id) ? 'ticked' : undefined}>
          {props.selection && (
            <RowCheck selection={props.selection} id={row.id} name={row.person} />
          )}
          <button
            type="button"
            class={`inbox-row ${row.state}`}
            aria-current={row.id === props.current ? 'true' : undefined}
            onClick={() => props.onChoose(String(row.id))}
          >
            <span class="inbox-who">
              <strong>{row.person}</strong>
              <When at={row.at} />
            </span>
            <span class="inbox-text">
              <Highlight text={row.text} of={props.q} />
            </span>
            <span class="inbox-why">
              {t.inbox.kinds[row.kind]}
              {row.place && ` · ${row.place}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
