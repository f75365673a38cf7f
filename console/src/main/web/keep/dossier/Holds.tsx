import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Page } from '../../api/types.ts';
import type { Dossier, Hold } from '../../api/vault.ts';
import { When } from '../../ui/bits.tsx';
import { Button, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, Loaded, useAction } from '../../ui/states.tsx';
import { wrongIn } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';

/** Legal holds: while there is one, nothing of the dossier can be erased by anybody. */
export function HoldDialog(props: { dossier: Dossier; onClose: () => void; onChanged: () => void }) {
  const words = useWords();
  const { t } = words;
  const action = useAction();
  const [reason, setReason] = useState('');
  const holds = useFetched<Page<Hold>>(`/api/dossiers/${props.dossier.id}/holds`);
  const changed = () => {
    holds.reload();
    props.onChanged();
  };
  const put = () =>
    action.run(async () => {
      await post(`/api/dossiers/${props.dossier.id}/holds`, { reason: reason.trim() });
      changed();
      props.onClose();
    });
  const end = (hold: Hold) =>
    void action.run(async () => {
      await remove(`/api/dossier-holds/${hold.id}`);
      changed();
    });
  return (
    <FormDialog
      title={t.holds.title}
      submit={t.holds.put}
      busy={action.busy}
      disabled={reason.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void put()}
    >
      <p>{t.holds.help}</p>
      <FormProblem problem={action.problem} fields={['reason']} />
      <Loaded of={holds} lines={2}>
        {({ items }) => <Standing holds={items} mayEnd={(hold) => hold.ofType !== true} onEnd={end} />}
      </Loaded>
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
export function Standing(props: {
  holds: Hold[];
  mayEnd: (hold: Hold) => boolean;
  onEnd: (hold: Hold) => void;
}) {
  const { t } = useWords();
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
            <Button small onClick={() => props.onEnd(hold)}>
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
