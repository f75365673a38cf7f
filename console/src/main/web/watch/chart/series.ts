import type uPlot from 'uplot';
import { faded, type Ink } from './inks.ts';
import type { Layer } from './layers.ts';
import type { Scene } from './plot.ts';

const AREA_STRENGTH = 0.8;
const SPREAD_STRENGTH = 0.18;

/** A scene's values as uPlot takes them: the times, then a column a line. */
export function dataOf(scene: Scene): uPlot.AlignedData {
  const columns: (number | null)[][] = [];
  for (const layer of scene.drawn.layers) {
    columns.push(layer.values);
    if (layer.low && layer.high) columns.push(layer.high, layer.low);
  }
  for (const layer of beforeLayers(scene)) columns.push(layer.values);
  return [scene.drawn.times, ...columns] as uPlot.AlignedData;
}

/** Of last week's piles only the top is drawn: the layers of two weeks would be a tangle. */
function beforeLayers(scene: Scene): Layer[] {
  const layers = scene.before?.layers ?? [];
  const under = new Set(layers.map((layer) => layer.below));
  return layers.filter((layer, i) => !layer.area || !under.has(i));
}

/** Series and the fillings between them, in the order of {@link dataOf}. */
export function seriesOf(scene: Scene): { series: uPlot.Series[]; bands: uPlot.Band[] } {
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  const placeOf = new Map<number, number>();
  scene.drawn.layers.forEach((layer, i) => {
    const ink = scene.inks[layer.entry]!;
    const own = series.length;
    placeOf.set(i, own);
    series.push(seriesLook(layer, ink));
    if (layer.area && layer.below !== undefined) {
      bands.push({
        series: [own, placeOf.get(layer.below)!],
        fill: faded(ink.colour, AREA_STRENGTH),
        dir: layer.down ? 1 : -1,
      });
    }
    if (layer.low && layer.high) {
      const bare = { stroke: 'transparent', width: 0, points: { show: false } };
      series.push(bare, bare);
      bands.push({ series: [own + 1, own + 2], fill: faded(ink.colour, SPREAD_STRENGTH) });
    }
  });
  for (const layer of beforeLayers(scene)) {
    // On an area of its own colour it would not be seen.
    const stroke = layer.area ? scene.tones.ink : scene.inks[layer.entry]!.colour;
    series.push({ stroke, width: 1, dash: [2, 3], points: { show: false } });
  }
  return { series, bands };
}

/** A value between two unknown ones is no line: it is shown as a point. */
function lonePoints(u: uPlot, series: number): number[] {
  const values = u.data[series]!;
  const lone: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (isKnown(values[i]) && !isKnown(values[i - 1]) && !isKnown(values[i + 1])) lone.push(i);
  }
  return lone;
}

const isKnown = (value: number | null | undefined) => value !== null && value !== undefined;

function seriesLook(layer: Layer, ink: Ink): uPlot.Series {
  const points = { show: true, filter: lonePoints, size: 4, fill: ink.colour };
  if (!layer.area) return { stroke: ink.colour, width: layer.width, dash: ink.dash, points };
  if (layer.below !== undefined) return { stroke: ink.colour, width: 1, points };
  return { stroke: ink.colour, width: 1, fill: faded(ink.colour, AREA_STRENGTH), fillTo: () => 0, points };
}
