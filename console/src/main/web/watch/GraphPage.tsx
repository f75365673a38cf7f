import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Alert, Graph } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { PageHead } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Head, wide } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';
import { AlertTable, byUrgency } from './Alerts.tsx';
import { Chart } from './chart/Chart.tsx';
import { graphSource } from './chart/useGraphData.ts';
import { graphLook } from './chart/munin.ts';
import { HostBadge, PluginBadge } from './HostBadge.tsx';
import { PictureMenu } from './PictureMenu.tsx';
import { MarksList, useMarks } from './marks.tsx';
import { RangeBar } from './RangeBar.tsx';
import { RANGES, useSpan, type PageSpan, type RangeName } from './span.ts';

const TALL = 340;
const SMALL = 170;
/** As munin's own page: the same graph four times, each over a longer time. */
const SIDE: RangeName[] = ['day', 'week', 'month', 'year'];

/** One graph, large; below it the usual ranges, and everything known about its fields. */
export function GraphPage(props: { id: string }) {
  const { t } = useWords();
  const found = useFetched<Graph>(`/api/graphs/${props.id}`);
  const graph = found.data;
  const span = useSpan(graph && `host:${graph.host.id}`);
  return (
    <>
      <PageHead
        title={graph?.title ?? t.hosts.graphs}
        back={
          graph
            ? { href: `/hosts/${graph.host.id}`, label: graph.host.name }
            : { href: '/hosts', label: t.hosts.title }
        }
        badge={
          graph && (
            <>
              {graph.state && <HostBadge state={graph.state} />}
              <PluginBadge plugin={graph.plugin} />
            </>
          )
        }
        lead={graph?.info}
        actions={
          graph && (
            <PictureMenu
              named
              path={`/api/graphs/${graph.id}/picture`}
              title={graph.title}
              span={span}
            />
          )
        }
      />
      <Loaded of={found} lines={10}>
        {(whole) => <Whole graph={whole} span={span} />}
      </Loaded>
    </>
  );
}

function Whole({ graph, span }: { graph: Graph; span: PageSpan }) {
  const { t } = useWords();
  const group = `graph-${graph.id}`;
  const { marks, onPress, events, dialog } = useMarks(span, graph.host.id);
  const source = graphSource(graph.id);
  const live = { to: span.name ? span.to : Date.now() };
  return (
    <>
      <div class="graph-bar">
        <RangeBar span={span} />
      </div>
      <Chart
        graph={graph}
        title={graph.title}
        source={source}
        span={span}
        height={TALL}
        group={group}
        marks={marks}
        onPress={onPress}
      />
      <section class="section">
        <h2 class="category-name">{t.graphPage.ranges}</h2>
        <div class="graph-grid">
          {SIDE.map((name) => (
            <article key={name} class="graph-side">
              <h3>
                <button type="button" class="linklike" onClick={() => span.choose(name)}>
                  {t.range.names[name]}
                </button>
              </h3>
              <Chart
                plain
                graph={graph}
                title={`${graph.title}, ${t.range.names[name]}`}
                source={source}
                span={{
                  from: live.to - RANGES[name],
                  to: live.to,
                  compare: false,
                  show: span.show,
                }}
                height={SMALL}
                group={`${group}-${name}`}
              />
            </article>
          ))}
        </div>
      </section>
      <MarksList events={events} />
      {dialog}
      <GraphAlerts graph={graph} />
      <Fields graph={graph} />
      <Details graph={graph} />
    </>
  );
}

/** The alerts that fire on this graph; nothing where none does. */
function GraphAlerts({ graph }: { graph: Graph }) {
  const { t } = useWords();
  const found = useFetched<Page<Alert>>(`/api/alerts${query({ host: graph.host.name })}`, 'alerts');
  const rows = (found.data?.items ?? []).filter((alert) => alert.graph?.id === graph.id).sort(byUrgency);
  if (rows.length === 0) return null;
  return (
    <section class="section">
      <h2>{t.alerts.title}</h2>
      <AlertTable rows={rows} reload={found.reload} />
    </section>
  );
}

function Fields({ graph }: { graph: Graph }) {
  const { t, f } = useWords();
  const look = graphLook(graph);
  return (
    <section class="section">
      <h2>{t.graphPage.fields}</h2>
      <div class="scroll-x">
        <table class="rows compact">
          <Head
            of={[
              t.graph.field,
              t.hosts.state,
              { name: t.graph.now, class: 'num' },
              t.graph.warning,
              t.graph.critical,
              wide(t.graphPage.how),
            ]}
          />
          <tbody>
            {graph.fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">
                  {field.label || field.name}
                  <span class="under mono">{field.name}</span>
                  {field.attributes.info && <span class="under">{field.attributes.info}</span>}
                </th>
                <td>{field.state && <HostBadge state={field.state} />}</td>
                <td class="num">
                  {field.last === undefined || field.last === null
                    ? '–'
                    : f.measured(field.last, look.base, look.scaled, look.decimals)}
                </td>
                <td class="mono">{field.attributes.warning ?? '–'}</td>
                <td class="mono">{field.attributes.critical ?? '–'}</td>
                <td class="wide-only mono muted">
                  {Object.entries(field.attributes)
                    .filter(([key]) => !['label', 'info', 'warning', 'critical'].includes(key))
                    .map(([key, value]) => `${key} ${value}`)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Everything the plugin said, word by word: for who writes or mends one. */
function Details({ graph }: { graph: Graph }) {
  const { t } = useWords();
  const may = useMay();
  return (
    <section class="section">
      <h2>{t.graphPage.attributes}</h2>
      <dl class="attributes">
        {[['name', graph.name], ...Object.entries(graph.attributes)].map(([key, value]) => (
          <div key={key}>
            <dt class="mono">{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {may('dashboards.edit') && (
        <p class="spaced-top">
          <a href={`/dashboards/new${query({ graph: graph.id })}`}>{t.graphPage.toDashboard}</a>
        </p>
      )}
    </section>
  );
}
