import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import type { Poll, RuleTrial } from '../api/types.ts';
import { Button } from '../ui/controls.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Head, num } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';
import { CategoriesEditor } from './CategoriesEditor.tsx';
import { tidy, withoutEmptyRules } from './draft.ts';
import { LanguageTabs } from './LanguageTabs.tsx';
import { categoryName } from './localized.ts';

/** Changing a running poll's rules: what would happen to past answers is seen first. */
export function RulesTab({ poll, onSaved }: { poll: Poll; onSaved: () => void }) {
  const { t } = useWords();
  const [definition, setDefinition] = useState(poll.definition);
  const [language, setLanguage] = useState(definition.defaultLanguage);
  const [trial, setTrial] = useState<{ of: string; result: RuleTrial }>();
  const trying = useAction();
  const saving = useAction();
  const prepared = () => {
    const filled = withoutEmptyRules(definition);
    setDefinition(filled);
    return filled;
  };
  const current = JSON.stringify(definition.categories);
  const changed = current !== JSON.stringify(poll.definition.categories);
  const tryIt = () =>
    trying.run(async () => {
      const filled = prepared();
      const { categories } = tidy(filled);
      const result = await post<RuleTrial>(`/api/polls/${poll.id}/try-rules`, { categories });
      setTrial({ of: JSON.stringify(filled.categories), result });
    });
  const save = () =>
    saving.run(async () => {
      await put(`/api/polls/${poll.id}`, tidy(prepared()));
      await post(`/api/polls/${poll.id}/reprocess`);
      setTrial(undefined);
      onSaved();
      toast({ text: t.rulesPage.saved });
    });
  const problem = saving.problem ?? trying.problem;
  return (
    <div class="rules-page">
      <div class="rules-main">
        <p class="lead">{t.rulesPage.intro}</p>
        <LanguageTabs definition={definition} language={language} onChoose={setLanguage} />
        <CategoriesEditor
          definition={definition}
          language={language}
          problem={problem}
          kept={poll.definition.categories.map((category) => category.key)}
          onChange={(categories) => setDefinition({ ...definition, categories })}
        />
      </div>
      <aside class="rules-trial">
        <FormProblem problem={problem} fields={[]} />
        <div class="stack">
          <Button busy={trying.busy} onClick={() => void tryIt()}>
            {t.rulesPage.try}
          </Button>
          <Button kind="main" busy={saving.busy} disabled={!changed} onClick={() => void save()}>
            {t.rulesPage.save}
          </Button>
        </div>
        <div aria-live="polite">
          {trial && <Trial poll={poll} trial={trial.result} stale={trial.of !== current} />}
        </div>
      </aside>
    </div>
  );
}

function Trial({ poll, trial, stale }: { poll: Poll; trial: RuleTrial; stale: boolean }) {
  const { t, f, lang } = useWords();
  const nameOf = (key: string | undefined) =>
    key ? categoryName(poll.definition, key, lang) : t.results.noCategory;
  if (trial.changed === 0) return <p class="trial">{t.rulesPage.noChange}</p>;
  return (
    <div class={`trial${stale ? ' stale' : ''}`}>
      {stale && <p class="hint">{t.rulesPage.stale}</p>}
      <h3>{f.count(t.rulesPage.result, trial.changed)}</h3>
      <table class="rows compact">
        <Head of={[t.rulesPage.from, t.rulesPage.to, num(t.rulesPage.count)]} />
        <tbody>
          {trial.byChange.map((change) => (
            <tr key={`${change.from}>${change.to}`}>
              <td>{nameOf(change.from)}</td>
              <td>→ {nameOf(change.to)}</td>
              <td class="num">{f.number(change.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {trial.samples.length > 0 && <h3>{t.rulesPage.examples}</h3>}
      <ul class="samples">
        {trial.samples.slice(0, 8).map((sample) => (
          <li key={sample.answerId}>
            <q>{sample.text}</q>
            <span class="under">
              {nameOf(sample.from)} → {nameOf(sample.to)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
