import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import type { MoveSources } from '../../api/moves.ts';
import { SelectField, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, useAction } from '../../ui/states.tsx';
import { wrongIn } from '../../words/explain.ts';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';

/** Names an old system and what of it lies ready; its inspection begins at once. */
export function NewMove(props: { sources: MoveSources; onClose: () => void; onBegun: () => void }) {
  const words = useWords();
  const { t, f } = words;
  const { folder, items } = props.sources;
  const [name, setName] = useState('old');
  const [dump, setDump] = useState(items.find((one) => !one.share)?.name ?? '');
  const [share, setShare] = useState(items.find((one) => one.share)?.name ?? '');
  const action = useAction();
  const begin = () =>
    action.run(async () => {
      await post('/api/moves', { name: name.trim(), dump, share });
      props.onBegun();
      props.onClose();
    });
  const choice = (shares: boolean) => [
    { value: '', label: t.moving.nothing },
    ...items
      .filter((one) => one.share === shares)
      .map((one) => ({ value: one.name, label: shares ? one.name : `${one.name} (${f.bytes(one.size)})` })),
  ];
  return (
    <FormDialog
      title={t.moving.begin}
      submit={t.moving.begin}
      busy={action.busy}
      disabled={name.trim() === '' || (dump === '' && share === '')}
      onClose={props.onClose}
      onSubmit={() => void begin()}
    >
      <p>{fill(t.moving.beginText, { folder })}</p>
      <FormProblem problem={action.problem} fields={['name', 'dump', 'share']} />
      <TextField
        label={t.moving.name}
        hint={t.moving.nameHint}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        maxlength={40}
        required
      />
      <SelectField
        label={t.moving.dump}
        value={dump}
        onInput={setDump}
        options={choice(false)}
        error={wrongIn(action.problem, 'dump', words)}
      />
      <SelectField
        label={t.moving.share}
        value={share}
        onInput={setShare}
        options={choice(true)}
        error={wrongIn(action.problem, 'share', words)}
      />
    </FormDialog>
  );
}
