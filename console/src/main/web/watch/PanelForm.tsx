import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Graph, GraphRow, Panel } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { Button, Choice, SearchBox, TextArea, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words.ts';

/** What a panel shows. */
export function PanelForm(props: {
  panel: Panel;
  onClose: () => void;
  onSave: (panel: Panel) => void;
}) {
  const { t } = useWords();
  const [panel, setPanel] = useState(props.panel);
  const change = (part: Partial<Panel>) => setPanel({ ...panel, ...part });
  const hosts = (
    <TextField
      label={t.dashboards.hosts}
      hint={t.silences.pattern}
      value={panel.hosts ?? '*'}
      onInput={(text) => change({ hosts: text })}
    />
  );
  return (
    <FormDialog
      title={t.dashboards.kinds[panel.kind]}
      submit={t.dashboards.take}
      onClose={props.onClose}
      onSubmit={() => {
        props.onSave(panel);
        props.onClose();
      }}
    >
      <TextField
        label={t.dashboards.panelTitle}
        value={panel.title}
        onInput={(title) => change({ title })}
        optional
        maxlength={120}
      />
      {panel.kind === 'graph' && <GraphChoice panel={panel} change={change} hosts={hosts} />}
      {panel.kind === 'query' && (
        <TextArea
          label={t.rules.query}
          hint={t.rules.queryHint}
          value={panel.query ?? ''}
          onInput={(text) => change({ query: text })}
          lang="zxx"
        />
      )}
      {panel.kind === 'text' && (
        <TextArea
          label={t.dashboards.kinds.text}
          value={panel.text ?? ''}
          onInput={(text) => change({ text })}
          rows={6}
        />
      )}
      {panel.kind === 'state' && hosts}
    </FormDialog>
  );
}

const OFFERED = 12;

/** One graph, found by typing, or all that fit a pattern. */
function GraphChoice(props: {
  panel: Panel;
  change: (part: Partial<Panel>) => void;
  hosts: ComponentChildren;
}) {
  const { t } = useWords();
  const { panel, change } = props;
  const [q, setQ] = useState('');
  const [byPattern, setByPattern] = useState(panel.graph === undefined && panel.graphName !== undefined);
  const chosen = useFetched<Graph>(panel.graph ? `/api/graphs/${panel.graph}` : undefined);
  const found = useFetched<Page<GraphRow>>(
    byPattern ? undefined : `/api/graphs${query({ q, limit: OFFERED })}`,
  );
  return (
    <>
      <Choice
        label={t.dashboards.which}
        value={byPattern ? 'pattern' : 'one'}
        onInput={(value) => {
          setByPattern(value === 'pattern');
          if (value === 'pattern') change({ graph: undefined });
        }}
        options={[
          { value: 'one', label: t.dashboards.oneGraph },
          { value: 'pattern', label: t.dashboards.byPattern },
        ]}
      />
      {byPattern ? (
        <>
          <TextField
            label={t.dashboards.graphName}
            value={panel.graphName ?? ''}
            placeholder="host/cpu"
            onInput={(graphName) => change({ graphName })}
          />
          {props.hosts}
        </>
      ) : (
        <>
          {chosen.data && (
            <p>
              <strong>{chosen.data.title}</strong> <span class="muted">{chosen.data.host.name}</span>
            </p>
          )}
          <SearchBox label={t.host.searchGraphs} value={q} onSearch={setQ} />
          <ul class="offered">
            {(found.data?.items ?? []).map((graph) => (
              <li key={graph.id}>
                <Button
                  small
                  pressed={panel.graph === graph.id}
                  onClick={() => change({ graph: graph.id, graphName: undefined, hosts: undefined })}
                >
                  {graph.title} · {graph.host.name}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
