import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCategory,
  addLanguage,
  emptyPoll,
  emptyRule,
  languagesOf,
  missingIn,
  removeLanguage,
  tidy,
  withKind,
  withoutEmptyRules,
} from '../../main/web/polls/draft.ts';

test('a new poll asks yes or no, with both categories named', () => {
  const poll = emptyPoll('fr');
  assert.deepEqual(poll.categories.map((one) => one.key), ['yes', 'no']);
  assert.equal(poll.categories[0]!.name.fr, 'Oui');
});

test('changing the kind back and forth does not pile up categories', () => {
  let poll = emptyPoll('fr');
  poll = withKind(poll, 'multiple_choice');
  assert.equal(poll.categories.length, 2);
  poll = withKind(poll, 'numeric');
  assert.equal(poll.categories.length, 0);
  poll = withKind(poll, 'yes_no');
  assert.deepEqual(poll.categories.map((one) => one.key), ['yes', 'no']);
});

test('categories somebody has worked on survive a change of kind', () => {
  const poll = emptyPoll('fr');
  poll.categories[0]!.reply = { fr: 'Merci' };
  const changed = withKind(poll, 'multiple_choice');
  assert.equal(changed.categories[0]!.reply.fr, 'Merci');
});

test('a category never takes the key of another, nor its colour while others are free', () => {
  let poll = withKind(emptyPoll('fr'), 'free_text');
  for (let i = 0; i < 7; i++) poll = addCategory(poll);
  poll = { ...poll, categories: poll.categories.filter((one) => one.key !== 'c2') };
  poll = addCategory(poll);
  assert.equal(new Set(poll.categories.map((one) => one.key)).size, 7);
  assert.equal(new Set(poll.categories.map((one) => one.color)).size, 7);
});

test('a removed language leaves no text behind', () => {
  let poll = addLanguage(emptyPoll('fr'), 'rn');
  poll.question.rn = 'Mbega ?';
  poll = removeLanguage(poll, 'rn');
  assert.deepEqual(languagesOf(poll), ['fr']);
  assert.ok(!JSON.stringify(poll).includes('"rn"'));
});

test('the default language comes first and says what it lacks', () => {
  const poll = addLanguage(emptyPoll('fr'), 'sw');
  assert.deepEqual(languagesOf(poll), ['fr', 'sw']);
  assert.equal(missingIn(poll, 'fr'), 1);
  assert.equal(missingIn(poll, 'sw'), 1);
});

test('what is sent carries no blank text: blank would mean an empty message', () => {
  const poll = emptyPoll('fr');
  poll.name = '  Eau  ';
  poll.question = { fr: 'De l’eau ?', rn: '  ' };
  poll.categories[0]!.reply = { fr: ' ' };
  poll.categories[0]!.rules = [{ ...emptyRule, pattern: ' oui ' }, { ...emptyRule }];
  const sent = tidy(withoutEmptyRules(poll));
  assert.equal(sent.name, 'Eau');
  assert.deepEqual(sent.question, { fr: 'De l’eau ?' });
  assert.deepEqual(sent.categories[0]!.reply, {});
  assert.deepEqual(sent.categories[0]!.rules.map((rule) => rule.pattern), ['oui']);
});

test('names of categories in languages the poll is not written in are not sent', () => {
  const sent = tidy(emptyPoll('fr'));
  assert.deepEqual(Object.keys(sent.categories[0]!.name), ['fr']);
});

test('a pattern never claims to forgive typing errors', () => {
  const poll = emptyPoll('fr');
  poll.categories[0]!.rules = [{ kind: 'regex', pattern: 'o+ui', typos: true }];
  assert.equal(tidy(poll).categories[0]!.rules[0]!.typos, false);
});
