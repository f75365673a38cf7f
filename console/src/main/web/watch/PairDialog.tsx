import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { HostGroup, PairingCode } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { CopyText } from '../ui/bits.tsx';
import { Button, Check, TextField } from '../ui/controls.tsx';
import { Dialog, FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** A one-time code for a machine that is to be watched: first what it is called, then the command. */
export function PairDialog(props: { onClose: () => void; onMade?: () => void }) {
  const words = useWords();
  const { t } = words;
  const groups = useFetched<Page<HostGroup>>('/api/host-groups');
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<number[]>([]);
  const [made, setMade] = useState<PairingCode>();
  const action = useAction();
  if (made) return <Command made={made} onClose={props.onClose} />;
  const create = () =>
    action.run(async () => {
      const body = { title: title.trim() || undefined, groups: chosen };
      setMade(await post<PairingCode>('/api/agents/codes', body));
      props.onMade?.();
    });
  return (
    <FormDialog
      title={t.pairing.title}
      submit={t.pairing.make}
      busy={action.busy}
      onClose={props.onClose}
      onSubmit={() => void create()}
    >
      <FormProblem problem={action.problem} fields={['title']} />
      <p>{t.pairing.text}</p>
      <TextField
        label={t.pairing.name}
        hint={t.pairing.nameHint}
        value={title}
        onInput={setTitle}
        error={wrongIn(action.problem, 'title', words)}
        maxlength={200}
        optional
      />
      {(groups.data?.items.length ?? 0) > 0 && (
        <fieldset class="plain-set">
          <legend>{t.hosts.groups}</legend>
          {groups.data!.items.map((group) => (
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
      )}
    </FormDialog>
  );
}

function Command(props: { made: PairingCode; onClose: () => void }) {
  const { t, f } = useWords();
  const { made } = props;
  return (
    <Dialog
      wide
      title={t.pairing.madeTitle}
      onClose={props.onClose}
      footer={<Button onClick={props.onClose}>{t.common.close}</Button>}
    >
      <ol class="steps">
        <li>{t.pairing.stepCopy}</li>
        <li>
          {t.pairing.stepRun}
          <CopyText text={made.command ?? ''} />
        </li>
        <li>{t.pairing.stepSee}</li>
      </ol>
      <p class="muted">{fill(t.pairing.expires, { at: f.dateTime(made.expiresAt) })}</p>
    </Dialog>
  );
}
