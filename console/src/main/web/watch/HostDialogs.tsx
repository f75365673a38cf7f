import { useState } from 'preact/hooks';
import { post, put, query, remove } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Host, HostGroup } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { navigate } from '../app/router.ts';
import { Check, TextField } from '../ui/controls.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, ProblemNote, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

interface About {
  host: Pick<Host, 'id' | 'name' | 'title' | 'groups'>;
  reload: () => void;
  onClose: () => void;
}

/** What people call the host, and which groups it is in. */
export function HostDialog({ host, reload, onClose }: About) {
  const words = useWords();
  const { t } = words;
  const groups = useFetched<Page<HostGroup>>('/api/host-groups');
  const [title, setTitle] = useState(host.title);
  const [chosen, setChosen] = useState(host.groups.map((group) => group.id));
  const action = useAction();
  const save = () =>
    action.run(async () => {
      await put(`/api/hosts/${host.id}`, { title: title.trim(), groups: chosen });
      reload();
      onClose();
      toast({ text: t.common.saved });
    });
  return (
    <FormDialog
      title={fill(t.host.editTitle, { name: host.name })}
      submit={t.common.save}
      busy={action.busy}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['title']} />
      <TextField
        label={t.pairing.name}
        value={title}
        onInput={setTitle}
        error={wrongIn(action.problem, 'title', words)}
        maxlength={200}
      />
      <fieldset class="plain-set">
        <legend>{t.hosts.groups}</legend>
        {groups.data?.items.length === 0 && <p class="muted">{t.host.noGroups}</p>}
        {(groups.data?.items ?? []).map((group) => (
          <Check
            key={group.id}
            label={group.name}
            checked={chosen.includes(group.id)}
            onInput={(on) =>
              setChosen(on ? [...chosen, group.id] : chosen.filter((id) => id !== group.id))
            }
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}

/** A key that may have been stolen: the agent is refused until it is paired again. */
export function RevokeDialog({ host, reload, onClose }: About) {
  const { t } = useWords();
  return (
    <ConfirmDialog
      title={fill(t.host.revokeTitle, { name: host.name })}
      text={t.host.revokeText}
      submit={t.host.revoke}
      danger
      onClose={onClose}
      change={async () => {
        await post(`/api/hosts/${host.id}/revoke`);
        reload();
        toast({ text: t.host.revoked });
      }}
    />
  );
}

/** Gone from all lists; with its history only where that is wished. */
export function ForgetDialog({ host, onClose }: About) {
  const { t } = useWords();
  const [erase, setErase] = useState(false);
  const action = useAction();
  const forget = () =>
    action.run(async () => {
      await remove(`/api/hosts/${host.id}${query({ history: erase ? 'erase' : undefined })}`);
      onClose();
      navigate('/hosts');
      toast({ text: t.host.forgotten });
    });
  return (
    <FormDialog
      title={fill(t.host.forgetTitle, { name: host.name })}
      submit={t.host.forget}
      danger
      busy={action.busy}
      onClose={onClose}
      onSubmit={() => void forget()}
    >
      <ProblemNote problem={action.problem} />
      <p>{t.host.forgetText}</p>
      <Check label={t.host.eraseHistory} hint={t.host.eraseHint} checked={erase} onInput={setErase} />
    </FormDialog>
  );
}
