import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import type { BulkDone, DossierRow, DossierType } from '../api/vault.ts';
import { Button, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import type { Selection } from '../ui/selection.ts';
import { SelectionBar } from '../ui/SelectionBar.tsx';
import { useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { explain } from '../words/explain.ts';
import { useWords } from '../words/words.ts';
import { inLang } from './texts.ts';

type Change = { state?: string; addTags?: string[]; removeTags?: string[]; trash?: boolean };

const PART_ROWS = 1000;

/** What can be done with many dossiers; those that refuse say why. */
export function ManyDossiers(props: {
  selection: Selection;
  rows: DossierRow[];
  types: DossierType[];
  reload: () => void;
}) {
  const words = useWords();
  const { t, f, lang } = words;
  const quick = useQuickAction();
  const [tagging, setTagging] = useState<'addTags' | 'removeTags'>();
  const { selection, rows } = props;
  const chosen = rows.filter((row) => selection.has(row.id));
  const type = props.types.find((one) => chosen.every((row) => row.type === one.id));
  const run = (change: Change, back?: (ids: number[]) => Promise<void>) =>
    quick(async () => {
      const ids = chosen.map((row) => row.id).slice(0, PART_ROWS);
      const answer = await post<BulkDone>('/api/dossiers/bulk', { ids, ...change });
      const refused = answer.refused ?? [];
      const kept = new Set(refused.map((one) => one.id));
      const done = ids.filter((id) => !kept.has(id));
      selection.clear();
      props.reload();
      const why = refused[0] && explain({ status: 409, code: refused[0].code, detail: refused[0].code }, words);
      toast({
        text: [
          f.count(change.trash ? t.dossiers.manyTrashed : t.dossiers.manyDone, done.length),
          refused.length > 0 ? `${f.count(t.dossiers.manyRefused, refused.length)} ${why}` : '',
        ]
          .filter(Boolean)
          .join(' '),
        wrong: done.length === 0,
        undo:
          back && done.length > 0
            ? () =>
                void quick(async () => {
                  await back(done);
                  props.reload();
                })
            : undefined,
      });
    });
  const restore = async (ids: number[]) => {
    for (const id of ids) await post(`/api/dossiers/${id}/restore`);
  };
  const retag = (verb: 'addTags' | 'removeTags', tags: string[]) =>
    void run({ [verb]: tags }, async (ids) => {
      await post('/api/dossiers/bulk', { ids, [verb === 'addTags' ? 'removeTags' : 'addTags']: tags });
    });
  return (
    <SelectionBar selection={selection} more={false}>
      {type && (
        <Menu label={t.dossiers.manyState} text={t.dossiers.manyState} align="left">
          {type.states.map((state) => (
            <button key={state.key} type="button" onClick={() => void run({ state: state.key })}>
              {inLang(state.label, lang)}
            </button>
          ))}
        </Menu>
      )}
      <Button small onClick={() => setTagging('addTags')}>
        {t.dossiers.manyTag}
      </Button>
      <Button small onClick={() => setTagging('removeTags')}>
        {t.dossiers.manyUntag}
      </Button>
      <Button small icon="trash" onClick={() => void run({ trash: true }, restore)}>
        {t.dossiers.toTrash}
      </Button>
      {tagging && (
        <TagsDialog
          title={tagging === 'addTags' ? t.dossiers.manyTag : t.dossiers.manyUntag}
          onClose={() => setTagging(undefined)}
          onChosen={(tags) => retag(tagging, tags)}
        />
      )}
    </SelectionBar>
  );
}

function TagsDialog(props: {
  title: string;
  onClose: () => void;
  onChosen: (tags: string[]) => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const tags = tagsOf(text);
  return (
    <FormDialog
      title={props.title}
      submit={t.common.save}
      disabled={tags.length === 0}
      onClose={props.onClose}
      onSubmit={() => {
        props.onChosen(tags);
        props.onClose();
      }}
    >
      <TextField label={t.dossiers.tags} hint={t.dossiers.tagsHint} value={text} onInput={setText} required />
    </FormDialog>
  );
}

/** "eau, urgent" → ["eau", "urgent"] */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
