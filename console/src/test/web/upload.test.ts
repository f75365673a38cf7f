import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { onSessionEnded, post } from '../../main/web/api/client.ts';
import { pause, UploadQueue } from '../../main/web/keep/upload/queue.ts';
import { SlowLine, type Asked } from './slowLine.ts';

const PLACE = '/api/uploads/7';
const SECOND = 1000;
const line = new SlowLine();
let queue: UploadQueue;

beforeEach(() => {
  line.forget();
  queue = new UploadQueue();
});

function give(size: number): void {
  const file = Object.assign(new Blob(['x'.repeat(size)]), { name: 'letter.txt', lastModified: 1 });
  queue.add(3, '/', [{ path: file.name, file: file as unknown as File }]);
}

const one = () => queue.all()[0]!;

async function asked(verb: string): Promise<Asked> {
  const question = await line.question();
  assert.equal(question?.verb, verb);
  return question!;
}

/** The file is announced; its bytes are about to go. */
async function begin(size: number): Promise<Asked> {
  give(size);
  (await asked('POST')).answer(201, { Location: PLACE });
  return asked('PATCH');
}

test('a silent line is given up after half a minute, counted from its last sign of life', async () => {
  const piece = await begin(100);
  await line.pass(29 * SECOND);
  piece.sent(40);
  await line.pass(29 * SECOND);
  assert.equal(one().state, 'sending');
  piece.sent(60);
  await line.pass(29 * SECOND);
  assert.equal(one().state, 'sending');
  assert.equal(one().sent, 60);
  await line.pass(SECOND);
  assert.equal(one().state, 'retrying');
  assert.equal(one().problem?.code, 'unreachable');

  (await asked('HEAD')).answer(200, { 'Upload-Offset': '50' });
  const rest = await asked('PATCH');
  assert.equal(rest.offset, 50);
  rest.answer(204, { 'Upload-Offset': '100', 'Relais-Document': '9' });
  await line.settle();
  assert.equal(one().state, 'done');
});

test('a line that is silent already when the folder is asked for is given up as well', async () => {
  line.silent = true;
  give(100);
  await line.pass(29 * SECOND);
  assert.equal(one().state, 'sending');
  await line.pass(SECOND);
  assert.equal(one().state, 'retrying');
  assert.equal(one().problem?.code, 'unreachable');
  line.silent = false;
  await asked('POST');
});

test('a session that is over stops the upload until somebody signs in', async () => {
  let over = 0;
  onSessionEnded(() => over++);
  (await begin(100)).answer(401);
  await line.settle();
  assert.equal(over, 1);
  assert.equal(one().state, 'waiting');
  assert.equal(line.waiting.length, 0);
});

test('a refusal that comes when somebody has signed in again meanwhile is no news', async () => {
  let over = 0;
  onSessionEnded(() => over++);
  const piece = await begin(100);
  await post('/api/session', { login: 'ana', password: 'secret' });
  piece.answer(401);
  (await asked('HEAD')).answer(200, { 'Upload-Offset': '0' });
  (await asked('PATCH')).answer(204, { 'Upload-Offset': '100', 'Relais-Document': '9' });
  await line.settle();
  assert.equal(over, 0);
  assert.equal(one().state, 'done');
});

test('forty more tries, then it has failed and nothing more is asked', async () => {
  give(100);
  let tries = 0;
  for (let question = await line.question(); question; question = await line.question()) {
    assert.equal(one().state, 'sending');
    assert.ok(++tries <= 100, 'it is tried for ever');
    question.answer(503);
  }
  assert.equal(tries, 41);
  assert.equal(one().state, 'failed');
  assert.equal(one().problem?.status, 503);

  queue.retryFailed();
  (await asked('POST')).answer(503);
  await line.settle();
  assert.equal(one().state, 'retrying', 'it is counted from the beginning');
});

test('as long as more of it gets through no try was in vain', async () => {
  const size = 60;
  let kept = 0;
  let question: Asked | undefined = await begin(size);
  // Every connection carries one byte and breaks before the server has said so.
  for (; kept < size; question = await line.question()) {
    assert.ok(question, `given up after ${kept} bytes`);
    if (question.verb === 'HEAD') {
      question.answer(200, { 'Upload-Offset': String(kept) });
    } else {
      assert.equal(question.offset, kept++);
      question.broken();
    }
  }
  question!.answer(200, { 'Upload-Offset': String(kept), 'Relais-Document': '9' });
  await line.settle();
  assert.equal(one().state, 'done');
});

test('from where no more of it gets through, forty more tries are made', async () => {
  let question: Asked | undefined = await begin(100);
  let pieces = 0;
  // Of the first piece 50 bytes came through; of all others nothing.
  for (; question; question = await line.question()) {
    assert.ok(pieces <= 100, 'it is tried for ever');
    if (question.verb === 'HEAD') question.answer(200, { 'Upload-Offset': '50' });
    else {
      pieces++;
      question.broken();
    }
  }
  assert.equal(pieces, 1 + 41);
  assert.equal(one().state, 'failed');
  assert.equal(one().problem?.code, 'unreachable');
});

test('what a server fails over four times is announced anew', async () => {
  (await begin(100)).answer(500);
  for (let i = 0; i < 3; i++) (await asked('HEAD')).answer(500);
  await asked('POST');
});

test('what is refused for good is not tried again', async () => {
  give(100);
  (await asked('POST')).answer(422);
  await line.settle();
  assert.equal(one().state, 'failed');
  assert.equal(await line.question(), undefined);
});

test('the pauses grow from a second to half a minute, and never are all the same', () => {
  const longest = (tries: number) => pause(tries, () => 1);
  assert.deepEqual([0, 1, 2, 3, 4].map(longest), [1, 2, 4, 8, 16].map((s) => s * SECOND));
  for (const tries of [5, 20, 40, 400]) assert.equal(longest(tries), 30 * SECOND);
  assert.equal(pause(3, () => 0), 4 * SECOND);
});

test('what was refused when all of it was there has failed, and says so whenever it is tried again', async () => {
  const refused = (question: Asked) => {
    (question as Asked & { responseText: string }).responseText = '{"code":"document-locked"}';
    question.answer(423);
  };
  refused(await begin(100));
  await line.settle();
  assert.equal(one().state, 'failed');
  assert.equal(one().problem?.code, 'document-locked');
  assert.equal(await line.question(), undefined, 'somebody has to see to it');

  queue.retryFailed();
  (await asked('HEAD')).answer(409);
  const empty = await asked('PATCH');
  assert.equal(empty.offset, 100);
  refused(empty);
  await line.settle();
  assert.equal(one().state, 'failed');

  queue.retryFailed();
  (await asked('HEAD')).answer(409);
  (await asked('PATCH')).answer(204, { 'Upload-Offset': '100', 'Relais-Document': '9' });
  await line.settle();
  assert.equal(one().state, 'done');
});

test('all bytes there and no document is not done', async () => {
  (await begin(100)).broken();
  (await asked('HEAD')).answer(200, { 'Upload-Offset': '100' });
  const empty = await asked('PATCH');
  assert.equal(empty.offset, 100);
  empty.answer(204, { 'Upload-Offset': '100' });
  await line.settle();
  assert.equal(one().state, 'retrying');
});

test('while the server makes a document of it one waits, however long, and sends nothing', async () => {
  (await begin(100)).broken();
  for (let i = 0; i < 100; i++) {
    (await asked('HEAD')).answer(423);
    await line.settle();
    assert.equal(one().state, 'finishing');
    assert.equal(one().sent, 100);
  }
  (await asked('HEAD')).answer(200, { 'Upload-Offset': '100', 'Relais-Document': '9' });
  await line.settle();
  assert.equal(one().state, 'done');
});
