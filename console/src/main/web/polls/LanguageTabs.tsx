import type { PollDefinition } from '../api/types.ts';
import { useWords } from '../words/words.ts';
import { languagesOf, missingIn } from './draft.ts';

/** In which language texts are being written; says where something is still missing. */
export function LanguageTabs(props: {
  definition: PollDefinition;
  language: string;
  onChoose: (language: string) => void;
}) {
  const { t, f } = useWords();
  return (
    <div class="language-tabs" role="group" aria-label={t.editor.languages}>
      {languagesOf(props.definition).map((code) => {
        const missing = missingIn(props.definition, code);
        return (
          <button
            key={code}
            type="button"
            aria-pressed={code === props.language}
            onClick={() => props.onChoose(code)}
          >
            {f.language(code)}
            {code === props.definition.defaultLanguage && (
              <span class="muted"> · {t.editor.isDefault}</span>
            )}
            {missing > 0 && (
              <span class="tab-missing" title={`${f.number(missing)} ${t.editor.missing}`}>
                {f.number(missing)}
                <span class="unseen"> {t.editor.missing}</span>
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
