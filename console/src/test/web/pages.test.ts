import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query } from '../../main/web/api/client.ts';
import { throttled } from '../../main/web/api/live.ts';
import { match } from '../../main/web/app/router.ts';
import { DOORS, doorOf, sectionOf, visibleSections } from '../../main/web/app/sections.ts';
import type { Channel } from '../../main/web/api/types.ts';
import { channelBody, channelValues } from '../../main/web/channels/fields.ts';
import { sentence } from '../../main/web/messages/story.ts';
import { explain, wrongIn } from '../../main/web/words/explain.ts';
import { en } from '../../main/web/words/en/all.ts';
import { Formats } from '../../main/web/words/formats.ts';

const speech = { lang: 'en' as const, t: en, f: new Formats('en', 'UTC') };

test('addresses find their page and its parts', () => {
  assert.deepEqual(match('/polls/:id/answers', '/polls/7/answers'), { id: '7' });
  assert.deepEqual(match('', '/'), {});
  assert.equal(match('/polls/:id', '/polls/7/answers'), undefined);
});

test('a page inside a section opens the right door', () => {
  assert.equal(doorOf('/admin/audit').key, 'admin');
  assert.equal(doorOf('/polls/7/rules').key, 'listen');
  assert.equal(sectionOf(doorOf('/people/import'), '/people/import')?.href, '/people');
});

test('whoever may only read the inbox sees the inbox and nothing else', () => {
  const may = (permission: string) => permission === 'inbox.read';
  const seen = DOORS.flatMap((door) => visibleSections(door, may)).map((one) => one.href);
  assert.deepEqual(seen, ['/inbox']);
});

test('empty filters leave no trace in an address', () => {
  assert.equal(query({ q: '', state: undefined, kind: 'story' }), '?kind=story');
  assert.equal(query({}), '');
});

test('many changes at once are told once, and the last is never lost', async () => {
  let told = 0;
  const tell = throttled(() => told++, 40);
  for (let i = 0; i < 20; i++) tell();
  assert.equal(told, 1);
  await new Promise((done) => setTimeout(done, 80));
  assert.equal(told, 2);
});

test('a step of a message reads as a sentence, whatever the server says', () => {
  const at = '2026-11-22T10:00:00Z';
  const say = (what: string, detail?: string) => sentence({ at, what, detail }, speech, 'Water');
  assert.equal(say('rule', 'typo:ego~egoo'), 'Rule: a word with a typing error, “ego ≈ egoo”');
  assert.equal(say('poll', '12'), 'Poll: Water');
  assert.equal(
    say('why', '{"code":"several-possible","params":{"polls":"2"}}'),
    'It may answer several polls (2)',
  );
  assert.equal(say('why', '{"code":"from-the-future"}'), 'from-the-future');
  assert.equal(say('sent', '1/2'), 'Handed to the operator · 1/2');
  assert.equal(say('teleported', 'x'), 'teleported: x');
});

test('a problem is told in the reader’s language, at its field', () => {
  const taken = { status: 409, code: 'login-taken', detail: 'taken' };
  assert.equal(wrongIn(taken, 'login', speech), en.problems['login-taken']);
  assert.equal(wrongIn(taken, 'name', speech), undefined);
  const unknown = { status: 422, code: 'new-code', detail: 'mend this' };
  assert.equal(explain(unknown, speech), 'mend this');
  const wait = { status: 429, code: 'throttled', detail: 'too many tries; wait 240 seconds' };
  assert.match(explain(wait, speech), /Wait 4 mins/);
});

test('a channel’s secret is sent only when somebody typed one', () => {
  const body = channelBody('smpp', ' leo ', { port: '2776', price: '17,5' });
  assert.equal(body.name, 'leo');
  assert.equal(body.port, 2776);
  assert.equal(body.price, 17.5);
  assert.equal('password' in body, false);
  assert.equal(channelBody('smpp', 'leo', { password: 'x' }).password, 'x');
});

test('a channel is written flat, as the server reads it, without what the form does not show', () => {
  const channel = {
    kind: 'smpp',
    name: 'leo',
    paused: true,
    host: 'a',
    port: 2775,
    joining: 'SAR',
  } as unknown as Channel;
  const values = channelValues(channel);
  assert.equal(values.joining, 'SAR');
  const body = channelBody('smpp', 'leo', { ...values, host: 'b' });
  assert.equal('paused' in body, false);
  assert.equal('addressing' in body, false);
  assert.equal(body.host, 'b');
  assert.equal(body.port, 2775);
  assert.equal(body.joining, 'SAR');
});

test('every wrong field has its own words', () => {
  const problem = {
    status: 422,
    code: 'dossier-title',
    detail: '',
    field: 'title',
    fields: [
      { field: 'title', code: 'dossier-title', detail: '' },
      { field: 'person', code: 'value-missing', detail: '' },
    ],
  };
  assert.equal(wrongIn(problem, 'title', speech), en.problems['dossier-title']);
  assert.equal(wrongIn(problem, 'person', speech), en.problems['value-missing']);
  assert.equal(wrongIn(problem, 'tags', speech), undefined);
});
