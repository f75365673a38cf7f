import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { DeadLetterRow, Page } from '../api/types.ts';
import { When } from '../ui/bits.tsx';
import { Button } from '../ui/controls.tsx';
import { DeleteDialog } from '../ui/DeleteDialog.tsx';
import { Loaded, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';

/** What failed for good, for a person to look at, replay or drop. */
export function DeadLetters() {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const letters = useFetched<Page<DeadLetterRow>>('/api/dead-letters', 'status');
  const [dropping, setDropping] = useState<DeadLetterRow>();
  const replay = (letter: DeadLetterRow) =>
    void quick(async () => {
      await post(`/api/dead-letters/${letter.id}/replay`);
      letters.reload();
      toast({ text: t.dead.replayed });
    });
  return (
    <section class="section">
      <h2>{t.dead.title}</h2>
      <Loaded of={letters} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{t.dead.none}</p>
          ) : (
            <>
              <p class="lead">{t.dead.lead}</p>
              <ul class="letters">
                {items.map((letter) => (
                  <li key={letter.id} class="letter">
                    <div class="grow">
                      <p>
                        <span class="mono strong">{letter.topic}</span>{' '}
                        <span class="mono muted">{letter.key}</span>
                      </p>
                      <p class="letter-error">{letter.error}</p>
                      <p class="small-text muted">
                        {f.count(t.dead.attempts, letter.attempts)} · <When at={letter.diedAt} />
                      </p>
                      {letter.body && (
                        <details class="as-table">
                          <summary>{t.dead.body}</summary>
                          <pre class="letter-body">{readable(letter.body)}</pre>
                        </details>
                      )}
                    </div>
                    <div class="letter-actions">
                      <Button icon="refresh" onClick={() => replay(letter)}>
                        {t.dead.replay}
                      </Button>
                      <Button kind="quiet" icon="trash" onClick={() => setDropping(letter)}>
                        {t.dead.drop}
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
      {dropping && (
        <DeleteDialog
          title={t.dead.dropTitle}
          text={t.dead.dropText}
          submit={t.dead.drop}
          done={t.dead.dropped}
          path={`/api/dead-letters/${dropping.id}`}
          onClose={() => setDropping(undefined)}
          onDone={letters.reload}
        />
      )}
    </section>
  );
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
