import { useRef } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import type { Graph, HostGraph } from '../api/meter.ts';
import { useOnScreen } from '../ui/seen.ts';
import { Loaded } from '../ui/states.tsx';
import { Chart } from './chart/Chart.tsx';
import { graphSource } from './chart/useGraphData.ts';
import type { Mark } from './chart/plot.ts';
import { HostBadge, PluginBadge } from './HostBadge.tsx';
import { PictureMenu } from './PictureMenu.tsx';
import type { PageSpan } from './span.ts';

const HEIGHT = 190;

/** One graph among others: asked for when it comes on the screen. */
export function GraphCard(props: {
  graph: Pick<HostGraph, 'id' | 'title' | 'state' | 'plugin' | 'info'>;
  span: PageSpan;
  group: string;
  /** Whose it is, or which, where that is not plain from the page. */
  host?: string;
  marks?: Mark[];
  onPress?: (at: number) => void;
  level?: 2 | 3;
  height?: number;
}) {
  const { graph, span } = props;
  const card = useRef<HTMLElement>(null);
  const seen = useRef(false);
  if (useOnScreen(card)) seen.current = true;
  const found = useFetched<Graph>(seen.current ? `/api/graphs/${graph.id}` : undefined);
  const Title = props.level === 2 ? 'h2' : 'h3';
  return (
    <article class="graph-card" ref={card}>
      <header class="graph-head">
        <Title>
          <a href={`/graphs/${graph.id}${location.search}`}>{graph.title}</a>
        </Title>
        {props.host && <span class="muted small-text">{props.host}</span>}
        {graph.state && graph.state !== 'ok' && <HostBadge state={graph.state} />}
        <PluginBadge plugin={graph.plugin} />
        <span class="grow" />
        <PictureMenu path={`/api/graphs/${graph.id}/picture`} title={graph.title} span={span} />
      </header>
      {seen.current ? (
        <Loaded of={found} lines={5}>
          {(whole) => (
            <Chart
              graph={whole}
              title={graph.title}
              source={graphSource(graph.id)}
              span={span}
              height={props.height ?? HEIGHT}
              group={props.group}
              marks={props.marks}
              onPress={props.onPress}
            />
          )}
        </Loaded>
      ) : (
        // Nothing is on its way yet: no skeleton, only its room.
        <div class="graph-waiting" style={{ height: `${props.height ?? HEIGHT}px` }} />
      )}
    </article>
  );
}
