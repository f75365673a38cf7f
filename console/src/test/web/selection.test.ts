import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeMany } from '../../main/web/api/many.ts';
import { between } from '../../main/web/ui/selection.ts';

test('shift ticks everything between, whichever way', () => {
  const shown = [9, 7, 5, 3, 1];
  assert.deepEqual(between(shown, 7, 3), [7, 5, 3]);
  assert.deepEqual(between(shown, 3, 7), [7, 5, 3]);
  assert.deepEqual(between(shown, undefined, 5), [5]);
  assert.deepEqual(between(shown, 99, 5), [5]);
});

function answering(answers: object[]): { asked: [string, unknown][] } {
  const asked: [string, unknown][] = [];
  globalThis.fetch = ((path: string, init: RequestInit) => {
    asked.push([path, JSON.parse(String(init.body))]);
    return Promise.resolve(new Response(JSON.stringify(answers[asked.length - 1] ?? { ids: [] })));
  }) as typeof fetch;
  return { asked };
}

test('all of a filter are changed part by part, and nothing newer than what was seen', async () => {
  const { asked } = answering([{ ids: [8, 7], next: '7' }, { ids: [5], kept: 1 }]);
  const changed = await changeMany('/api/inbox/done', { query: '?q=eau', newest: 8 });
  assert.deepEqual(changed, { ids: [8, 7, 5], kept: 1, rest: false });
  assert.deepEqual(asked, [
    ['/api/inbox/done?q=eau&after=9', { all: true }],
    ['/api/inbox/done?q=eau&after=7', { all: true }],
  ]);
});

test('a change without end stops and says that there is more', async () => {
  answering(Array.from({ length: 50 }, (_, i) => ({ ids: [i], next: String(100 - i) })));
  const changed = await changeMany('/api/inbox/done', { query: '', newest: 8 });
  assert.equal(changed.ids.length, 20);
  assert.equal(changed.rest, true);
});

test('many ids go in parts of a thousand', async () => {
  const { asked } = answering([{ ids: [1] }, { ids: [2] }, { ids: [3] }]);
  await changeMany('/api/inbox/reopen', { ids: Array.from({ length: 2500 }, (_, i) => i) });
  assert.deepEqual(asked.map(([, body]) => (body as { ids: number[] }).ids.length), [1000, 1000, 500]);
});
