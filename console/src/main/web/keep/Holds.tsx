import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { post, remove } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Page } from '../api/types.ts';
import type { Dossier, Hold } from '../api/vault.ts';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { Button, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, Loaded, useAction, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';

/** Legal holds of one dossier: while there is one, nothing of it can be erased by anybody. */
export function HoldDialog(props: { dossier: Dossier; onClose: () => void; onChanged: () => void }) {
  const { t } = useWords();
  const path = `/api/dossiers/${props.dossier.id}/holds`;
  const holds = useFetched<Page<Hold>>(path);
  const changed = () => {
    holds.reload();
    props.onChanged();
  };
  return (
    <HoldForm
      title={t.holds.title}
      help={t.holds.help}
      said={t.holds.placed}
      path={path}
      onClose={props.onClose}
      onPlaced={changed}
    >
      <Loaded of={holds} lines={2}>
        {({ items }) => <Standing holds={items} mayEnd={(hold) => hold.ofType !== true} onEnded={changed} />}
      </Loaded>
    </HoldForm>
  );
}

/** Holds over all dossiers of a type; they stand and end at once, whatever else is being edited. */
export function TypeHolds({ id }: { id: number }) {
  const { t } = useWords();
  const may = useMay()('records.hold');
  const [asked, setAsked] = useState(false);
  const path = `/api/dossier-types/${id}/holds`;
  const holds = useFetched<Page<Hold>>(path, 'dossiers');
  return (
    <section class="section narrow-form">
      <h2>{t.holds.title}</h2>
      <p class="muted">{t.holds.typeHelp}</p>
      <Loaded of={holds} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t.holds.none}</p>
          ) : (
            <Standing holds={items} mayEnd={() => may} onEnded={holds.reload} />
          )
        }
      </Loaded>
      {may && (
        <p class="type-hold">
          <Button onClick={() => setAsked(true)}>{t.holds.putType}</Button>
        </p>
      )}
      {asked && (
        <HoldForm
          title={t.holds.putType}
          help={t.holds.typeHelp}
          said={t.holds.onType}
          path={path}
          onClose={() => setAsked(false)}
          onPlaced={holds.reload}
        />
      )}
    </section>
  );
}

/** A reason, and the hold stands. */
function HoldForm(props: {
  title: string;
  help: string;
  said: string;
  path: string;
  onClose: () => void;
  onPlaced: () => void;
  children?: ComponentChildren;
}) {
  const words = useWords();
  const { t } = words;
  const action = useAction();
  const [reason, setReason] = useState('');
  const put = () =>
    action.run(async () => {
      await post(props.path, { reason: reason.trim() });
      toast({ text: props.said });
      props.onPlaced();
      props.onClose();
    });
  return (
    <FormDialog
      title={props.title}
      submit={t.holds.put}
      busy={action.busy}
      disabled={reason.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void put()}
    >
      <p>{props.help}</p>
      <FormProblem problem={action.problem} fields={['reason']} />
      {props.children}
      <TextField
        label={t.holds.reason}
        value={reason}
        onInput={setReason}
        error={wrongIn(action.problem, 'reason', words)}
        maxlength={500}
      />
    </FormDialog>
  );
}

/** Holds that stand; one of the type is not ended from a single dossier. */
function Standing(props: { holds: Hold[]; mayEnd: (hold: Hold) => boolean; onEnded: () => void }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const end = (hold: Hold) =>
    void quick(async () => {
      await remove(`/api/dossier-holds/${hold.id}`);
      props.onEnded();
      toast({ text: t.holds.ended });
    });
  return (
    <ul class="plain-list">
      {props.holds.map((hold) => (
        <li key={hold.id}>
          <span class="grow">
            {hold.reason}
            <span class="under muted">
              {hold.by} <When at={hold.at} exact />
            </span>
          </span>
          {props.mayEnd(hold) ? (
            <Button small onClick={() => end(hold)}>
              {t.holds.end}
            </Button>
          ) : (
            hold.ofType && <span class="muted small-text">{t.holds.byType}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
