import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Graph, GraphData } from '../../main/web/api/meter.ts';
import { contrast, inkOf } from '../../main/web/watch/chart/inks.ts';
import { axisRange, draw, extent } from '../../main/web/watch/chart/layers.ts';
import { boundsIn, broken, fieldLooks, graphLook } from '../../main/web/watch/chart/munin.ts';
import { stretched } from '../../main/web/watch/chart/touch.ts';
import { aligned } from '../../main/web/watch/chart/useGraphData.ts';
import { ownSpan, RANGES, within } from '../../main/web/watch/span.ts';
import { Formats } from '../../main/web/words/formats.ts';

const field = (name: string, attributes: Record<string, string> = {}) => ({ name, attributes });
const graph = (fields: ReturnType<typeof field>[], attributes: Record<string, string> = {}) =>
  ({ fields, attributes }) as unknown as Graph;
const data = (values: Record<string, (number | null)[]>, times = [0, 10, 20]): GraphData => ({
  from: 0,
  to: 20,
  step: 10,
  times,
  fields: Object.entries(values).map(([name, average]) => ({ name, average })),
});
const looksOf = (one: Graph) => fieldLooks(one);

test('what lies in a pile is added up, and an unknown value adds nothing', () => {
  const looks = looksOf(graph([field('a', { draw: 'AREA' }), field('b', { draw: 'STACK' }), field('c', { draw: 'STACK' })]));
  const { layers } = draw(looks, data({ a: [1, 1, 1], b: [2, null, 2], c: [3, 3, 3] }));
  assert.deepEqual(layers.map((layer) => layer.values), [[1, 1, 1], [3, null, 3], [6, 4, 6]]);
  assert.deepEqual(layers.map((layer) => layer.area), [true, true, true]);
  assert.deepEqual(layers.map((layer) => layer.below), [undefined, 0, 1]);
});

test('a pile on a line stays lines; AREASTACK and LINESTACK begin their own', () => {
  const kinds = (...draws: string[]) =>
    looksOf(graph(draws.map((draw, i) => field(`f${i}`, { draw })))).map((l) => `${l.area ? 'area' : 'line'}${l.piled ? '+' : ''}`);
  assert.deepEqual(kinds('LINE1', 'STACK'), ['line', 'line+']);
  assert.deepEqual(kinds('AREASTACK', 'AREASTACK'), ['area', 'area+']);
  assert.deepEqual(kinds('LINESTACK2', 'LINESTACK2'), ['line', 'line+']);
  assert.deepEqual(kinds('AREA', 'LINE2', 'STACK'), ['area', 'line', 'line+']);
});

test('a negative field is mirrored below zero, and is no line of its own', () => {
  const looks = looksOf(graph([field('down', { graph: 'no' }), field('up', { negative: 'down' })]));
  assert.deepEqual(looks.map((look) => look.name), ['up']);
  const { layers, entries } = draw(looks, data({ up: [5, 5, 5], down: [1, 2, null] }));
  assert.deepEqual(layers.map((layer) => layer.values), [[5, 5, 5], [-1, -2, null]]);
  assert.equal(entries[0]!.mirrored?.max, 2);
  assert.deepEqual(extent(layers), { low: -2, high: 5 });
});

test('fields stand in the order that the plugin wished', () => {
  const looks = looksOf(graph([field('c'), field('a'), field('b')], { graph_order: 'a b=host:plugin.x' }));
  assert.deepEqual(looks.map((look) => look.name), ['a', 'b', 'c']);
});

test('the total says its own greatest, not the sum of the greatest', () => {
  const given = data({ a: [1, 5, 1], b: [5, 1, null] });
  const { entries } = draw(looksOf(graph([field('a'), field('b')])), given, 'sum');
  assert.deepEqual(entries[2]!.values, [6, 6, 1]);
  assert.equal(entries[2]!.figures.max, 6);
});

test('figures are of what was measured, the extremes of the samples behind each point', () => {
  const given = data({ a: [2, 4, null] });
  given.fields[0]!.max = [9, 4, null];
  given.fields[0]!.min = [1, 4, null];
  assert.deepEqual(draw(looksOf(graph([field('a')])), given).entries[0]!.figures, { now: 4, min: 1, mean: 3, max: 9 });
});

test('thresholds are read in all four ways of writing', () => {
  assert.deepEqual(boundsIn('92'), { low: undefined, high: 92 });
  assert.deepEqual(boundsIn('1:2'), { low: 1, high: 2 });
  assert.deepEqual(boundsIn('5:'), { low: 5, high: undefined });
  assert.deepEqual(boundsIn(':-1e3'), { low: undefined, high: -1000 });
  assert.equal(broken(boundsIn('1:2'), 2), false);
  assert.equal(broken(boundsIn('1:2'), 2.1), true);
  assert.equal(broken(boundsIn('1:2'), null), false);
});

test('graph_args are read, long and short', () => {
  const look = graphLook(graph([], { graph_args: '--base 1024 -l 0 --upper-limit=100 --rigid', graph_vlabel: 'x per ${graph_period}' }));
  assert.deepEqual([look.base, look.lower, look.upper, look.rigid], [1024, 0, 100, true]);
  assert.equal(look.vlabel, 'x per second');
});

const plain = { rigid: false, limits: [], areas: false };

test('an axis holds its data, stands on zero where areas do, and reaches near thresholds only', () => {
  const [low, high] = axisRange({ low: 40, high: 60 }, plain);
  assert.ok(low < 40 && low > 30 && high > 60 && high < 70);
  assert.equal(axisRange({ low: 40, high: 60 }, { ...plain, areas: true })[0], 0);
  assert.ok(axisRange({ low: 0, high: 80 }, { ...plain, limits: [92] })[1] > 92);
  assert.ok(axisRange({ low: 0, high: 8 }, { ...plain, limits: [92] })[1] < 10);
  assert.deepEqual(axisRange({ low: 0, high: 250 }, { ...plain, rigid: true, lower: 0, upper: 200 }), [0, 200]);
  const flat = axisRange({ low: 14, high: 14 }, plain);
  assert.ok(flat[0] === 0 && flat[1] > 14);
  const nothing = axisRange(undefined, plain);
  assert.ok(nothing[1] > nothing[0]);
});

test('last week lies on today’s times, holes included', () => {
  const before = aligned([100, 110, 120, 130], data({ a: [1, null, 3] }, [101, 111, 121]), 0);
  assert.deepEqual(before.fields[0]!.average, [1, null, 3, 3]);
  const far = aligned([500], data({ a: [1, 2, 3] }), 0);
  assert.deepEqual(far.fields[0]!.average, [null]);
});

test('forty fields have forty looks, and each is seen', () => {
  for (const [dark, ground] of [[false, '#ffffff'], [true, '#171817']] as const) {
    const inks = Array.from({ length: 40 }, (_, i) => inkOf(i, undefined, dark));
    assert.equal(new Set(inks.map((ink) => ink.colour + ink.dash)).size, 40);
    for (const ink of inks) assert.ok(contrast(ink.colour, ground) > 1.25, `${ink.colour} on ${ground}`);
    assert.ok(contrast(inkOf(0, '#ffffff', dark).colour, ground) >= 1.6);
    assert.ok(contrast(inkOf(0, '#000000', dark).colour, ground) >= 1.6);
  }
});

test('a range in an address is taken only when it can be shown', () => {
  const own = (text: string) => ownSpan(new URLSearchParams(text));
  assert.deepEqual(own('from=0&to=3600000'), { from: 0, to: 3_600_000 });
  assert.equal(own('from=10&to=5'), undefined);
  assert.equal(own('from=x&to=5'), undefined);
  assert.equal(own(''), undefined);
  assert.deepEqual(within(0, 1000), { from: -29_500, to: 30_500 });
  assert.equal(within(0, 1e15).to - within(0, 1e15).from, 20 * RANGES.year);
});

test('measured values have a prefix, the base’s own, in the reader’s way of writing', () => {
  const fr = new Formats('fr', 'UTC');
  assert.equal(fr.measured(1234), '1,23\u202fk');
  assert.equal(fr.measured(1_610_612_736, 1024), '1,5\u202fGi');
  assert.equal(fr.measured(0.0123), '12,3\u202fm');
  assert.equal(fr.measured(-45_600_000), '-45,6\u202fM');
  assert.equal(fr.measured(0), '0');
  assert.equal(fr.measured(999.7), '1\u202fk');
  assert.equal(new Formats('en', 'UTC').measured(1234, 1000, false), '1,234');
});

test('one finger moves through time, two keep the moments under them', () => {
  const shown = { from: 0, to: 1000 };
  const at = (...places: number[]) => new Map(places.map((place, id) => [id, place]));
  assert.deepEqual(stretched(shown, 100, at(50), at(60)), { from: -100, to: 900 });
  // Twice as far apart around the same middle: half as much time.
  assert.deepEqual(stretched(shown, 100, at(25, 75), at(0, 100)), { from: 250, to: 750 });
  // The order in which the fingers came does not matter.
  assert.deepEqual(stretched(shown, 100, at(75, 25), at(100, 0)), { from: 250, to: 750 });
  // Fingers that meet do not show for ever.
  const met = stretched(shown, 100, at(20, 80), at(50, 50));
  assert.ok(met.to - met.from <= 2500);
  assert.deepEqual(stretched(shown, 100, at(50), new Map()), shown);
});
