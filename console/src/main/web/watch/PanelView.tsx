import { useMemo } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Graph, GraphRow, HostRow, Panel } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { Loaded } from '../ui/states.tsx';
import { useWords } from '../words/words.ts';
import { Chart } from './chart/Chart.tsx';
import type { Mark } from './chart/plot.ts';
import { GraphCard } from './GraphCard.tsx';
import { HostBadge } from './HostBadge.tsx';
import { promSource, queryGraph } from './prometheus.ts';
import type { PageSpan } from './span.ts';

interface Showing {
  panel: Panel;
  span: PageSpan;
  group: string;
  marks: Mark[];
}

/** What a pattern may bring onto one page. */
const PATTERN_MAX = 60;
const HOSTS_MAX = 200;
/** What surrounds the drawing itself in a panel: title, legend's first lines. */
const CHROME = 110;
const LOWEST = 120;

const plotHeight = (panel: Panel) => Math.max(LOWEST, (panel.height || 300) - CHROME);

/** One panel, whatever it shows. */
export function PanelView(props: Showing) {
  const { panel } = props;
  switch (panel.kind) {
    case 'graph':
      return panel.graph === undefined || panel.graph === null ? (
        <PatternGraphs {...props} />
      ) : (
        <OneGraph {...props} id={panel.graph} />
      );
    case 'query':
      return <QueryPanel {...props} />;
    case 'text':
      return <TextPanel panel={panel} />;
    case 'state':
      return <StatePanel panel={panel} />;
  }
}

function OneGraph(props: Showing & { id: number }) {
  const { panel } = props;
  const found = useFetched<Graph>(`/api/graphs/${props.id}`);
  return (
    <Loaded of={found} lines={4}>
      {(graph) => (
        <GraphCard
          level={2}
          graph={{ ...graph, title: panel.title || graph.title }}
          host={panel.title?.startsWith(graph.host.name) ? undefined : graph.host.name}
          span={props.span}
          group={props.group}
          marks={props.marks}
          height={plotHeight(panel)}
        />
      )}
    </Loaded>
  );
}

function PatternGraphs(props: Showing) {
  const { t } = useWords();
  const { panel } = props;
  const found = useFetched<Page<GraphRow>>(
    `/api/graphs${query({ name: panel.graphName, hosts: panel.hosts, limit: PATTERN_MAX })}`,
  );
  return (
    <section class="panel-pattern">
      {panel.title && <h2>{panel.title}</h2>}
      <Loaded of={found} lines={4}>
        {({ items }) => {
          if (items.length === 0) return <p class="muted">{t.dashboards.nothingFits}</p>;
          return (
            <div class="graph-grid">
              {items.map((graph) => (
                <GraphCard
                  key={graph.id}
                  graph={graph}
                  host={graph.host.name}
                  span={props.span}
                  group={props.group}
                  marks={props.marks}
                  height={plotHeight(panel)}
                />
              ))}
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}

function QueryPanel({ panel, span, group, marks }: Showing) {
  const text = panel.query ?? '';
  const source = useMemo(() => promSource(text), [text]);
  return (
    <section class="graph-card">
      <header class="graph-head">
        <h2>{panel.title || text}</h2>
      </header>
      {text !== '' && (
        <Chart
          graph={queryGraph}
          title={panel.title || text}
          source={source}
          span={span}
          height={plotHeight(panel)}
          group={group}
          marks={marks}
        />
      )}
    </section>
  );
}

function TextPanel({ panel }: { panel: Panel }) {
  return (
    <section class="panel-text">
      {panel.title && <h2>{panel.title}</h2>}
      <p>{panel.text}</p>
    </section>
  );
}

/** Hosts by name with their state: the wall's first look. */
function StatePanel({ panel }: { panel: Panel }) {
  const { t } = useWords();
  const found = useFetched<Page<HostRow>>(`/api/hosts${query({ name: panel.hosts, limit: HOSTS_MAX })}`, 'hosts');
  return (
    <section class="panel-state">
      <h2>{panel.title || t.hosts.state}</h2>
      <Loaded of={found} lines={4}>
        {({ items }) => (
          <ul class="state-list">
            {items.map((host) => (
              <li key={host.id}>
                <a href={`/hosts/${host.id}`}>{host.title || host.name}</a>
                <HostBadge state={host.state} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
