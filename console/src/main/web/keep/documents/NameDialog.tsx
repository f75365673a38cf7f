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

/** More folders than these are walked through in the list itself. */
const FOLDERS_MAX = 300;

/** All folders of a dossier, the way a chooser needs them. */
export async function allFolders(dossier: number): Promise<string[]> {
  const found = ['/'];
  for (let i = 0; i < found.length && found.length < FOLDERS_MAX; i++) {
    const path = found[i]!;
    const page = await get<FolderPage>(`/api/dossiers/${dossier}/folder${query({ path, limit: 200 })}`);
    for (const one of page.folders) found.push(within(path, one.name));
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
  const places = useFetched<string[]>(`folders:${props.dossier.id}:${props.path}`, undefined, () =>
    allFolders(props.dossier.id),
  );
  const own = folder && within(props.path, folder.name);
  const options = (places.data ?? [props.path])
    .filter((one) => !own || (one !== own && !one.startsWith(`${own}/`)))
    .map((one) => ({ value: one, label: one === '/' ? t.documents.title : one }));
  const save = () =>
    action.run(async () => {
      // A name that is left alone may be numbered where it is taken; one that was typed may not.
      const named = name.trim() === (folder ?? document)!.name ? undefined : name.trim();
      if (folder) await post(`/api/folders/${folder.id}/move`, { name: named, parent: target });
      else await put(`/api/documents/${document!.id}`, { name: named, folder: target });
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
