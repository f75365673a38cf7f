import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BURUNDI } from '../../main/web/charts/burundi.ts';
import { colorOf, PALETTE } from '../../main/web/charts/palette.ts';
import { coarser, labelEvery, ticks, withEmptySteps } from '../../main/web/charts/scales.ts';

test('axes have round steps that reach the largest value', () => {
  assert.deepEqual(ticks(173, 3), [0, 100, 200]);
  assert.deepEqual(ticks(8, 4), [0, 2, 4, 6, 8]);
  assert.deepEqual(ticks(0, 4), [0, 1]);
});

test('no axis counts half persons', () => {
  for (let max = 1; max < 40; max++) {
    const marks = ticks(max, 4);
    assert.ok(marks.every(Number.isInteger), `${max}: ${marks}`);
    assert.ok(marks[marks.length - 1]! >= max, `${max}: ${marks}`);
  }
});

test('hours without an answer are drawn as zero', () => {
  const filled = withEmptySteps([
    { at: '2026-11-22T08:00:00.000Z', people: 5 },
    { at: '2026-11-22T11:00:00.000Z', people: 2 },
  ]);
  assert.deepEqual(filled.map((point) => point.people), [5, 0, 0, 2]);
});

test('a long poll counted by day stays by day', () => {
  const filled = withEmptySteps([
    { at: '2026-11-01T00:00:00.000Z', people: 5 },
    { at: '2026-11-02T00:00:00.000Z', people: 1 },
    { at: '2026-11-05T00:00:00.000Z', people: 2 },
  ]);
  assert.deepEqual(filled.map((point) => point.people), [5, 1, 0, 0, 2]);
});

test('joining hours loses nobody', () => {
  const points = Array.from({ length: 100 }, (_, i) => ({
    at: new Date(i * 3_600_000).toISOString(),
    people: i,
  }));
  const joined = coarser(points, 30);
  assert.ok(joined.length <= 30);
  assert.equal(joined.reduce((sum, one) => sum + one.people, 0), 4950);
});

test('labels never overlap', () => {
  assert.equal(labelEvery(72, 300, 64), 18);
  assert.equal(labelEvery(5, 600, 64), 1);
});

test('the map has the seventeen provinces, each inside the drawing', () => {
  assert.equal(BURUNDI.shapes.length, 17);
  for (const shape of BURUNDI.shapes) {
    assert.match(shape.path, /^M[\d LMZ]+Z$/, shape.name);
    const [x, y] = shape.at;
    assert.ok(x > 0 && x < BURUNDI.width && y > 0 && y < BURUNDI.height, shape.name);
  }
});

test('a colour no browser knows falls back to the palette', () => {
  assert.equal(colorOf('#ff0000', 0), '#ff0000');
  assert.equal(colorOf('', 1), PALETTE[1]!.color);
  assert.equal(colorOf('javascript:alert(1)', 0), PALETTE[0]!.color);
});
