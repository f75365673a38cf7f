import { useState } from 'preact/hooks';
import { newKey, postOnce } from '../../api/client.ts';
import { useListed } from '../../api/fetched.ts';
import type { Dossier, Note } from '../../api/vault.ts';
import { When } from '../../ui/bits.tsx';
import { Button, TextArea } from '../../ui/controls.tsx';
import { MoreRows } from '../../ui/page.tsx';
import { Loaded, ProblemNote, useAction } from '../../ui/states.tsx';
import { useWords } from '../../words/words.ts';

/** What those who work on it tell each other; it stays. */
export function Notes(props: { dossier: Dossier; writes: boolean }) {
  const { t } = useWords();
  const path = `/api/dossiers/${props.dossier.id}/notes`;
  const notes = useListed<Note>(path, `dossier:${props.dossier.id}`);
  return (
    <section class="section">
      <div class="section-head">
        <h2>{t.notes.title}</h2>
      </div>
      {props.writes && <Write path={path} onWritten={notes.reload} />}
      <Loaded of={{ data: notes.items, problem: notes.problem, reload: notes.reload }} lines={2}>
        {(items) => (
          <ol class="notes">
            {items.map((note) => (
              <li key={note.id}>
                <p class="under muted">
                  {note.by} · <When at={note.at} />
                </p>
                <p class="as-written">{note.text}</p>
              </li>
            ))}
            {items.length === 0 && <li class="muted">{t.notes.none}</li>}
          </ol>
        )}
      </Loaded>
      {notes.more && <MoreRows more={notes.more} shown={notes.items?.length ?? 0} />}
    </section>
  );
}

function Write(props: { path: string; onWritten: () => void }) {
  const { t } = useWords();
  const action = useAction();
  const [text, setText] = useState('');
  const [key, setKey] = useState(newKey);
  const save = () =>
    action.run(async () => {
      await postOnce(props.path, { text: text.trim() }, key);
      setText('');
      setKey(newKey());
      props.onWritten();
    });
  return (
    <form
      class="form note-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ProblemNote problem={action.problem} />
      <TextArea label={t.notes.write} hiddenLabel placeholder={t.notes.write} value={text} onInput={setText} rows={2} />
      {text.trim() !== '' && (
        <div>
          <Button kind="main" type="submit" busy={action.busy}>
            {t.notes.add}
          </Button>
        </div>
      )}
    </form>
  );
}
