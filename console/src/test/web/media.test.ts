import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isText } from '../../main/web/keep/documents/media.ts';

test('an office document is no text, whatever its name holds', () => {
  const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  assert.equal(isText(office), false);
  assert.equal(isText('text/html'), false);
  for (const type of ['text/plain', 'text/csv', 'application/json', 'application/xml', 'image/svg+xml']) {
    assert.equal(isText(type), true, type);
  }
});
