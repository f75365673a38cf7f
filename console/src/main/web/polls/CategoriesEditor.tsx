import type { Problem } from '../api/problem.ts';
import type { Category, PollDefinition, Rule } from '../api/types.ts';
import { colorOf, PALETTE } from '../charts/palette.ts';
import { Button, Check, Select, TextArea, TextField } from '../ui/controls.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { addCategory, emptyRule, forgivesTypos, languagesOf } from './draft.ts';
import { TextCost } from './TextCost.tsx';

interface Editing {
  definition: PollDefinition;
  /** The language whose texts are shown. */
  language: string;
  problem: Problem | undefined;
  /** Categories that may have answers: renamed, but not removed. */
  kept?: string[];
  onChange: (categories: Category[]) => void;
}

const MANDATORY = ['yes', 'no'];

/** A poll's categories: names, replies, and the rules that put answers into them. */
export function CategoriesEditor(props: Editing) {
  const words = useWords();
  const { t } = words;
  const { definition, onChange } = props;
  const { categories } = definition;
  const change = (at: number, next: Category) =>
    onChange(categories.map((category, i) => (i === at ? next : category)));
  const removeAt = (at: number) => {
    onChange(categories.filter((_, i) => i !== at));
    const name = categories[at]!.name[props.language] ?? categories[at]!.key;
    toast({ text: fill(t.editor.removed, { name }), undo: () => onChange(categories) });
  };
  const wrong = wrongIn(props.problem, 'categories', words);
  return (
    <div class="categories">
      {wrong && <p class="field-error">{wrong}</p>}
      {categories.length === 0 && <p class="muted">{t.editor.freeText}</p>}
      {categories.map((category, i) => (
        <CategoryCard
          key={category.key}
          {...props}
          at={i}
          category={category}
          onEdit={(next) => change(i, next)}
          onRemove={
            props.kept?.includes(category.key) ||
            (definition.kind === 'yes_no' && MANDATORY.includes(category.key))
              ? undefined
              : () => removeAt(i)
          }
        />
      ))}
      <Button icon="plus" onClick={() => onChange(addCategory(definition).categories)}>
        {t.editor.addCategory}
      </Button>
    </div>
  );
}

function CategoryCard(
  props: Editing & {
    at: number;
    category: Category;
    onEdit: (next: Category) => void;
    onRemove: (() => void) | undefined;
  },
) {
  const words = useWords();
  const { t, f } = words;
  const { category, at, language, problem, onEdit } = props;
  const field = `categories[${at}]`;
  const name = category.name[language] ?? '';
  const says = f.languageWithin(language);
  const fallback = props.definition.defaultLanguage;
  return (
    <section class="category" aria-label={name || fill(t.editor.category, { n: at + 1 })}>
      <div class={props.onRemove ? 'category-head' : 'category-head lasting'}>
        <ColorPicker
          color={colorOf(category.color, at)}
          onChoose={(color) => onEdit({ ...category, color })}
        />
        <TextField
          label={fill(t.editor.categoryName, { language: says })}
          lang={language}
          value={name}
          placeholder={language === fallback ? undefined : category.name[fallback]}
          onInput={(text) => onEdit({ ...category, name: { ...category.name, [language]: text } })}
          error={
            wrongIn(problem, `${field}.name.${language}`, words) ??
            wrongIn(problem, `${field}.name`, words)
          }
        />
        {props.onRemove && (
          <Button
            kind="quiet"
            icon="trash"
            label={t.editor.removeCategory}
            onClick={props.onRemove}
          />
        )}
      </div>
      <TextArea
        label={fill(t.editor.reply, { language: says })}
        optional
        rows={2}
        lang={language}
        value={category.reply[language] ?? ''}
        onInput={(text) => onEdit({ ...category, reply: { ...category.reply, [language]: text } })}
        error={wrongIn(problem, `${field}.reply.${language}`, words)}
        hint={
          <TextCost
            text={category.reply[language] ?? ''}
            channel={props.definition.channel}
            otherwise={t.editor.replyHint}
          />
        }
      />
      <Rules {...props} field={field} />
    </section>
  );
}

function Rules(
  props: Editing & { category: Category; field: string; onEdit: (next: Category) => void },
) {
  const { t } = useWords();
  const { category, onEdit } = props;
  const change = (at: number, next: Rule) =>
    onEdit({ ...category, rules: category.rules.map((rule, i) => (i === at ? next : rule)) });
  const understood =
    props.definition.kind === 'yes_no' && MANDATORY.includes(category.key)
      ? t.editor.yesNoText
      : t.editor.noRules;
  return (
    <fieldset class="rules">
      <legend>{t.editor.rules}</legend>
      {category.rules.length === 0 && <p class="hint">{understood}</p>}
      {category.rules.map((rule, i) => (
        <RuleRow
          key={i}
          rule={rule}
          languages={languagesOf(props.definition)}
          problem={props.problem}
          field={`${props.field}.rules[${i}]`}
          onEdit={(next) => change(i, next)}
          onRemove={() =>
            onEdit({ ...category, rules: category.rules.filter((_, at) => at !== i) })
          }
        />
      ))}
      <Button
        small
        icon="plus"
        onClick={() => onEdit({ ...category, rules: [...category.rules, emptyRule] })}
      >
        {t.editor.addRule}
      </Button>
    </fieldset>
  );
}

function RuleRow(props: {
  rule: Rule;
  languages: string[];
  problem: Problem | undefined;
  field: string;
  onEdit: (next: Rule) => void;
  onRemove: () => void;
}) {
  const words = useWords();
  const { t, f } = words;
  const { rule, onEdit } = props;
  const languages = [...new Set([...props.languages, ...(rule.language ? [rule.language] : [])])];
  return (
    <div class="rule">
      <Select
        label={t.editor.ruleKind}
        value={rule.kind}
        onInput={(kind) => onEdit({ ...rule, kind: kind as Rule['kind'] })}
        options={(['word', 'phrase', 'prefix', 'regex'] as const).map((kind) => ({
          value: kind,
          label: t.editor.ruleKinds[kind],
        }))}
      />
      <TextField
        label={t.editor.pattern}
        hiddenLabel
        value={rule.pattern}
        lang={rule.language}
        onInput={(pattern) => onEdit({ ...rule, pattern })}
        error={
          wrongIn(props.problem, `${props.field}.pattern`, words) ??
          wrongIn(props.problem, props.field, words)
        }
      />
      <Select
        label={t.editor.ruleLanguage}
        value={rule.language ?? ''}
        onInput={(language) => onEdit({ ...rule, language: language || undefined })}
        options={[
          { value: '', label: t.editor.anyLanguage },
          ...languages.map((code) => ({ value: code, label: f.language(code) })),
        ]}
      />
      <Check
        label={t.editor.typos}
        checked={rule.typos && forgivesTypos(rule)}
        disabled={!forgivesTypos(rule)}
        onInput={(typos) => onEdit({ ...rule, typos })}
      />
      <Button kind="quiet" icon="close" label={t.editor.removeRule} onClick={props.onRemove} />
    </div>
  );
}

function ColorPicker(props: { color: string; onChoose: (color: string) => void }) {
  const { t } = useWords();
  const chosen = PALETTE.find((entry) => entry.color === props.color);
  return (
    <div class="field color-picker">
      <span class="label">{t.editor.color}</span>
      <div class="color-row">
        <span class="color-swatch" style={{ backgroundColor: props.color }} aria-hidden="true" />
        <Select
          label={t.editor.color}
          value={chosen?.color ?? ''}
          onInput={props.onChoose}
          options={[
            ...(chosen ? [] : [{ value: '', label: props.color }]),
            ...PALETTE.map((entry) => ({
              value: entry.color,
              label: t.editor.colors[entry.key],
            })),
          ]}
        />
      </div>
    </div>
  );
}
