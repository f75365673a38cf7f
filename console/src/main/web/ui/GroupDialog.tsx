import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';
import { TextField } from './controls.tsx';
import { FormDialog } from './dialog.tsx';
import { FormProblem, useAction } from './states.tsx';

/** Name and description of a group, of people or of hosts. */
export function GroupDialog(props: {
  title: string;
  /** Of all of its kind. */
  address: string;
  group?: { id: number; name: string; description?: string };
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const { group } = props;
  const action = useAction();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  const save = () =>
    action.run(async () => {
      const form = { name: name.trim(), description: description.trim() };
      await (group ? put(`${props.address}/${group.id}`, form) : post(props.address, form));
      props.onSaved();
      props.onClose();
    });
  return (
    <FormDialog
      title={props.title}
      submit={t.common.save}
      busy={action.busy}
      disabled={name.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', 'description']} />
      <TextField
        label={t.groups.name}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        required
        maxlength={100}
      />
      <TextField
        label={t.groups.description}
        value={description}
        onInput={setDescription}
        error={wrongIn(action.problem, 'description', words)}
        optional
        maxlength={500}
      />
    </FormDialog>
  );
}
