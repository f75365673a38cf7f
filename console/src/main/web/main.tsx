import { render } from 'preact';
import { App } from './app/App.tsx';
import { applyTheme, rememberedTheme } from './app/theme.ts';
import { loadSpeech, rememberedLang } from './words/words.ts';

applyTheme(rememberedTheme());
const root = document.getElementById('console')!;
loadSpeech(rememberedLang()).then(
  (speech) => render(<App initial={speech} />, root),
  () => {
    // There are no words yet to say it with.
    root.textContent =
      'Connexion coupée : rechargez la page. — The connection was lost: reload the page.';
  },
);
