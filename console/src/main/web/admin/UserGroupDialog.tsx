import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import type { Group, UserGroup } from '../api/types.ts';
import { Check, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** A group's name and whose messages its users see; permissions are ticked in the matrix. */
export function UserGroupDialog(props: {
  group?: UserGroup;
  contactGroups: Group[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const { group } = props;
  const [name, setName] = useState(group?.name ?? '');
  const [all, setAll] = useState(group?.allContacts ?? false);
  const [chosen, setChosen] = useState(group?.contactGroups ?? []);
  const action = useAction();
  const save = () =>
    action.run(async () => {
      const wanted = {
        name: name.trim(),
        permissions: group?.permissions ?? [],
        allContacts: all,
        contactGroups: all ? [] : chosen,
      };
      await (group ? put(`/api/user-groups/${group.id}`, wanted) : post('/api/user-groups', wanted));
      props.onSaved();
      props.onClose();
    });
  return (
    <FormDialog
      title={group ? fill(t.userGroups.editTitle, { name: group.name }) : t.userGroups.create}
      submit={t.common.save}
      busy={action.busy}
      disabled={name.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name']} />
      <TextField
        label={t.userGroups.name}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        required
      />
      <fieldset class="plain-set">
        <legend>{t.userGroups.sees}</legend>
        <Check label={t.userGroups.seesAll} checked={all} onInput={setAll} />
        {!all && props.contactGroups.length > 0 && (
          <p class="hint">{t.userGroups.seesGroups}</p>
        )}
        {!all &&
          props.contactGroups.map((one) => (
            <Check
              key={one.id}
              label={one.name}
              checked={chosen.includes(one.id)}
              onInput={(on) =>
                setChosen(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
              }
            />
          ))}
      </fieldset>
    </FormDialog>
  );
}
