import type { Problem } from '../../api/problem.ts';
import type { FieldDefinition, FieldValue, FieldValues } from '../../api/vault.ts';
import { Check, SelectField, TextArea, TextField } from '../../ui/controls.tsx';
import { wrongIn } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';
import { ContactField } from '../ContactField.tsx';
import { inLang } from '../texts.ts';

/** What is left empty is not sent: it has no value. */
export function withoutEmpty(values: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

const key = (field: string) => field.replace(/^\/?fields[./]/, '');

/** The server names a field within "fields"; the form knows it by its key. */
export function problemField(problem: Problem | undefined): Problem | undefined {
  if (problem === undefined) return undefined;
  const fields = problem.fields?.map((one) => ({ ...one, field: key(one.field) }));
  return { ...problem, field: problem.field && key(problem.field), fields };
}

/** The fields of a type, to be filled in. */
export function FieldInputs(props: {
  definitions: FieldDefinition[];
  values: FieldValues;
  onChange: (values: FieldValues) => void;
  problem?: Problem;
}) {
  const words = useWords();
  return (
    <>
      {props.definitions.map((definition) => (
        <FieldInput
          key={definition.key}
          of={definition}
          value={props.values[definition.key]}
          onInput={(value) => props.onChange({ ...props.values, [definition.key]: value })}
          error={wrongIn(props.problem, definition.key, words)}
        />
      ))}
    </>
  );
}

interface One {
  of: FieldDefinition;
  value: FieldValue;
  onInput: (value: FieldValue) => void;
  error?: string;
}

const TYPES = { number: 'number', date: 'date', phone: 'tel', email: 'email' } as const;

function FieldInput(props: One) {
  const { t, lang } = useWords();
  const { of, value, onInput, error } = props;
  const label = inLang(of.label, lang);
  const frame = { label, error, optional: !of.required };
  switch (of.kind) {
    case 'longtext':
      return <TextArea {...frame} value={text(value)} onInput={onInput} rows={4} />;
    case 'boolean':
      return (
        <SelectField
          {...frame}
          value={value === true ? 'yes' : value === false ? 'no' : ''}
          onInput={(next) => onInput(next === '' ? undefined : next === 'yes')}
          options={[
            { value: '', label: '–' },
            { value: 'yes', label: t.common.yes },
            { value: 'no', label: t.common.no },
          ]}
        />
      );
    case 'choice':
      return (
        <SelectField
          {...frame}
          value={text(value)}
          onInput={onInput}
          options={[
            { value: '', label: '–' },
            ...(of.choices ?? []).map((one) => ({ value: one.key, label: inLang(one.label, lang) })),
          ]}
        />
      );
    case 'choices':
      return <ManyChoices {...props} label={label} />;
    case 'person':
      return <ContactField {...frame} value={value as number | undefined} onInput={onInput} />;
    case 'number':
      return (
        <TextField
          {...frame}
          inputmode="decimal"
          value={text(value)}
          onInput={(next) => onInput(numberOf(next))}
          hint={bounds(of)}
          required={of.required}
        />
      );
    default:
      return (
        <TextField
          {...frame}
          type={TYPES[of.kind as keyof typeof TYPES] ?? 'text'}
          value={text(value)}
          onInput={onInput}
          required={of.required}
        />
      );
  }
}

function ManyChoices(props: One & { label: string }) {
  const { lang } = useWords();
  const chosen = Array.isArray(props.value) ? props.value : [];
  return (
    <fieldset class="plain-set">
      <legend>{props.label}</legend>
      {(props.of.choices ?? []).map((one) => (
        <Check
          key={one.key}
          label={inLang(one.label, lang)}
          checked={chosen.includes(one.key)}
          onInput={(on) =>
            props.onInput(on ? [...chosen, one.key] : chosen.filter((key) => key !== one.key))
          }
        />
      ))}
      {props.error && <p class="field-error">{props.error}</p>}
    </fieldset>
  );
}

const text = (value: FieldValue): string => (value === undefined || value === null ? '' : String(value));

/** "17,5" is a number in French; what is none is left for the server to refuse, not lost. */
function numberOf(typed: string): FieldValue {
  if (typed.trim() === '') return undefined;
  const number = Number(typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'));
  return Number.isNaN(number) || /[.,]$/.test(typed) ? typed : number;
}

function bounds(of: FieldDefinition): string | undefined {
  if (of.min === undefined && of.max === undefined) return undefined;
  return `${of.min ?? '…'} – ${of.max ?? '…'}`;
}
