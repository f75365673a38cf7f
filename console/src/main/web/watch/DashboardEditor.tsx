import { useEffect, useRef, useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Dashboard, Graph, Panel, PanelKind } from '../api/meter.ts';
import { navigate, usePlace } from '../app/router.ts';
import { Button, ButtonLink, Select, TextField } from '../ui/controls.tsx';
import { PageHead } from '../ui/page.tsx';
import { FormProblem, Loaded, Skeleton, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { HEIGHTS, moved, newPanel, PANEL_KINDS, trimmed, WIDTHS } from './board.ts';
import { PanelForm } from './PanelForm.tsx';
import { PanelView } from './PanelView.tsx';
import { Readers } from './Readers.tsx';
import { useSpan } from './span.ts';

type Draft = Pick<Dashboard, 'name' | 'description' | 'panels' | 'groups' | 'userGroups'>;

const EMPTY: Draft = { name: '', description: '', panels: [], groups: [], userGroups: [] };

/** A new one: empty, with one graph, or a copy of another that may not be changed itself. */
export function NewDashboard() {
  const { place, graph, copied } = useBeginning();
  if ((place.graph && !graph.data) || (place.from && !copied.data)) return <Skeleton />;
  const initial: Draft = copied.data
    ? copyOf(copied.data)
    : graph.data
      ? {
          ...EMPTY,
          name: graph.data.title,
          panels: [{ ...newPanel('graph', []), graph: graph.data.id, width: 12 }],
        }
      : EMPTY;
  return <Editor initial={initial} />;
}

/** Titles that came by themselves go on doing so: in each reader's language. */
const copyOf = (board: Dashboard): Draft => ({
  ...EMPTY,
  ...board,
  groups: board.groups ?? [],
  userGroups: board.userGroups ?? [],
  panels: board.automatic ? board.panels.map((panel) => ({ ...panel, title: '' })) : board.panels,
});

function useBeginning() {
  const { query: values } = usePlace();
  const place = { graph: values.get('graph'), from: values.get('from') };
  return {
    place,
    graph: useFetched<Graph>(place.graph ? `/api/graphs/${place.graph}` : undefined),
    copied: useFetched<Dashboard>(
      place.from ? `/api/dashboards/${encodeURIComponent(place.from)}` : undefined,
    ),
  };
}

export function EditDashboard(props: { id: string }) {
  const found = useFetched<Dashboard>(`/api/dashboards/${props.id}`);
  return <Loaded of={found}>{(board) => <Editor id={props.id} initial={{ ...EMPTY, ...board }} />}</Loaded>;
}

function Editor(props: { id?: string; initial: Draft }) {
  const words = useWords();
  const { t } = words;
  const [draft, setDraft] = useState(props.initial);
  const [said, setSaid] = useState('');
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const action = useAction();
  const back = props.id ? `/dashboards/${props.id}` : '/dashboards';
  const save = () =>
    action.run(async () => {
      const body = { ...draft, name: draft.name.trim(), panels: draft.panels.map(trimmed) };
      const kept = await (props.id
        ? put<Dashboard | undefined>(`/api/dashboards/${props.id}`, body)
        : post<Dashboard>('/api/dashboards', body));
      toast({ text: t.common.saved });
      navigate(`/dashboards/${props.id ?? kept?.id ?? ''}`);
    });
  const move = (from: number, to: number) => {
    change({ panels: moved(draft.panels, from, to) });
    const place = Math.max(0, Math.min(draft.panels.length - 1, to)) + 1;
    setSaid(fill(t.dashboards.movedTo, { place, of: draft.panels.length }));
  };
  return (
    <>
      <PageHead
        title={props.id ? draft.name || t.dashboards.edit : t.dashboards.create}
        back={{ href: back, label: t.dashboards.title }}
      />
      <FormProblem problem={action.problem} fields={['name', 'description']} />
      <div class="form board-names">
        <TextField
          label={t.dashboards.name}
          value={draft.name}
          onInput={(name) => change({ name })}
          error={wrongIn(action.problem, 'name', words)}
          maxlength={100}
          required
        />
        <TextField
          label={t.dashboards.description}
          value={draft.description ?? ''}
          onInput={(description) => change({ description })}
          error={wrongIn(action.problem, 'description', words)}
          maxlength={300}
          optional
        />
      </div>
      <Readers
        groups={draft.groups ?? []}
        userGroups={draft.userGroups ?? []}
        onInput={(part) => change(part)}
      />
      <Panels panels={draft.panels} onChange={(panels) => change({ panels })} onMove={move} />
      <p class="unseen" role="status" aria-live="polite">
        {said}
      </p>
      <div class="save-bar board-save">
        <Button
          kind="main"
          busy={action.busy}
          disabled={draft.name.trim() === ''}
          onClick={() => void save()}
        >
          {t.common.save}
        </Button>
        <ButtonLink href={back}>{t.common.cancel}</ButtonLink>
      </div>
    </>
  );
}

function Panels(props: {
  panels: Panel[];
  onChange: (panels: Panel[]) => void;
  onMove: (from: number, to: number) => void;
}) {
  const { t } = useWords();
  const { panels } = props;
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const [editing, setEditing] = useState<number>();
  const add = (kind: PanelKind) => {
    props.onChange([...panels, newPanel(kind, panels)]);
    setEditing(panels.length);
  };
  const drop = () => {
    if (dragged !== undefined && over !== undefined && dragged !== over) props.onMove(dragged, over);
    setDragged(undefined);
    setOver(undefined);
  };
  const edited = editing === undefined ? undefined : panels[editing];
  return (
    <>
      <div class="board editing">
        {panels.map((panel, i) => (
          <EditedPanel
            key={panel.id}
            panel={panel}
            place={i}
            last={i === panels.length - 1}
            lifted={dragged === i}
            target={over === i && dragged !== i}
            onLift={() => setDragged(i)}
            onOver={() => dragged !== undefined && setOver(i)}
            onDrop={drop}
            onMove={(by) => props.onMove(i, i + by)}
            onEdit={() => setEditing(i)}
            onRemove={() => props.onChange(panels.filter((_, at) => at !== i))}
            onChange={(part) =>
              props.onChange(panels.map((one, at) => (at === i ? { ...one, ...part } : one)))
            }
          />
        ))}
      </div>
      <div class="add-panels" role="group" aria-label={t.dashboards.addPanel}>
        <span class="muted">{t.dashboards.addPanel}</span>
        {PANEL_KINDS.map((kind) => (
          <Button key={kind} icon="plus" onClick={() => add(kind)}>
            {t.dashboards.kinds[kind]}
          </Button>
        ))}
      </div>
      {edited && (
        <PanelForm
          panel={edited}
          onClose={() => setEditing(undefined)}
          onSave={(panel) => props.onChange(panels.map((one, at) => (at === editing ? panel : one)))}
        />
      )}
    </>
  );
}

/** A panel as it will be, with what moves and shapes it: by mouse, and each by keyboard as well. */
function EditedPanel(props: {
  panel: Panel;
  place: number;
  last: boolean;
  lifted: boolean;
  target: boolean;
  onLift: () => void;
  onOver: () => void;
  onDrop: () => void;
  onMove: (by: number) => void;
  onEdit: () => void;
  onRemove: () => void;
  onChange: (part: Partial<Panel>) => void;
}) {
  const { t, f } = useWords();
  const { panel } = props;
  const span = useSpan(undefined);
  const card = useRef<HTMLDivElement>(null);
  const name = panel.title || t.dashboards.kinds[panel.kind];
  const sizes = (values: number[], now: number) => [...new Set([...values, now])].sort((a, b) => a - b);
  const focusAfter = useRef<string | undefined>(undefined);
  useEffect(() => {
    // Moving a panel takes the focused button along.
    if (focusAfter.current) {
      const ends = '.panel-earlier button:enabled, .panel-later button:enabled';
      const again = card.current?.querySelector<HTMLElement>(`${focusAfter.current}:enabled`);
      (again ?? card.current?.querySelector<HTMLElement>(ends))?.focus();
      focusAfter.current = undefined;
    }
  }, [props.place]);
  const move = (by: number) => {
    focusAfter.current = by < 0 ? '.panel-earlier button' : '.panel-later button';
    props.onMove(by);
  };
  return (
    <div
      ref={card}
      class={`panel w${panel.width}${props.lifted ? ' lifted' : ''}${props.target ? ' target' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        props.onOver();
      }}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
    >
      <div class="panel-tools" role="group" aria-label={name}>
        <span
          class="panel-grip"
          draggable
          title={t.dashboards.drag}
          aria-hidden="true"
          onDragStart={(event) => {
            event.dataTransfer!.setData('text/plain', String(panel.id));
            event.dataTransfer!.setDragImage(card.current!, 20, 20);
            props.onLift();
          }}
          onDragEnd={props.onDrop}
        />
        <span class="panel-earlier">
          <Button small kind="quiet" icon="back" label={t.dashboards.earlier} disabled={props.place === 0} onClick={() => move(-1)} />
        </span>
        <span class="panel-later">
          <Button small kind="quiet" icon="next" label={t.dashboards.later} disabled={props.last} onClick={() => move(1)} />
        </span>
        <Select
          small
          label={t.dashboards.width}
          value={String(panel.width)}
          onInput={(width) => props.onChange({ width: Number(width) })}
          options={sizes(WIDTHS, panel.width).map((n) => ({
            value: String(n),
            label: fill(t.dashboards.twelfths, { n: f.number(n) }),
          }))}
        />
        <Select
          small
          label={t.dashboards.height}
          value={String(panel.height)}
          onInput={(height) => props.onChange({ height: Number(height) })}
          options={sizes(HEIGHTS, panel.height).map((n) => ({ value: String(n), label: `${f.number(n)} px` }))}
        />
        <span class="grow" />
        <Button small kind="quiet" icon="pen" label={t.common.edit} onClick={props.onEdit} />
        <Button small kind="quiet" icon="trash" label={t.common.remove} onClick={props.onRemove} />
      </div>
      <PanelView panel={trimmed(panel)} span={span} group="editor" marks={[]} />
    </div>
  );
}
