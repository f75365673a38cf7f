import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneAtATime } from '../../main/web/api/live.ts';

test('news during a slow answer asks once more afterwards, and cuts nothing', async () => {
  const ends: (() => void)[] = [];
  const look = oneAtATime(() => new Promise<void>((end) => ends.push(end)));
  look();
  look();
  look();
  assert.equal(ends.length, 1);
  ends[0]!();
  await new Promise((next) => setTimeout(next));
  assert.equal(ends.length, 2);
  ends[1]!();
  await new Promise((next) => setTimeout(next));
  assert.equal(ends.length, 2);
});
