import { useEffect, useState } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import { post } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import type { Channel, Estimate, Page, PollDefinition, PollKind } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Choice, Select, SelectField, TextArea, TextField } from '../ui/controls.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { AudienceEditor, OFFERED_LANGUAGES } from './Audience.tsx';
import { CategoriesEditor } from './CategoriesEditor.tsx';
import { addLanguage, languagesOf, removeLanguage, withKind } from './draft.ts';
import { LanguageTabs } from './LanguageTabs.tsx';
import { PhonePreview } from './PhonePreview.tsx';
import { Cheaper, TextCost } from './TextCost.tsx';

interface Writing {
  definition: PollDefinition;
  problem: Problem | undefined;
  onChange: (definition: PollDefinition) => void;
}

/** The poll on one page, in the order one thinks of it; the telephone beside it. */
export function EditorForm(props: Writing & { savedId: number | undefined }) {
  const { t } = useWords();
  const { definition, onChange } = props;
  const [chosen, setLanguage] = useState(definition.defaultLanguage);
  const language = languagesOf(definition).includes(chosen) ? chosen : definition.defaultLanguage;
  return (
    <div class="editor">
      <div class="editor-main form">
        <Basics {...props} />
        <section class="editor-section">
          <h2>{t.editor.question}</h2>
          <LanguageBar {...props} language={language} onChoose={setLanguage} />
          <QuestionText {...props} language={language} />
        </section>
        <section class="editor-section">
          <h2>{t.editor.audience}</h2>
          <AudienceCount id={props.savedId} />
          <AudienceEditor
            audience={definition.audience}
            languages={languagesOf(definition)}
            onChange={(audience) => onChange({ ...definition, audience })}
          />
        </section>
        <section class="editor-section">
          <h2>{t.editor.categories}</h2>
          <p class="muted">{t.editor.categoriesText}</p>
          <LanguageTabs definition={definition} language={language} onChoose={setLanguage} />
          <CategoriesEditor
            definition={definition}
            language={language}
            problem={props.problem}
            onChange={(categories) => onChange({ ...definition, categories })}
          />
          <Confirmation {...props} language={language} />
        </section>
      </div>
      <aside class="editor-side">
        <PhonePreview definition={definition} language={language} onLanguage={setLanguage} />
      </aside>
    </div>
  );
}

function Basics({ definition, problem, onChange }: Writing) {
  const words = useWords();
  const { t } = words;
  const may = useMay();
  const channels = useFetched<Page<Channel>>(may('channels.read') ? '/api/channels' : undefined);
  const names = (channels.data?.items ?? []).map((channel) => channel.name);
  if (definition.channel && !names.includes(definition.channel)) names.push(definition.channel);
  return (
    <>
      <TextField
        label={t.editor.name}
        hint={t.editor.nameHint}
        value={definition.name}
        maxlength={120}
        onInput={(name) => onChange({ ...definition, name })}
        error={wrongIn(problem, 'name', words)}
      />
      <div class="field">
        <span class="label">{t.editor.kind}</span>
        <Choice
          label={t.editor.kind}
          value={definition.kind}
          onInput={(kind) => onChange(withKind(definition, kind as PollKind))}
          options={(['yes_no', 'multiple_choice', 'numeric', 'free_text'] as const).map((kind) => ({
            value: kind,
            label: t.polls.kinds[kind],
          }))}
        />
      </div>
      {names.length > 1 && (
        <div class="form-row">
          <SelectField
            label={t.editor.channel}
            value={definition.channel ?? ''}
            onInput={(channel) => onChange({ ...definition, channel: channel || undefined })}
            error={wrongIn(problem, 'channel', words)}
            options={[
              { value: '', label: t.editor.channelDefault },
              ...names.map((name) => ({ value: name, label: name })),
            ]}
          />
        </div>
      )}
    </>
  );
}

function LanguageBar(props: Writing & { language: string; onChoose: (language: string) => void }) {
  const { t, f } = useWords();
  const { definition, onChange, language } = props;
  const written = languagesOf(definition);
  const offered = OFFERED_LANGUAGES.filter((code) => !written.includes(code));
  return (
    <div class="language-bar">
      <LanguageTabs definition={definition} language={language} onChoose={props.onChoose} />
      <Select
        small
        label={t.editor.addLanguage}
        value=""
        onInput={(code) => {
          if (code === '') return;
          onChange(addLanguage(definition, code));
          props.onChoose(code);
        }}
        options={[
          { value: '', label: `+ ${t.editor.addLanguage}` },
          ...offered.map((code) => ({ value: code, label: f.language(code) })),
        ]}
      />
      {language !== definition.defaultLanguage && (
        <>
          <button
            type="button"
            class="button plain small"
            onClick={() => onChange({ ...definition, defaultLanguage: language })}
          >
            {t.editor.defaultLanguage}
          </button>
          <button
            type="button"
            class="button quiet small"
            onClick={() => onChange(removeLanguage(definition, language))}
          >
            {fill(t.editor.removeLanguage, { language: f.languageWithin(language) })}
          </button>
        </>
      )}
    </div>
  );
}

function QuestionText({ definition, problem, onChange, language }: Writing & { language: string }) {
  const words = useWords();
  const { t, f } = words;
  const text = definition.question[language] ?? '';
  const write = (next: string) =>
    onChange({ ...definition, question: { ...definition.question, [language]: next } });
  return (
    <>
      <TextArea
        label={fill(t.editor.questionIn, { language: f.languageWithin(language) })}
        rows={3}
        lang={language}
        value={text}
        onInput={write}
        error={
          wrongIn(problem, `question.${language}`, words) ?? wrongIn(problem, 'question', words)
        }
        hint={
          <TextCost text={text} channel={definition.channel} otherwise={t.editor.languagesHint} />
        }
      />
      <Cheaper text={text} channel={definition.channel} onUse={write} />
    </>
  );
}

function Confirmation({ definition, problem, onChange, language }: Writing & { language: string }) {
  const words = useWords();
  const { t, f } = words;
  const text = definition.confirmation[language] ?? '';
  return (
    <TextArea
      label={fill(t.editor.confirmation, { language: f.languageWithin(language) })}
      optional
      rows={2}
      lang={language}
      value={text}
      onInput={(next) =>
        onChange({ ...definition, confirmation: { ...definition.confirmation, [language]: next } })
      }
      error={wrongIn(problem, `confirmation.${language}`, words)}
      hint={
        <TextCost text={text} channel={definition.channel} otherwise={t.editor.confirmationHint} />
      }
    />
  );
}

/** How many people a saved draft would ask; counted anew after each save. */
function AudienceCount({ id }: { id: number | undefined }) {
  const { t, f } = useWords();
  const [estimate, setEstimate] = useState<Estimate>();
  useEffect(() => {
    setEstimate(undefined);
    if (id === undefined) return undefined;
    let wanted = true;
    post<Estimate>(`/api/polls/${id}/estimate`).then(
      (found) => wanted && setEstimate(found),
      () => {}, // Not countable yet (no question, say); the start dialog tells why.
    );
    return () => {
      wanted = false;
    };
  }, [id]);
  if (!estimate) return null;
  return (
    <p class="audience-count" role="status">
      {f.count(t.editor.exactly, estimate.recipients)}
    </p>
  );
}
