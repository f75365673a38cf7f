import { useEffect, useState } from 'preact/hooks';
import { post, put, remove } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Poll, PollDefinition } from '../api/types.ts';
import { navigate, useFilter } from '../app/router.ts';
import { useMay, useSignedIn } from '../app/session.ts';
import { Button } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, FormProblem, Loaded, useAction, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { langOf, useWords } from '../words/words.ts';
import { emptyPoll, tidy, withoutEmptyRules } from './draft.ts';
import { EditorForm } from './EditorForm.tsx';
import { StartDialog } from './StartDialog.tsx';

/** A new poll, empty or copied from another. */
export function NewPoll() {
  const { user } = useSignedIn();
  const [copied] = useFilter('copy');
  const source = useFetched<Poll>(copied ? `/api/polls/${copied}` : undefined);
  if (!copied) return <Writing initial={emptyPoll(langOf(user.locale))} />;
  return <Loaded of={source}>{(poll) => <Writing initial={poll.definition} />}</Loaded>;
}

/** A draft, opened again. */
export function EditPoll({ id }: { id: string }) {
  const { t } = useWords();
  const poll = useFetched<Poll>(`/api/polls/${id}`);
  return (
    <Loaded of={poll}>
      {(found) =>
        found.state === 'draft' ? (
          <Writing key={found.id} id={found.id} initial={found.definition} />
        ) : (
          <Empty
            title={found.definition.name}
            action={<a href={`/polls/${id}/rules`}>{t.poll.rules}</a>}
          >
            {t.editor.locked}
          </Empty>
        )
      }
    </Loaded>
  );
}

/** What is written and not saved survives a wrong click, a closed tab and a dead battery. */
function useKept(key: string, initial: PollDefinition) {
  const stored = `relais.draft.${key}`;
  const [restored, setRestored] = useState(() => localStorage.getItem(stored) !== null);
  const [definition, setDefinition] = useState<PollDefinition>(() => {
    try {
      return (JSON.parse(localStorage.getItem(stored) ?? 'null') as PollDefinition) ?? initial;
    } catch {
      return initial;
    }
  });
  return {
    definition,
    restored,
    edit: (next: PollDefinition) => {
      setDefinition(next);
      localStorage.setItem(stored, JSON.stringify(next));
    },
    saved: () => {
      localStorage.removeItem(stored);
      setRestored(false);
    },
    discard: () => {
      localStorage.removeItem(stored);
      setRestored(false);
      setDefinition(initial);
    },
  };
}

function Writing(props: { id?: number; initial: PollDefinition }) {
  const { t } = useWords();
  const may = useMay();
  const kept = useKept(String(props.id ?? 'new'), props.initial);
  const [id, setId] = useState(props.id);
  const [dirty, setDirty] = useState(kept.restored);
  const [starting, setStarting] = useState(false);
  const saving = useAction();
  const quick = useQuickAction();
  const { definition } = kept;
  useWrongFieldInView(saving.problem?.field);

  const save = async (): Promise<number | undefined> => {
    let savedAs = id;
    const filled = withoutEmptyRules(definition);
    kept.edit(filled);
    const done = await saving.run(async () => {
      if (savedAs === undefined) savedAs = (await post<Poll>('/api/polls', tidy(filled))).id;
      else await put(`/api/polls/${savedAs}`, tidy(filled));
    });
    if (!done) return undefined;
    setDirty(false);
    kept.saved();
    setId(savedAs);
    return savedAs;
  };
  const saveDraft = async () => {
    const savedAs = await save();
    if (savedAs === undefined) return;
    toast({ text: t.common.saved });
    if (id === undefined) navigate(`/polls/${savedAs}/edit`, 'replace');
  };
  const deleteDraft = () =>
    quick(async () => {
      if (id !== undefined) await remove(`/api/polls/${id}`);
      kept.saved();
      navigate('/polls');
      const again = async () => {
        const back = await post<Poll>('/api/polls', tidy(definition));
        navigate(`/polls/${back.id}/edit`);
      };
      toast({ text: t.editor.deleted, undo: () => void quick(again) });
    });
  return (
    <>
      <PageHead
        back={{ href: '/polls', label: t.poll.allPolls }}
        title={props.id === undefined ? t.editor.newTitle : definition.name || t.editor.editTitle}
      />
      {kept.restored && (
        <div class="note">
          <span class="grow">{t.editor.restored}</span>
          <Button
            small
            onClick={() => {
              kept.discard();
              setDirty(false);
            }}
          >
            {t.editor.discard}
          </Button>
        </div>
      )}
      <EditorForm
        definition={definition}
        problem={saving.problem}
        savedId={dirty ? undefined : id}
        onChange={(next) => {
          kept.edit(next);
          setDirty(true);
        }}
      />
      <div class="save-bar">
        <div class="save-row">
          <div class="grow">
            <FormProblem problem={saving.problem} fields={[]} />
            {!saving.problem && dirty && <span class="muted">{t.editor.unsaved}</span>}
          </div>
          <Menu label={t.common.more}>
            <button type="button" class="danger" onClick={() => void deleteDraft()}>
              {t.editor.delete}
            </button>
          </Menu>
          <Button busy={saving.busy} onClick={() => void saveDraft()}>
            {t.editor.saveDraft}
          </Button>
          {may('polls.send') && (
            <Button
              kind="main"
              busy={saving.busy}
              onClick={() => void save().then((savedAs) => savedAs !== undefined && setStarting(true))}
            >
              {t.poll.start}
            </Button>
          )}
        </div>
      </div>
      {starting && id !== undefined && (
        <StartDialog pollId={id} onClose={() => setStarting(false)} />
      )}
    </>
  );
}

function useWrongFieldInView(field: string | undefined) {
  useEffect(() => {
    if (field === undefined) return;
    const timer = setTimeout(() => {
      document.querySelector('.field.wrong')?.scrollIntoView({ block: 'center' });
    }, 50);
    return () => clearTimeout(timer);
  }, [field]);
}
