import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../api/problem.ts';
import { useFetched } from '../api/fetched.ts';
import type { Dashboard } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { navigate, useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Button, ButtonLink, SearchBox } from '../ui/controls.tsx';
import { Empty, Loaded, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';
import { DashboardsHead } from './DashboardsHead.tsx';

type Kind = 'group' | 'category' | 'host';
const KINDS: Kind[] = ['group', 'category', 'host'];

/** Of each kind that comes by itself; a hundred hosts have one each. */
const FIRST = 12;

const kindOf = (board: Dashboard) => String(board.id).split(':')[0] as Kind;

/** Own dashboards, and below those that appear by themselves for each group, category and host. */
export function Dashboards() {
  const { t } = useWords();
  const may = useMay();
  const [q, setQ] = useFilter('q');
  const own = useFetched<Page<Dashboard>>('/api/dashboards?kind=own', 'dashboards');
  const automatic = useFetched<Page<Dashboard>>('/api/dashboards?kind=automatic', 'hosts');
  const edits = may('dashboards.edit');
  const needle = q.trim().toLocaleLowerCase();
  const fitting = (boards: Dashboard[]) =>
    boards.filter((one) => `${one.name} ${one.description ?? ''}`.toLocaleLowerCase().includes(needle));
  const found = fitting([...(own.data?.items ?? []), ...(automatic.data?.items ?? [])]);
  return (
    <>
      <DashboardsHead
        actions={
          <>
            {edits && <Upload />}
            {edits && (
              <ButtonLink href="/dashboards/new" kind="main" icon="plus">
                {t.dashboards.create}
              </ButtonLink>
            )}
          </>
        }
      />
      <div class="filters">
        <SearchBox label={t.dashboards.search} value={q} onSearch={setQ} />
      </div>
      {needle !== '' && own.data && automatic.data && found.length === 0 && (
        <Empty title={t.dashboards.noneFound}>{t.common.changeFilters}</Empty>
      )}
      <Loaded of={own} lines={2}>
        {({ items }) =>
          items.length > 0 ? (
            <Boards title={t.dashboards.own} boards={fitting(items)} all={needle !== ''} />
          ) : (
            needle === '' && (
              <section class="board-list">
                <h2>{t.dashboards.own}</h2>
                <p class="muted">{t.dashboards.noneText}</p>
              </section>
            )
          )
        }
      </Loaded>
      <Loaded of={automatic}>
        {({ items }) =>
          items.length > 0 ? (
            <>
              {KINDS.map((kind) => (
                <Boards
                  key={kind}
                  title={t.dashboards.by[kind]}
                  boards={fitting(items.filter((one) => kindOf(one) === kind))}
                  all={needle !== ''}
                />
              ))}
            </>
          ) : (
            <p class="muted spaced-top">{t.dashboards.noneAutomatic}</p>
          )
        }
      </Loaded>
    </>
  );
}

/** One kind of them, the first of many. */
function Boards(props: { title: string; boards: Dashboard[]; all: boolean }) {
  const { t, f } = useWords();
  const [whole, setWhole] = useState(props.all);
  const { boards } = props;
  if (boards.length === 0) return null;
  const shown = whole || props.all ? boards : boards.slice(0, FIRST);
  return (
    <section class="board-list">
      <h2>{props.title}</h2>
      <ul class="dashboards">
        {shown.map((one) => (
          <li key={one.id}>
            <a class="dashboard-link" href={`/dashboards/${encodeURIComponent(one.id)}`}>
              {one.name}
            </a>
            {one.description && <p class="muted small-text">{one.description}</p>}
            {!one.automatic && (
              <p class="muted small-text">{f.count(t.dashboards.panelCount, one.panels.length)}</p>
            )}
          </li>
        ))}
      </ul>
      {shown.length < boards.length && (
        <p class="spaced-top">
          <Button onClick={() => setWhole(true)}>{f.count(t.dashboards.showAll, boards.length)}</Button>
        </p>
      )}
    </section>
  );
}

/** Brings back a dashboard that was kept as a file. */
function Upload() {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const quick = useQuickAction();
  const send = (file: File) =>
    void quick(async () => {
      const made = await putYaml(await file.text());
      toast({ text: t.dashboards.uploaded });
      if (made?.id !== undefined) navigate(`/dashboards/${encodeURIComponent(made.id)}`);
    });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        hidden
        aria-label={t.dashboards.upload}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) send(file);
        }}
      />
      <Button icon="up" onClick={() => input.current!.click()}>
        {t.dashboards.upload}
      </Button>
    </>
  );
}

/** YAML is the one body that is not JSON. */
async function putYaml(text: string): Promise<{ id?: number | string } | undefined> {
  const response = await fetch('/api/dashboards/yaml', {
    method: 'PUT',
    headers: { 'Content-Type': 'text/yaml', 'X-Relais': '1', Accept: 'application/json' },
    body: text,
    credentials: 'same-origin',
  });
  const answer = await response.text();
  const said = answer === '' ? {} : JSON.parse(answer);
  if (response.ok) return said;
  throw new Refusal({ code: `http-${response.status}`, detail: '', ...said, status: response.status });
}
