import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import type { Group, UserGroup } from '../api/types.ts';
import { Check, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** A group's name, whose messages and which hosts its users see; permissions are ticked in the matrix. */
export function UserGroupDialog(props: {
  group?: UserGroup;
  contactGroups: Group[];
  hostGroups: Group[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const { group } = props;
  const [name, setName] = useState(group?.name ?? '');
  const [all, setAll] = useState(group?.allContacts ?? false);
  const [chosen, setChosen] = useState(group?.contactGroups ?? []);
  const [allHosts, setAllHosts] = useState(group?.allHosts ?? false);
  const [hosts, setHosts] = useState(group?.hostGroups ?? []);
  const action = useAction();
  const save = () =>
    action.run(async () => {
      const wanted = {
        name: name.trim(),
        permissions: group?.permissions ?? [],
        allContacts: all,
        contactGroups: all ? [] : chosen,
        allHosts,
        hostGroups: allHosts ? [] : hosts,
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
      <Scope
        legend={t.userGroups.sees}
        everything={t.userGroups.seesAll}
        all={all}
        onAll={setAll}
        groups={props.contactGroups}
        chosen={chosen}
        onChosen={setChosen}
      />
      <Scope
        legend={t.userGroups.seesHosts}
        everything={t.userGroups.seesAllHosts}
        all={allHosts}
        onAll={setAllHosts}
        groups={props.hostGroups}
        chosen={hosts}
        onChosen={setHosts}
      />
    </FormDialog>
  );
}

/** All, or only what belongs to the groups that are ticked. */
function Scope(props: {
  legend: string;
  everything: string;
  all: boolean;
  onAll: (all: boolean) => void;
  groups: Group[];
  chosen: number[];
  onChosen: (ids: number[]) => void;
}) {
  const { t } = useWords();
  const { chosen } = props;
  return (
    <fieldset class="plain-set">
      <legend>{props.legend}</legend>
      <Check label={props.everything} checked={props.all} onInput={props.onAll} />
      {!props.all && props.groups.length > 0 && <p class="hint">{t.userGroups.seesGroups}</p>}
      {!props.all &&
        props.groups.map((one) => (
          <Check
            key={one.id}
            label={one.name}
            checked={chosen.includes(one.id)}
            onInput={(on) =>
              props.onChosen(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
            }
          />
        ))}
    </fieldset>
  );
}
