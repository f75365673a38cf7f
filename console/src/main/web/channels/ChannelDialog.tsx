import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import type { Channel, ChannelKind } from '../api/types.ts';
import { Check, Choice, SelectField, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { channelBody, channelValues, FIELDS, type ChannelField } from './fields.ts';

type Values = Record<string, string>;

/** Making a channel, or changing one. Secrets are written, never shown. */
export function ChannelDialog(props: {
  channel?: Channel;
  onClose: () => void;
  onSaved: (channel: Channel) => void;
}) {
  const words = useWords();
  const { t } = words;
  const { channel } = props;
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? 'smpp');
  const [name, setName] = useState(channel?.name ?? '');
  const [values, setValues] = useState<Values>(() => (channel ? channelValues(channel) : {}));
  const action = useAction();
  const fields = FIELDS[kind];
  const rare = fields.filter((field) => field.rare);
  const save = () =>
    action.run(async () => {
      const body = channelBody(kind, name, values);
      const saved = channel
        ? await put<Channel>(`/api/channels/${channel.id}`, body)
        : await post<Channel>('/api/channels', body);
      props.onClose();
      props.onSaved(saved);
    });
  const one = (field: ChannelField) => (
    <Field
      key={field.name}
      field={field}
      value={values[field.name] ?? field.initial}
      isNew={!channel}
      problem={action.problem}
      onInput={(value) => setValues({ ...values, [field.name]: value })}
    />
  );
  return (
    <FormDialog
      wide
      title={channel ? fill(t.channels.editTitle, { name: channel.name }) : t.channels.create}
      submit={t.common.save}
      busy={action.busy}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', ...fields.map((field) => field.name)]} />
      {!channel && (
        <div class="field">
          <span class="label">{t.channels.kind}</span>
          <Choice
            label={t.channels.kind}
            value={kind}
            onInput={(next) => setKind(next as ChannelKind)}
            options={(['smpp', 'kannel', 'simulated'] as const).map((each) => ({
              value: each,
              label: t.channels.kinds[each],
            }))}
          />
          <p class="hint">{t.channels.kindTexts[kind]}</p>
        </div>
      )}
      {!channel && (
        <TextField
          label={t.channels.fields.name}
          hint={t.channels.hints.name}
          value={name}
          onInput={setName}
          error={wrongIn(action.problem, 'name', words)}
          required
        />
      )}
      <div class="form-row">{fields.filter((field) => !field.rare).map(one)}</div>
      {rare.length > 0 && (
        <details class="as-table">
          <summary>{t.channels.hints.more}</summary>
          <div class="form-row">{rare.map(one)}</div>
        </details>
      )}
    </FormDialog>
  );
}

function Field(props: {
  field: ChannelField;
  value: string;
  isNew: boolean;
  problem: Problem | undefined;
  onInput: (value: string) => void;
}) {
  const words = useWords();
  const { t } = words;
  const { field, value, onInput } = props;
  const label = t.channels.fields[field.name];
  const error = wrongIn(props.problem, field.name, words);
  const hint = (t.channels.hints as Record<string, string>)[field.name];
  if (field.type === 'check') {
    return (
      <div class="check-field">
        <Check
          label={label}
          checked={value === 'true'}
          onInput={(on) => onInput(on ? 'true' : 'false')}
        />
      </div>
    );
  }
  if (field.choices) {
    const names = Object.entries(t.channels[field.choices]);
    return (
      <SelectField
        label={label}
        value={value}
        onInput={onInput}
        error={error}
        options={names.map(([key, name]) => ({ value: key, label: name }))}
      />
    );
  }
  const isSecret = field.type === 'secret';
  return (
    <TextField
      label={label}
      type={isSecret ? 'password' : 'text'}
      autocomplete={isSecret ? 'new-password' : 'off'}
      inputmode={field.type === 'number' ? 'decimal' : undefined}
      value={value}
      onInput={onInput}
      error={error}
      required={field.required}
      hint={isSecret && !props.isNew ? t.channels.hints.kept : hint}
      suffix={field.name.endsWith('Seconds') ? t.channels.seconds : undefined}
    />
  );
}
