import type { PollDefinition } from '../api/types.ts';
import { useWords } from '../words/words.ts';
import { languagesOf } from './draft.ts';
import { inLanguage } from './localized.ts';
import { TextCost } from './TextCost.tsx';

/** The conversation as it will look in somebody's hand. */
export function PhonePreview(props: {
  definition: PollDefinition;
  language: string;
  onLanguage: (language: string) => void;
}) {
  const { t, f } = useWords();
  const { definition, language } = props;
  const question = inLanguage({ [language]: definition.question[language] ?? '' }, language);
  const example = definition.categories[0];
  const answer = example?.name[language] || example?.name[definition.defaultLanguage];
  const reply =
    example?.reply[language] || definition.confirmation[language] || undefined;
  return (
    <section class="phone" aria-label={t.editor.preview}>
      <h2>{t.editor.preview}</h2>
      <div class="phone-screen" lang={language}>
        {question.trim() === '' ? (
          <p class="muted">{t.editor.previewEmpty}</p>
        ) : (
          <p class="sms in">{question}</p>
        )}
        {question.trim() !== '' && answer && <p class="sms out">{answer}</p>}
        {question.trim() !== '' && reply && <p class="sms in">{reply}</p>}
      </div>
      <table class="rows compact phone-costs">
        <tbody>
          {languagesOf(definition).map((code) => (
            <tr key={code}>
              <th scope="row">
                <button type="button" class="linklike" onClick={() => props.onLanguage(code)}>
                  {f.language(code)}
                </button>
              </th>
              <td>
                <TextCost
                  text={definition.question[code] ?? ''}
                  channel={definition.channel}
                  otherwise={t.editor.missing}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
