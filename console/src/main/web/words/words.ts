import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { en } from './en/all.ts';
import { Formats, type Lang } from './formats.ts';
import { unbroken } from './unbroken.ts';

/** Every word on the screen; the English dictionary says which there are. */
export type Words = typeof en;

/** The words, and the formats that go with them. */
export interface Speech {
  lang: Lang;
  t: Words;
  f: Formats;
}

const loaded = new Map<Lang, Speech>();

/** Fetches a language's words once; nobody downloads the other language's. */
export async function loadSpeech(lang: Lang): Promise<Speech> {
  let speech = loaded.get(lang);
  if (!speech) {
    const t = lang === 'fr' ? unbroken((await import('./fr/all.ts')).fr) : (await import('./en/all.ts')).en;
    speech = { lang, t, f: new Formats(lang) };
    loaded.set(lang, speech);
  }
  return speech;
}

/** Always provided: nothing is drawn before its words are there. */
export const SpeechContext = createContext<Speech>(undefined as unknown as Speech);

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
