import { FIELD_KINDS, type FieldDefinition, type FieldKind } from '../../api/vault.ts';
import { Button, Check, Select, TextField } from '../../ui/controls.tsx';
import { useWords } from '../../words/words.ts';
import { inLang } from '../texts.ts';
import { newKey } from './draft.ts';
import { BothLanguages } from './TypeEditor.tsx';

const numberOrNone = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text));

/** What is asked in dossiers of a type, in its order. */
export function FieldsEditor(props: {
  fields: FieldDefinition[];
  onChange: (fields: FieldDefinition[]) => void;
}) {
  const { t } = useWords();
  const { fields, onChange } = props;
  const change = (i: number, part: Partial<FieldDefinition>) =>
    onChange(fields.map((one, at) => (at === i ? { ...one, ...part } : one)));
  const move = (i: number, by: number) => {
    const next = [...fields];
    const [one] = next.splice(i, 1);
    next.splice(i + by, 0, one!);
    onChange(next);
  };
  const add = () =>
    onChange([
      ...fields,
      { key: newKey(fields.map((one) => one.key)), label: {}, kind: 'text', required: false },
    ]);
  return (
    <>
      <ol class="edit-list">
        {fields.map((field, i) => (
          <li key={field.key}>
            <div class="edit-line">
              <BothLanguages
                hiddenLabel
                label={t.types.fieldName}
                value={field.label}
                onInput={(label) => change(i, { label })}
              />
              <Select
                label={t.types.kind}
                value={field.kind}
                onInput={(kind) => change(i, { kind: kind as FieldKind })}
                options={FIELD_KINDS.map((kind) => ({ value: kind, label: t.types.kinds[kind] }))}
              />
              <Check
                label={t.types.required}
                checked={field.required ?? false}
                onInput={(required) => change(i, { required })}
              />
              <span class="edit-actions">
                <Button small kind="quiet" icon="up" label={t.types.up} disabled={i === 0} onClick={() => move(i, -1)} />
                <Button
                  small
                  kind="quiet"
                  icon="close"
                  label={t.common.remove}
                  onClick={() => onChange(fields.filter((_, at) => at !== i))}
                />
              </span>
            </div>
            <More field={field} onChange={(part) => change(i, part)} />
          </li>
        ))}
      </ol>
      <Button icon="plus" onClick={add}>
        {t.types.addField}
      </Button>
    </>
  );
}

/** What only some kinds of fields have. */
function More(props: { field: FieldDefinition; onChange: (part: Partial<FieldDefinition>) => void }) {
  const { t, lang } = useWords();
  const { field, onChange } = props;
  if (field.kind === 'choice' || field.kind === 'choices') {
    const choices = field.choices ?? [];
    return (
      <div class="edit-more">
        {choices.map((choice, i) => (
          <div key={choice.key} class="edit-line">
            <BothLanguages
              hiddenLabel
              label={t.types.choice}
              value={choice.label}
              onInput={(label) =>
                onChange({ choices: choices.map((one, at) => (at === i ? { ...one, label } : one)) })
              }
            />
            <Button
              small
              kind="quiet"
              icon="close"
              label={`${t.common.remove} ${inLang(choice.label, lang)}`}
              onClick={() => onChange({ choices: choices.filter((_, at) => at !== i) })}
            />
          </div>
        ))}
        <Button
          small
          icon="plus"
          onClick={() =>
            onChange({
              choices: [...choices, { key: newKey(choices.map((one) => one.key)), label: {} }],
            })
          }
        >
          {t.types.addChoice}
        </Button>
      </div>
    );
  }
  if (field.kind === 'number') {
    return (
      <div class="edit-more form-row">
        <TextField
          label={t.types.min}
          inputmode="decimal"
          value={String(field.min ?? '')}
          onInput={(text) => onChange({ min: numberOrNone(text) })}
          optional
        />
        <TextField
          label={t.types.max}
          inputmode="decimal"
          value={String(field.max ?? '')}
          onInput={(text) => onChange({ max: numberOrNone(text) })}
          optional
        />
      </div>
    );
  }
  if (field.kind === 'text') {
    return (
      <details class="edit-more">
        <summary>{t.types.format}</summary>
        <TextField
          label={t.types.pattern}
          hint={t.types.patternHint}
          value={field.pattern ?? ''}
          onInput={(pattern) => onChange({ pattern: pattern === '' ? undefined : pattern })}
          optional
        />
      </details>
    );
  }
  return null;
}
