import { useState } from 'preact/hooks';
import { newKey, post, postOnce } from '../api/client.ts';
import type { InboxRow } from '../api/types.ts';
import type { Dossier, DossierRow, FieldValues } from '../api/vault.ts';
import { navigate } from '../app/router.ts';
import { Choice, SelectField, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { DossierField } from './DossierField.tsx';
import { FieldInputs, problemField, withoutEmpty } from './dossier/FieldInput.tsx';
import { inLang } from './texts.ts';
import { useTypes } from './useTypes.ts';

const TITLE_SIGNS = 80;

/** From a message of the inbox into a dossier: a new one, or one that is there. */
export function FileDialog(props: { row: InboxRow; onClose: () => void }) {
  const words = useWords();
  const { t, lang } = words;
  const { row } = props;
  const types = useTypes().all.filter((type) => type.mayCreate !== false);
  const action = useAction();
  const [key] = useState(newKey);
  const [into, setInto] = useState<'new' | 'known'>('new');
  const [chosen, setChosen] = useState<DossierRow>();
  const [typeId, setTypeId] = useState('');
  const [title, setTitle] = useState(`${row.person} : ${row.text}`.slice(0, TITLE_SIGNS));
  const [fields, setFields] = useState<FieldValues>({});
  const type = types.find((one) => String(one.id) === typeId) ?? types[0];
  const needed = (type?.fields ?? []).filter((field) => field.required);
  const problem = problemField(action.problem);
  const save = () =>
    action.run(async () => {
      const dossier =
        into === 'known'
          ? chosen!
          : await postOnce<Dossier>(
              '/api/dossiers',
              { type: type!.id, title: title.trim(), fields: withoutEmpty(fields) },
              key,
            );
      await post(`/api/dossiers/${dossier.id}/people`, { contactId: row.contactId });
      await post(`/api/dossiers/${dossier.id}/messages`, { contactId: row.contactId });
      props.onClose();
      navigate(`/dossiers/${dossier.id}`);
      toast({ text: fill(t.filed.inDossier, { number: dossier.number }) });
    });
  return (
    <FormDialog
      title={t.filed.toDossier}
      submit={t.filed.put}
      busy={action.busy}
      disabled={into === 'known' ? !chosen : title.trim() === '' || !type}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={problem} fields={['title', ...needed.map((field) => field.key)]} />
      <Choice
        label={t.filed.toDossier}
        value={into}
        onInput={(next) => setInto(next as 'new')}
        options={[
          { value: 'new', label: t.dossiers.create },
          { value: 'known', label: t.filed.known },
        ]}
      />
      {into === 'known' ? (
        <DossierField label={t.dossiers.dossier} value={chosen} onInput={setChosen} />
      ) : (
        <>
          {types.length > 1 && (
            <SelectField
              label={t.dossiers.type}
              value={String(type?.id ?? '')}
              onInput={setTypeId}
              options={types.map((one) => ({ value: String(one.id), label: inLang(one.name, lang) }))}
            />
          )}
          {types.length === 0 && <p class="muted">{t.dossiers.noTypesAsk}</p>}
          <TextField
            label={t.dossiers.titleField}
            value={title}
            onInput={setTitle}
            error={wrongIn(problem, 'title', words)}
            maxlength={200}
            required
          />
          <FieldInputs definitions={needed} values={fields} onChange={setFields} problem={problem} />
        </>
      )}
      <p class="hint">{t.filed.putHelp}</p>
    </FormDialog>
  );
}
