import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../main/web/words/en/all.ts';
import { fr } from '../../main/web/words/fr/all.ts';
import { unbroken } from '../../main/web/words/unbroken.ts';

/** Every text of a dictionary by its dotted key. */
function texts(node: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof node === 'string') into.set(path, node);
  else for (const [key, value] of Object.entries(node as object)) texts(value, `${path}.${key}`, into);
  return into;
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

test('French and English have the same keys', () => {
  assert.deepEqual([...texts(fr).keys()].sort(), [...texts(en).keys()].sort());
});

test('each text has the same placeholders in both languages', () => {
  const french = texts(fr);
  for (const [key, text] of texts(en)) {
    assert.deepEqual(placeholders(french.get(key)!), placeholders(text), key);
  }
});

test('no text is empty', () => {
  for (const words of [en, fr]) {
    for (const [key, text] of texts(words)) assert.notEqual(text.trim(), '', key);
  }
});

test('no line begins with a colon or a closing guillemet, nor ends with an opening one', () => {
  for (const [key, text] of texts(unbroken(fr))) assert.ok(!/ [:;!?»]|« /.test(text), key);
  assert.equal(unbroken('Passer à « {state} » : oui ?'), 'Passer à «\u00a0{state}\u00a0»\u00a0: oui\u00a0?');
});

test('French typography: curly apostrophes, and a space before high punctuation', () => {
  for (const [key, text] of texts(fr)) {
    if (!key.startsWith('.examples')) assert.ok(!text.includes("'"), `${key}: straight apostrophe`);
    assert.ok(!/[\p{L}\d][;!?]/u.test(text), `${key}: no space before ; ! or ?`);
  }
});
