import { useState } from 'preact/hooks';
import { get, post, put, query } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Dossier, DocumentRow, FolderPage, FolderRow } from '../../api/vault.ts';
import { SelectField, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, useAction } from '../../ui/states.tsx';
import { wrongIn } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';
import { within } from './paths.ts';

export function NameDialog(props: {
  title: string;
  submit: string;
  onClose: () => void;
  onNamed: (name: string) => Promise<void>;
}) {
  const words = useWords();
  const action = useAction();
  const [name, setName] = useState('');
  const save = () =>
    action.run(async () => {
      await props.onNamed(name.trim());
      props.onClose();
    });
  return (
    <FormDialog
      title={props.title}
      submit={props.submit}
      busy={action.busy}
      disabled={name.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', 'path']} />
      <TextField
        label={words.t.documents.name}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words) ?? wrongIn(action.problem, 'path', words)}
        maxlength={200}
        required
      />
    </FormDialog>
  );
}

interface Place {
  id: number | undefined;
  path: string;
}

/** More folders than these are walked through in the list itself. */
const FOLDERS_MAX = 300;

/** All folders of a dossier, the way a chooser needs them. */
async function allFolders(dossier: number): Promise<Place[]> {
  const found: Place[] = [{ id: undefined, path: '/' }];
  for (let i = 0; i < found.length && found.length < FOLDERS_MAX; i++) {
    const { path } = found[i]!;
    const page = await get<FolderPage>(`/api/dossiers/${dossier}/folder${query({ path, limit: 200 })}`);
    for (const one of page.folders) found.push({ id: one.id, path: within(path, one.name) });
  }
  return found;
}

/** Another name, another folder, or both. */
export function MoveDialog(props: {
  dossier: Dossier;
  of: { folder?: FolderRow; document?: DocumentRow };
  path: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const { folder, document } = props.of;
  const action = useAction();
  const [name, setName] = useState((folder ?? document)!.name);
  const [target, setTarget] = useState(props.path);
  const places = useFetched<Place[]>(`folders:${props.dossier.id}:${props.path}`, undefined, () =>
    allFolders(props.dossier.id),
  );
  const own = folder && within(props.path, folder.name);
  const options = (places.data ?? [{ id: undefined, path: props.path }])
    .filter((one) => !own || (one.path !== own && !one.path.startsWith(`${own}/`)))
    .map((one) => ({ value: one.path, label: one.path === '/' ? t.documents.title : one.path }));
  const save = () =>
    action.run(async () => {
      const parent = places.data?.find((one) => one.path === target)?.id ?? null;
      if (folder) await post(`/api/folders/${folder.id}/move`, { name: name.trim(), parent });
      else {
        await put(`/api/documents/${document!.id}`, {
          name: name.trim(),
          ...(target === props.path ? {} : { folder: parent }),
        });
      }
      props.onDone();
      props.onClose();
    });
  return (
    <FormDialog
      title={t.documents.move}
      submit={t.common.save}
      busy={action.busy}
      disabled={name.trim() === '' || places.data === undefined}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', 'folder', 'parent']} />
      <TextField
        label={t.documents.name}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        maxlength={200}
        required
      />
      <SelectField
        label={t.documents.inFolder}
        value={target}
        onInput={setTarget}
        error={wrongIn(action.problem, 'folder', words) ?? wrongIn(action.problem, 'parent', words)}
        options={options}
      />
    </FormDialog>
  );
}
