import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import type { UserGroup, UserRow } from '../api/types.ts';
import { Check, SelectField, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** Adding a user, or changing one; the password is the user's own affair. */
export function UserDialog(props: {
  user?: UserRow;
  groups: UserGroup[];
  onClose: () => void;
  onSaved: (user: UserRow, isNew: boolean) => void;
}) {
  const words = useWords();
  const { t, lang } = words;
  const { user } = props;
  const [name, setName] = useState(user?.name ?? '');
  const [login, setLogin] = useState(user?.login ?? '');
  const [locale, setLocale] = useState(user?.locale ?? lang);
  const [active, setActive] = useState(user?.active ?? true);
  const [groups, setGroups] = useState(user?.groups ?? []);
  const action = useAction();
  const save = () =>
    action.run(async () => {
      const wanted = { name: name.trim(), login: login.trim(), locale, active, groups };
      const saved = user
        ? await put<UserRow>(`/api/users/${user.id}`, wanted)
        : await post<UserRow>('/api/users', wanted);
      props.onClose();
      props.onSaved(saved, !user);
    });
  return (
    <FormDialog
      title={user ? fill(t.users.editTitle, { name: user.name }) : t.users.create}
      submit={t.common.save}
      busy={action.busy}
      disabled={name.trim() === '' || login.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', 'login', 'locale']} />
      <TextField
        label={t.users.name}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        required
      />
      <TextField
        label={t.users.login}
        hint={t.users.loginHint}
        value={login}
        onInput={setLogin}
        error={wrongIn(action.problem, 'login', words)}
        required
      />
      <SelectField
        label={t.users.language}
        value={locale}
        onInput={setLocale}
        options={[
          { value: 'fr', label: 'Français' },
          { value: 'en', label: 'English' },
        ]}
      />
      <fieldset class="plain-set">
        <legend>{t.users.groups}</legend>
        {props.groups.map((group) => (
          <Check
            key={group.id}
            label={group.builtIn ? t.userGroups.administrators : group.name}
            checked={groups.includes(group.id)}
            onInput={(on) =>
              setGroups(on ? [...groups, group.id] : groups.filter((id) => id !== group.id))
            }
          />
        ))}
      </fieldset>
      {user && <Check label={t.users.activeField} checked={active} onInput={setActive} />}
    </FormDialog>
  );
}
