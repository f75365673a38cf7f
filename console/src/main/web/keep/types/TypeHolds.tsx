import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Page } from '../../api/types.ts';
import type { Hold } from '../../api/vault.ts';
import { useMay } from '../../app/session.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, Loaded, useAction, useQuickAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { wrongIn } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';
import { Standing } from '../dossier/Holds.tsx';

/** Holds over all dossiers of a type; they stand and end at once, whatever else is being edited. */
export function TypeHolds({ id }: { id: number }) {
  const { t } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const [asked, setAsked] = useState(false);
  const path = `/api/dossier-types/${id}/holds`;
  const holds = useFetched<Page<Hold>>(path, 'dossiers');
  const end = (hold: Hold) =>
    void quick(async () => {
      await remove(`/api/dossier-holds/${hold.id}`);
      holds.reload();
      toast({ text: t.holds.ended });
    });
  return (
    <section class="section narrow-form">
      <h2>{t.holds.title}</h2>
      <p class="muted">{t.holds.typeHelp}</p>
      <Loaded of={holds} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t.holds.none}</p>
          ) : (
            <Standing holds={items} mayEnd={() => may('records.hold')} onEnd={end} />
          )
        }
      </Loaded>
      {may('records.hold') && (
        <p class="type-hold">
          <Button onClick={() => setAsked(true)}>{t.holds.putType}</Button>
        </p>
      )}
      {asked && (
        <TypeHoldDialog path={path} onClose={() => setAsked(false)} onPlaced={holds.reload} />
      )}
    </section>
  );
}

function TypeHoldDialog(props: { path: string; onClose: () => void; onPlaced: () => void }) {
  const words = useWords();
  const { t } = words;
  const action = useAction();
  const [reason, setReason] = useState('');
  const put = () =>
    action.run(async () => {
      await post(props.path, { reason: reason.trim() });
      toast({ text: t.holds.onType });
      props.onPlaced();
      props.onClose();
    });
  return (
    <FormDialog
      title={t.holds.putType}
      submit={t.holds.put}
      busy={action.busy}
      disabled={reason.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void put()}
    >
      <FormProblem problem={action.problem} fields={['reason']} />
      <p>{t.holds.typeHelp}</p>
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
