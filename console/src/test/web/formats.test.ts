import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, Formats } from '../../main/web/words/formats.ts';

const fr = new Formats('fr', 'UTC');
const en = new Formats('en', 'UTC');
/** Intl's spaces are of several widths; what matters here is that there is one. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('numbers and shares are written by locale', () => {
  assert.equal(plain(fr.number(1234567.5)), '1 234 567,5');
  assert.equal(en.number(1234567.5), '1,234,567.5');
  assert.equal(plain(fr.percent(0.347)), '35 %');
  assert.equal(en.percent(0.034), '3.4%');
  assert.equal(en.percent(0), '0%');
});

test('zero is singular in French and plural in English', () => {
  const forms = { one: '{n} x', other: '{n} xs' };
  assert.equal(fr.count(forms, 0), '0 x');
  assert.equal(en.count(forms, 0), '0 xs');
  assert.equal(en.count(forms, 1), '1 x');
});

test('durations show two units at most', () => {
  assert.equal(plain(en.duration(42)), '42 secs');
  assert.equal(plain(en.duration(4020)), '1 hr 7 mins');
  assert.equal(plain(fr.duration(4020)), '1 h 7 min');
  assert.equal(plain(fr.duration(90000)), '1 j 1 h');
});

test('recent moments read as a person would say them', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  assert.equal(en.recent('2026-11-22T11:57:00Z', now), '3 min ago');
  assert.equal(plain(fr.recent('2026-11-22T11:57:00Z', now)), 'il y a 3 min');
  assert.equal(en.recent('2026-11-22T09:15:00Z', now), '09:15');
  assert.equal(en.recent('2025-01-02T09:15:00Z', now), '2 Jan 2025');
});

test('a moment slightly in the future (another clock) is now, not "in 3 seconds"', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  assert.equal(en.recent('2026-11-22T12:00:03Z', now), 'now');
});

test('an unknown currency or language does not break the page', () => {
  assert.equal(en.money(12, 'credits'), '12 credits');
  assert.equal(en.language('not a code'), 'Not a code');
  assert.equal(fr.language('rn'), 'Kirundi');
});

test('an unknown placeholder stays visible', () => {
  assert.equal(fill('{a} and {b}', { a: 1 }), '1 and {b}');
});
