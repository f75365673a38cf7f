import { useState } from 'preact/hooks';
import { post, put, remove } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import { problemOf, type Problem } from '../../api/problem.ts';
import type { Dossier, DocumentRow } from '../../api/vault.ts';
import { Button, SelectField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import type { Selection } from '../../ui/selection.ts';
import { SelectionBar } from '../../ui/SelectionBar.tsx';
import { toast } from '../../ui/toast.tsx';
import { explain } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';
import { allFolders } from './NameDialog.tsx';

/** What can be done with many documents of a folder; those that refuse stay and say why. */
export function ManyDocuments(props: {
  selection: Selection;
  rows: DocumentRow[];
  dossier: Dossier;
  path: string;
  reload: () => void;
}) {
  const words = useWords();
  const { t, f } = words;
  const [busy, setBusy] = useState(false);
  const [moving, setMoving] = useState(false);
  const { selection, rows } = props;
  const run = async (change: (id: number) => Promise<unknown>, back: (id: number) => Promise<unknown>) => {
    setBusy(true);
    const { done, why } = await each(
      rows.filter((row) => selection.has(row.id)).map((row) => row.id),
      change,
    );
    setBusy(false);
    selection.clear();
    props.reload();
    toast({
      text: [f.count(t.documents.manyDone, done.length), why && explain(why, words)].filter(Boolean).join(' '),
      wrong: why !== undefined,
      undo: done.length > 0 ? () => void each(done, back).then(props.reload) : undefined,
    });
  };
  const into = (folder: string) => (id: number) => put(`/api/documents/${id}`, { folder });
  return (
    <SelectionBar selection={selection} more={false}>
      <Button small icon="folder" busy={busy} onClick={() => setMoving(true)}>
        {t.documents.moveMany}
      </Button>
      <Button
        small
        icon="trash"
        busy={busy}
        onClick={() =>
          void run(
            (id) => remove(`/api/documents/${id}`),
            (id) => post(`/api/documents/${id}/restore`),
          )
        }
      >
        {t.dossiers.toTrash}
      </Button>
      {moving && (
        <FolderDialog
          dossier={props.dossier}
          path={props.path}
          onClose={() => setMoving(false)}
          onChosen={(folder) => void run(into(folder), into(props.path))}
        />
      )}
    </SelectionBar>
  );
}

/** One after the other; what is refused is left as it was, and the last reason told. */
async function each(ids: number[], change: (id: number) => Promise<unknown>) {
  const done: number[] = [];
  let why: Problem | undefined;
  for (const id of ids) {
    try {
      await change(id);
      done.push(id);
    } catch (error) {
      why = problemOf(error);
    }
  }
  return { done, why };
}

function FolderDialog(props: {
  dossier: Dossier;
  path: string;
  onClose: () => void;
  onChosen: (folder: string) => void;
}) {
  const { t } = useWords();
  const [target, setTarget] = useState('');
  const places = useFetched<string[]>(`folders:${props.dossier.id}:${props.path}`, undefined, () =>
    allFolders(props.dossier.id),
  );
  const options = (places.data ?? [])
    .filter((one) => one !== props.path)
    .map((one) => ({ value: one, label: one === '/' ? t.documents.title : one }));
  return (
    <FormDialog
      title={t.documents.moveMany}
      submit={t.documents.moveMany}
      disabled={target === ''}
      onClose={props.onClose}
      onSubmit={() => {
        props.onChosen(target);
        props.onClose();
      }}
    >
      <SelectField
        label={t.documents.inFolder}
        value={target}
        onInput={setTarget}
        options={[{ value: '', label: '…' }, ...options]}
      />
    </FormDialog>
  );
}
