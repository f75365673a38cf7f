import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import type { Dossier, DossierPerson } from '../../api/vault.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, useAction, useQuickAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { useWords } from '../../words/words.ts';
import { ContactField } from '../ContactField.tsx';
import { ContactName } from './ContactName.tsx';

/** The people a dossier is about. */
export function Concerned(props: { dossier: Dossier; writes: boolean; reload: () => void }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const [adding, setAdding] = useState(false);
  const path = `/api/dossiers/${props.dossier.id}/people`;
  const drop = (person: DossierPerson) =>
    void quick(async () => {
      await remove(`${path}/${person.contactId}`);
      props.reload();
      toast({
        text: t.concerned.removed,
        undo: () =>
          void quick(async () => {
            await post(path, { contactId: person.contactId, role: person.role });
            props.reload();
          }),
      });
    });
  return (
    <section class="side-section">
      <div class="section-head">
        <h2>{t.concerned.title}</h2>
        {props.writes && (
          <div class="actions">
            <Button small icon="plus" label={t.concerned.add} onClick={() => setAdding(true)} />
          </div>
        )}
      </div>
      {props.dossier.people.length === 0 && <p class="muted">{t.concerned.none}</p>}
      <ul class="plain-list">
        {props.dossier.people.map((person) => (
          <li key={person.contactId}>
            <span class="grow">
              <ContactName id={person.contactId} name={person.name} />
              {person.role && <span class="muted"> · {person.role}</span>}
            </span>
            {props.writes && (
              <Button small kind="quiet" icon="close" label={t.common.remove} onClick={() => drop(person)} />
            )}
          </li>
        ))}
      </ul>
      {adding && <AddPerson path={path} onClose={() => setAdding(false)} onAdded={props.reload} />}
    </section>
  );
}

function AddPerson(props: { path: string; onClose: () => void; onAdded: () => void }) {
  const { t } = useWords();
  const action = useAction();
  const [contact, setContact] = useState<number>();
  const [role, setRole] = useState('');
  const save = () =>
    action.run(async () => {
      await post(props.path, { contactId: contact, role: role.trim() });
      props.onAdded();
      props.onClose();
    });
  return (
    <FormDialog
      title={t.concerned.add}
      submit={t.common.add}
      busy={action.busy}
      disabled={contact === undefined}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={[]} />
      <ContactField label={t.concerned.person} value={contact} onInput={setContact} />
      <TextField
        label={t.concerned.role}
        hint={t.concerned.roleHint}
        value={role}
        onInput={setRole}
        maxlength={100}
        optional
      />
    </FormDialog>
  );
}
