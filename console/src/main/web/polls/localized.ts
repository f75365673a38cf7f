import type { PollDefinition, Texts } from '../api/types.ts';

/** A text in the reader's language, else in the poll's own, else in any. */
export function inLanguage(texts: Texts | string | undefined, lang: string, otherwise = 'fr'): string {
  if (texts === undefined) return '';
  if (typeof texts === 'string') return texts;
  return texts[lang] || texts[otherwise] || Object.values(texts).find((text) => text !== '') || '';
}

/** A category's name for the reader; its key when it has been removed meanwhile. */
export function categoryName(definition: PollDefinition, key: string, lang: string): string {
  const category = definition.categories.find((one) => one.key === key);
  return inLanguage(category?.name, lang, definition.defaultLanguage) || key;
}
