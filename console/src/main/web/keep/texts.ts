import type { Texts } from '../api/types.ts';
import type { DossierType, StateDefinition } from '../api/vault.ts';
import type { Lang } from '../words/formats.ts';

/** A text that people wrote in several languages, in the reader's or the nearest there is. */
export function inLang(text: string | Texts | undefined, lang: Lang): string {
  if (text === undefined) return '';
  if (typeof text === 'string') return text;
  return text[lang] || text.fr || text.en || Object.values(text).find((one) => one !== '') || '';
}

export const stateOf = (type: DossierType | undefined, key: string): StateDefinition | undefined =>
  type?.states.find((state) => state.key === key);

/** A state's name; its key where the type no longer has it. */
export const stateName = (type: DossierType | undefined, key: string, lang: Lang): string =>
  inLang(stateOf(type, key)?.label, lang) || key;
