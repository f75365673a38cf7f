import { useState } from 'preact/hooks';
import { newKey, postOnce } from '../api/client.ts';
import type { Dossier, DossierType, FieldValues } from '../api/vault.ts';
import { navigate } from '../app/router.ts';
import { Check, SelectField, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';
import { FieldInputs, problemField, withoutEmpty } from './dossier/FieldInput.tsx';
import { inLang } from './texts.ts';

/** Opens a dossier: its type, its title, and what must be known from the beginning. */
export function NewDossier(props: { types: DossierType[]; type: string; onClose: () => void }) {
  const words = useWords();
  const { t, lang } = words;
  const action = useAction();
  const [key] = useState(newKey);
  const [chosen, setChosen] = useState(
    props.types.some((one) => String(one.id) === props.type) ? props.type : String(props.types[0]!.id),
  );
  const [title, setTitle] = useState('');
  const [fields, setFields] = useState<FieldValues>({});
  const [confidential, setConfidential] = useState(false);
  const type = props.types.find((one) => String(one.id) === chosen)!;
  const first = type.fields.filter((field) => field.required);
  const save = () =>
    action.run(async () => {
      const made = await postOnce<Dossier>(
        '/api/dossiers',
        { type: type.id, title: title.trim(), fields: withoutEmpty(fields), confidential },
        key,
      );
      props.onClose();
      navigate(`/dossiers/${made.id}`);
    });
  const shown = ['title', 'type', ...first.map((field) => field.key)];
  const problem = problemField(action.problem);
  return (
    <FormDialog
      title={t.dossiers.create}
      submit={t.dossiers.open}
      busy={action.busy}
      disabled={title.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={problem} fields={shown} />
      {props.types.length > 1 && (
        <SelectField
          label={t.dossiers.type}
          value={chosen}
          onInput={setChosen}
          error={wrongIn(problem, 'type', words)}
          options={props.types.map((one) => ({ value: String(one.id), label: inLang(one.name, lang) }))}
        />
      )}
      <TextField
        label={t.dossiers.titleField}
        value={title}
        onInput={setTitle}
        error={wrongIn(problem, 'title', words)}
        maxlength={200}
        required
        autofocus
      />
      <FieldInputs definitions={first} values={fields} onChange={setFields} problem={problem} />
      <Check
        label={t.dossiers.confidential}
        hint={t.dossiers.confidentialHelp}
        checked={confidential}
        onInput={setConfidential}
      />
    </FormDialog>
  );
}
