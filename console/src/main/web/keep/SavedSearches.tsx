import { useState } from 'preact/hooks';
import { post, query, remove } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Page } from '../api/types.ts';
import type { SavedSearch } from '../api/vault.ts';
import { Check, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { FormProblem, useAction, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

type Values = Record<string, string>;

const kept = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** Filters under a name: one's own, or everybody's. */
export function SavedSearches(props: { filter: Values; any: boolean }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const saved = useFetched<Page<SavedSearch>>('/api/dossier-searches');
  const [naming, setNaming] = useState(false);
  const all = saved.data?.items ?? [];
  const now = query(kept(props.filter));
  const current = all.find((one) => query(kept(one.query)) === now);
  const drop = (one: SavedSearch) =>
    void quick(async () => {
      await remove(`/api/dossier-searches/${one.id}`);
      saved.reload();
      toast({
        text: fill(t.searches.dropped, { name: one.name }),
        undo: () =>
          void quick(async () => {
            await post('/api/dossier-searches', { name: one.name, query: one.query, shared: one.shared });
            saved.reload();
          }),
      });
    });
  if (all.length === 0 && !props.any) return null;
  return (
    <>
      <Menu label={t.searches.title} text={current?.name ?? t.searches.title} align="left">
        {all.map((one) => (
          <a key={one.id} href={`/dossiers${query(kept(one.query))}`}>
            {one.name}
            {one.shared && <span class="muted"> · {t.searches.shared}</span>}
          </a>
        ))}
        {props.any && !current && (
          <button type="button" onClick={() => setNaming(true)}>
            {t.searches.save}
          </button>
        )}
        {current && current.mine !== false && (
          <button type="button" class="danger" onClick={() => drop(current)}>
            {fill(t.searches.drop, { name: current.name })}
          </button>
        )}
      </Menu>
      {naming && (
        <SaveDialog
          values={kept(props.filter)}
          onClose={() => setNaming(false)}
          onSaved={saved.reload}
        />
      )}
    </>
  );
}

function SaveDialog(props: { values: Values; onClose: () => void; onSaved: () => void }) {
  const words = useWords();
  const { t } = words;
  const action = useAction();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = () =>
    action.run(async () => {
      await post('/api/dossier-searches', { name: name.trim(), query: props.values, shared });
      props.onSaved();
      props.onClose();
    });
  return (
    <FormDialog
      title={t.searches.save}
      submit={t.common.save}
      busy={action.busy}
      disabled={name.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name']} />
      <TextField
        label={t.searches.name}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        maxlength={100}
        required
      />
      <Check label={t.searches.forAll} checked={shared} onInput={setShared} />
    </FormDialog>
  );
}
