import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alert, HostCategory, Panel } from '../../main/web/api/meter.ts';
import { byUrgency } from '../../main/web/watch/Alerts.tsx';
import { moved, newPanel, trimmed } from '../../main/web/watch/board.ts';
import { twice } from '../../main/web/watch/categories.ts';
import { onCallBody } from '../../main/web/watch/OnCallPage.tsx';
import { pageOf } from '../../main/web/watch/Links.tsx';
import { addressesIn } from '../../main/web/watch/ReportDialog.tsx';
import { matrixData, nameOf } from '../../main/web/watch/prometheus.ts';
import { DOORS, doorOf, sectionOf } from '../../main/web/app/sections.ts';

test('alerts stand as somebody on duty looks: firing first, the worst first, the newest first', () => {
  const alert = (id: number, state: string, severity: string, since: string) =>
    ({ id, state, severity, since }) as Alert;
  const found = [
    alert(1, 'resolved', 'critical', '2026-11-22T10:00:00Z'),
    alert(2, 'firing', 'warning', '2026-11-22T12:00:00Z'),
    alert(3, 'acknowledged', 'critical', '2026-11-22T12:00:00Z'),
    alert(4, 'firing', 'critical', '2026-11-22T09:00:00Z'),
    alert(5, 'firing', 'critical', '2026-11-22T11:00:00Z'),
  ].sort(byUrgency);
  assert.deepEqual(found.map((one) => one.id), [5, 4, 2, 3, 1]);
});

test('a panel moves within the list and never out of it', () => {
  const panels = [1, 2, 3].map((id) => ({ id }) as unknown as Panel);
  const ids = (from: number, to: number) => moved(panels, from, to).map((panel) => panel.id);
  assert.deepEqual(ids(0, 1), [2, 1, 3]);
  assert.deepEqual(ids(2, 0), [3, 1, 2]);
  assert.deepEqual(ids(0, -1), [1, 2, 3]);
  assert.deepEqual(ids(1, 9), [1, 3, 2]);
  assert.deepEqual(ids(7, 0), [1, 2, 3]);
});

test('of a panel only what its kind needs is kept, and new ones have a number of their own', () => {
  const panels = [{ ...newPanel('text', []), id: 7 }];
  const panel = { ...newPanel('graph', panels), graph: 4, query: 'left over', text: 'left over' };
  assert.equal(panel.id, 8);
  assert.deepEqual(Object.keys(trimmed(panel)).sort(), ['graph', 'height', 'id', 'kind', 'title', 'width']);
  assert.equal(trimmed({ ...panel, graph: undefined }).graphName, '*');
});

test('series of a query lie on one grid of times, and what is not a number is a gap', () => {
  const data = matrixData(
    {
      resultType: 'matrix',
      result: [
        { metric: { __name__: 'load', host: 'a' }, values: [[10, '1'], [30, '3']] },
        { metric: { host: 'b' }, values: [[20, 'NaN'], [30, '+Inf'], [99, '5']] },
      ],
    },
    10_000,
    30_000,
    10_000,
  );
  assert.deepEqual(data.times, [10_000, 20_000, 30_000]);
  assert.deepEqual(data.fields.map((field) => field.average), [[1, null, 3], [null, null, null]]);
  assert.equal(nameOf({ __name__: 'load', host: 'a', field: 'x' }), 'a · x');
  assert.equal(nameOf({ __name__: 'up' }), 'up');
});

test('people on call without a name are left out, and empty fields are not sent', () => {
  const body = onCallBody({
    name: ' night ',
    people: [{ name: 'Ana', address: ' +25779000001 ', mail: '' }, { name: ' ' }],
    webhook: '',
    from: 'critical',
    after: 0,
  });
  assert.equal(body.name, 'night');
  assert.deepEqual(JSON.parse(JSON.stringify(body.people)), [{ name: 'Ana', address: '+25779000001' }]);
  assert.equal(body.webhook, undefined);
});

test('titles that two sources share are told apart', () => {
  const category = (name: string, ...titles: string[]): HostCategory => ({
    name,
    graphs: titles.map((title, id) => ({ id, name: title, title })),
  });
  assert.deepEqual([...twice([category('a', 'CPU', 'CPU')])], ['CPU']);
  assert.deepEqual([...twice([category('a', 'CPU', 'Load'), category('b', 'CPU')])], ['CPU']);
});

test('a graph’s page belongs to the hosts', () => {
  const watch = DOORS.find((door) => door.key === 'watch')!;
  assert.equal(doorOf('/graphs/12'), watch);
  assert.equal(sectionOf(watch, '/graphs/12')?.href, '/hosts');
  assert.equal(sectionOf(watch, '/alerts/on-call')?.href, '/alerts');
});

test('addresses are taken however they were parted, each once', () => {
  assert.deepEqual(addressesIn(' ana@example.org, bo@example.org;\n\nana@example.org '), [
    'ana@example.org',
    'bo@example.org',
  ]);
});

test('a link leads to the page of what it shows', () => {
  assert.equal(pageOf('/api/graphs/12/picture.png?last=86400'), '/graphs/12');
  assert.equal(pageOf('/api/dashboards/category:system/picture.svg'), '/dashboards/category:system');
});
