import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Group, Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { DeleteDialog } from '../ui/DeleteDialog.tsx';
import { Button, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { Empty, FormProblem, Loaded, useAction } from '../ui/states.tsx';
import { Head, num, unseen } from '../ui/table.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { PeopleHead } from './PeopleHead.tsx';

/** Groups of people: whom polls ask, and who of us sees whom. */
export function Groups() {
  const { t, f } = useWords();
  const may = useMay();
  const groups = useFetched<Page<Group>>('/api/groups');
  const [editing, setEditing] = useState<Group | 'new'>();
  const [deleting, setDeleting] = useState<Group>();
  const create = may('people.edit') && (
    <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
      {t.groups.create}
    </Button>
  );
  return (
    <>
      <PeopleHead actions={create} />
      <Loaded of={groups}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.groups.none} action={create}>
              {t.groups.noneText}
            </Empty>
          ) : (
            <table class="rows">
              <Head of={[t.groups.name, num(t.groups.people), unseen(t.common.more)]} />
              <tbody>
                {items.map((group) => (
                  <tr key={group.id}>
                    <th scope="row">
                      <a class="row-link" href={`/people?group=${group.id}`}>
                        {group.name}
                      </a>
                      {group.description && <span class="under">{group.description}</span>}
                    </th>
                    <td class="num">{f.number(group.people)}</td>
                    <td class="row-actions">
                      {may('people.edit') && (
                        <Menu label={t.common.more}>
                          <button type="button" onClick={() => setEditing(group)}>
                            {t.common.edit}
                          </button>
                          <button type="button" class="danger" onClick={() => setDeleting(group)}>
                            {t.groups.delete}
                          </button>
                        </Menu>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {editing && (
        <GroupDialog
          group={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={groups.reload}
        />
      )}
      {deleting && (
        <DeleteDialog
          title={fill(t.groups.deleteTitle, { name: deleting.name })}
          text={t.groups.deleteText}
          submit={t.groups.delete}
          done={t.groups.deleted}
          path={`/api/groups/${deleting.id}`}
          onClose={() => setDeleting(undefined)}
          onDone={groups.reload}
        />
      )}
    </>
  );
}

function GroupDialog(props: { group?: Group; onClose: () => void; onSaved: () => void }) {
  const words = useWords();
  const { t } = words;
  const { group } = props;
  const action = useAction();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  return (
    <FormDialog
      title={group ? t.groups.editTitle : t.groups.create}
      submit={t.common.save}
      busy={action.busy}
      disabled={name.trim() === ''}
      onClose={props.onClose}
      onSubmit={() =>
        void action.run(async () => {
          const form = { name: name.trim(), description: description.trim() };
          await (group ? put(`/api/groups/${group.id}`, form) : post('/api/groups', form));
          props.onSaved();
          props.onClose();
        })
      }
    >
      <FormProblem problem={action.problem} fields={['name', 'description']} />
      <TextField
        label={t.groups.name}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        required
      />
      <TextField
        label={t.groups.description}
        value={description}
        onInput={setDescription}
        error={wrongIn(action.problem, 'description', words)}
        optional
      />
    </FormDialog>
  );
}
