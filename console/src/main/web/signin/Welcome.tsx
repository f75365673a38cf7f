import type { ComponentChildren } from 'preact';
import { usePageTitle } from '../ui/page.tsx';
import type { Lang } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** The page before the console: one column, the name, and the choice of language. */
export function Welcome(props: {
  title: string;
  onLang: ((lang: Lang) => void) | undefined;
  children: ComponentChildren;
}) {
  const { t, lang } = useWords();
  usePageTitle(props.title === 'Relais' ? undefined : props.title);
  const other: Lang = lang === 'fr' ? 'en' : 'fr';
  const { onLang } = props;
  return (
    <div class="welcome">
      <main class="welcome-box">
        <p class="welcome-name">Relais</p>
        <p class="welcome-lead">{t.signin.lead}</p>
        {props.title !== 'Relais' && <h1>{props.title}</h1>}
        {props.children}
      </main>
      <p class="welcome-lang">
        {onLang && (
          <button type="button" class="linklike" lang={other} onClick={() => onLang(other)}>
            {other === 'fr' ? 'Français' : 'English'}
          </button>
        )}
      </p>
    </div>
  );
}
