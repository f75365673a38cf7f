import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Group, Page, Person } from '../api/types.ts';
import { OFFERED_LANGUAGES } from '../polls/Audience.tsx';
import { Button, Check, SelectField, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';

const FIELDS = ['name', 'address', 'language', 'place', 'groups', 'fields'];

/** Adding somebody, or changing what is known about them. */
export function PersonDialog(props: {
  person?: Person;
  onClose: () => void;
  onSaved: (person: Person) => void;
}) {
  const words = useWords();
  const { t, f } = words;
  const { person } = props;
  const action = useAction();
  const groups = useFetched<Page<Group>>('/api/groups');
  const [name, setName] = useState(person?.name ?? '');
  const [address, setAddress] = useState(person?.address ?? '');
  const [language, setLanguage] = useState(person?.language ?? '');
  const [place, setPlace] = useState(person?.place ?? '');
  const [member, setMember] = useState<(number | string)[]>(person?.groups ?? []);
  const [fields, setFields] = useState(Object.entries(person?.fields ?? {}));
  const save = () =>
    action.run(async () => {
      const form = {
        name: name.trim(),
        // A number shown in part only ("+257 79 •• ••") is left as it is.
        address: address === person?.address ? undefined : address.trim(),
        language,
        place: place.trim(),
        groups: member,
        fields: Object.fromEntries(fields.filter(([key]) => key.trim() !== '')),
      };
      const saved = person
        ? await put<Person>(`/api/people/${person.id}`, form)
        : await post<Person>('/api/people', form);
      props.onClose();
      props.onSaved(saved ?? person!);
    });
  const languages = [...new Set([...OFFERED_LANGUAGES, ...(language ? [language] : [])])];
  const wrong = (field: string) => wrongIn(action.problem, field, words);
  return (
    <FormDialog
      title={person ? t.people.edit : t.people.add}
      submit={person ? t.common.save : t.common.add}
      busy={action.busy}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={FIELDS} />
      <TextField
        label={t.people.number}
        hint={t.people.numberHint}
        type="tel"
        inputmode="tel"
        value={address}
        onInput={setAddress}
        error={wrong('address')}
        required
      />
      <TextField label={t.people.name} value={name} onInput={setName} error={wrong('name')} optional />
      <div class="form-row">
        <SelectField
          label={t.people.language}
          value={language}
          onInput={setLanguage}
          error={wrong('language')}
          options={[
            { value: '', label: t.people.noLanguage },
            ...languages.map((code) => ({ value: code, label: f.language(code) })),
          ]}
        />
        <TextField label={t.people.place} value={place} onInput={setPlace} error={wrong('place')} />
      </div>
      {(groups.data?.items.length ?? 0) > 0 && (
        <fieldset class="plain-set">
          <legend>{t.people.inGroups}</legend>
          {groups.data!.items.map((group) => (
            <Check
              key={group.id}
              label={group.name}
              checked={member.includes(group.id)}
              onInput={(on) =>
                setMember(on ? [...member, group.id] : member.filter((id) => id !== group.id))
              }
            />
          ))}
        </fieldset>
      )}
      <Details fields={fields} onChange={setFields} />
    </FormDialog>
  );
}

function Details(props: {
  fields: [string, string][];
  onChange: (fields: [string, string][]) => void;
}) {
  const { t } = useWords();
  const { fields, onChange } = props;
  const change = (at: number, next: [string, string]) =>
    onChange(fields.map((one, i) => (i === at ? next : one)));
  return (
    <fieldset class="plain-set">
      <legend>{t.people.fields}</legend>
      {fields.map(([key, value], i) => (
        <div key={i} class="condition">
          <TextField
            label={t.people.field}
            hiddenLabel
            placeholder={t.people.field}
            value={key}
            onInput={(next) => change(i, [next, value])}
          />
          <span aria-hidden="true">=</span>
          <TextField
            label={t.people.value}
            hiddenLabel
            placeholder={t.people.value}
            value={value}
            onInput={(next) => change(i, [key, next])}
          />
          <Button
            kind="quiet"
            icon="close"
            label={t.common.remove}
            onClick={() => onChange(fields.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <Button small icon="plus" onClick={() => onChange([...fields, ['', '']])}>
        {t.people.addField}
      </Button>
    </fieldset>
  );
}
