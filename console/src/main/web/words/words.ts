import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './en/all.ts';
import { fr } from './fr/all.ts';
import { Formats, type Lang } from './formats.ts';

export type Words = typeof en;

export const DICTIONARIES: Record<Lang, Words> = { fr, en };

/** The words, and the formats that go with them. */
export interface Speech {
  lang: Lang;
  t: Words;
  f: Formats;
}

const speeches: Record<Lang, Speech> = {
  fr: { lang: 'fr', t: fr, f: new Formats('fr') },
  en: { lang: 'en', t: en, f: new Formats('en') },
};

export function speech(lang: Lang): Speech {
  return speeches[lang];
}

export const SpeechContext = createContext<Speech>(speeches.fr);

export const useWords = () => useContext(SpeechContext);

/** The nearest of our languages to a locale such as "fr-BI"; French when in doubt. */
export function langOf(locale: string | undefined): Lang {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** Before sign-in: this browser's last choice, else the browser's own language. */
const REMEMBERED = 'relais.lang';

export function rememberedLang(): Lang {
  const stored = localStorage.getItem(REMEMBERED);
  return langOf(stored ?? navigator.language);
}

export function rememberLang(lang: Lang): void {
  localStorage.setItem(REMEMBERED, lang);
}
