import { get, query } from '../api/client.ts';
import type { Graph, GraphData } from '../api/meter.ts';
import { Refusal, type Problem } from '../api/problem.ts';
import type { Asked, Source } from './chart/useGraphData.ts';

interface Matrix {
  data: {
    resultType: string;
    result: { metric: Record<string, string>; values?: [number, string][]; value?: [number, string] }[];
  };
}

/** No agent measures oftener. */
const SHORTEST_STEP_S = 10;

/** The answer of a range query as a graph's data: one field for each series, on one grid of times. */
export function matrixData(matrix: Matrix['data'], from: number, to: number, step: number): GraphData {
  const times: number[] = [];
  for (let t = from; t <= to; t += step) times.push(t);
  const fields = matrix.result.map(({ metric, values }) => {
    const average: (number | null)[] = times.map(() => null);
    for (const [seconds, text] of values ?? []) {
      const at = Math.round((seconds * 1000 - from) / step);
      const value = Number(text);
      if (at >= 0 && at < average.length && Number.isFinite(value)) average[at] = value;
    }
    return { name: nameOf(metric), average };
  });
  return { from, to, step, times, fields };
}

/** {host="a", field="b"} → "a · b"; a name alone stays. */
export function nameOf(metric: Record<string, string>): string {
  const { __name__: name, ...labels } = metric;
  const values = Object.values(labels);
  return values.length > 0 ? values.join(' · ') : (name ?? 'value');
}

/** A query in PromQL as what a chart reads. */
export function promSource(text: string): Source {
  return {
    key: `query ${text}`,
    load: async ({ from, to, points, shift }: Asked, signal) => {
      const step = Math.max(SHORTEST_STEP_S, Math.ceil((to - from) / 1000 / points)) * 1000;
      const by = shift ?? 0;
      const start = Math.floor((from - by) / step) * step;
      const path = `/prometheus/api/v1/query_range${query({
        query: text,
        start: start / 1000,
        end: (to - by) / 1000,
        step: step / 1000,
      })}`;
      const { data } = await get<Matrix>(path, signal).catch(said);
      const read = matrixData(data, start, to - by, step);
      return { ...read, from, to, times: read.times.map((t) => t + by) };
    },
  };
}

/** Prometheus has its own shape of errors; what is wrong with a query is in it. */
function said(thrown: unknown): never {
  if (thrown instanceof Refusal) {
    const problem = thrown.problem as Problem & { error?: string };
    if (problem.error !== undefined) {
      throw new Refusal({ status: 400, code: 'query-wrong', detail: problem.error });
    }
  }
  throw thrown;
}

/** A graph that says nothing of itself but which series there are. */
export function queryGraph(data: GraphData): Graph {
  return {
    id: 0,
    name: '',
    title: '',
    category: '',
    host: { id: 0, name: '' },
    attributes: {},
    fields: data.fields.map(({ name }) => ({ name, label: name, attributes: {} })),
  };
}
