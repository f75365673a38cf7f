import { PALETTE } from '../charts/palette.ts';
import type { Category, PollDefinition, PollKind, Rule, Texts } from '../api/types.ts';

/** A poll being written: pure changes, so that they can be tested without a page. */

const YES: Texts = { fr: 'Oui', rn: 'Ego', en: 'Yes', sw: 'Ndiyo', rw: 'Yego', ln: 'Ee' };
const NO: Texts = { fr: 'Non', rn: 'Oya', en: 'No', sw: 'Hapana', rw: 'Oya', ln: 'Te' };

const GREEN = '#009E73';
const VERMILION = '#D55E00';

export function emptyPoll(language: string): PollDefinition {
  const poll: PollDefinition = {
    name: '',
    kind: 'yes_no',
    question: { [language]: '' },
    audience: { groups: [], exclude: [], fields: [], languages: [] },
    defaultLanguage: language,
    categories: [],
    confirmation: {},
  };
  return withKind(poll, 'yes_no');
}

const blank = (texts: Texts) => Object.values(texts).every((text) => text.trim() === '');

/** Whether somebody has put work into the categories; else a change of kind may replace them. */
function untouched(poll: PollDefinition): boolean {
  return poll.categories.every(
    (category) =>
      category.rules.length === 0 &&
      blank(category.reply) &&
      (blank(category.name) || ['yes', 'no'].includes(category.key)),
  );
}

/** The categories that a kind of answer starts with. */
export function withKind(poll: PollDefinition, kind: PollKind): PollDefinition {
  const changed = { ...poll, kind };
  if (kind === 'yes_no') {
    const has = (key: string) => poll.categories.some((category) => category.key === key);
    const kept = untouched(poll) ? [] : poll.categories;
    const missing = [yesNo('yes', YES, GREEN), yesNo('no', NO, VERMILION)].filter(
      (category) => kept.length === 0 || !has(category.key),
    );
    return { ...changed, categories: [...missing, ...kept] };
  }
  if (!untouched(poll)) return changed;
  if (kind !== 'multiple_choice') return { ...changed, categories: [] };
  const first = addCategory({ ...changed, categories: [] });
  return addCategory(first);
}

function yesNo(key: string, name: Texts, color: string): Category {
  return { key, name: { ...name }, color, reply: {}, rules: [] };
}

/** Adds a category under a key never used before in this poll and a colour not used yet. */
export function addCategory(poll: PollDefinition): PollDefinition {
  const keys = new Set(poll.categories.map((category) => category.key));
  let n = poll.categories.length + 1;
  while (keys.has(`c${n}`)) n++;
  const used = new Set(poll.categories.map((category) => category.color));
  const free = PALETTE.find((entry) => !used.has(entry.color)) ?? PALETTE[n % PALETTE.length]!;
  const added: Category = { key: `c${n}`, name: {}, color: free.color, reply: {}, rules: [] };
  return { ...poll, categories: [...poll.categories, added] };
}

/** Only words and phrases can be compared loosely. */
export const forgivesTypos = (rule: Rule) => rule.kind === 'word' || rule.kind === 'phrase';

export const emptyRule: Rule = { kind: 'word', pattern: '', typos: true };

/** The languages the poll is written in, the default one first. */
export function languagesOf(poll: PollDefinition): string[] {
  const others = Object.keys(poll.question).filter((code) => code !== poll.defaultLanguage);
  return [poll.defaultLanguage, ...others];
}

export function addLanguage(poll: PollDefinition, code: string): PollDefinition {
  return code in poll.question ? poll : { ...poll, question: { ...poll.question, [code]: '' } };
}

/** Takes a language out of every text. */
export function removeLanguage(poll: PollDefinition, code: string): PollDefinition {
  const without = (texts: Texts) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => key !== code));
  return {
    ...poll,
    question: without(poll.question),
    confirmation: without(poll.confirmation),
    categories: poll.categories.map((category) => ({
      ...category,
      name: without(category.name),
      reply: without(category.reply),
    })),
  };
}

/** How many texts a language still lacks: the question, and the names of categories. */
export function missingIn(poll: PollDefinition, code: string): number {
  const lacks = (texts: Texts) => ((texts[code] ?? '').trim() === '' ? 1 : 0);
  return lacks(poll.question) + poll.categories.reduce((n, one) => n + lacks(one.name), 0);
}

/** Without the rules that were added but never filled in; done before saving, so that the server's
 * "rule 2" is the one on the screen. */
export function withoutEmptyRules(poll: PollDefinition): PollDefinition {
  const filled = (rule: Rule) => rule.pattern.trim() !== '';
  const categories = poll.categories.map((one) => ({ ...one, rules: one.rules.filter(filled) }));
  return { ...poll, categories };
}

/** What is sent to the server: blank texts left out, as blank would mean an empty message. */
export function tidy(poll: PollDefinition): PollDefinition {
  const spoken = new Set(languagesOf(poll));
  const filled = (texts: Texts) =>
    Object.fromEntries(
      Object.entries(texts).filter(([code, text]) => spoken.has(code) && text.trim() !== ''),
    );
  return {
    ...poll,
    name: poll.name.trim(),
    channel: poll.channel || undefined,
    question: filled(poll.question),
    confirmation: filled(poll.confirmation),
    audience: {
      ...poll.audience,
      fields: poll.audience.fields.filter((one) => one.field.trim() !== ''),
    },
    categories: poll.categories.map((category) => ({
      ...category,
      name: filled(category.name),
      reply: filled(category.reply),
      rules: category.rules.map((rule) => ({
        ...rule,
        language: rule.language || undefined,
        pattern: rule.pattern.trim(),
        typos: rule.typos && forgivesTypos(rule),
      })),
    })),
  };
}
