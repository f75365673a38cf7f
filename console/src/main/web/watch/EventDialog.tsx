import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import type { WatchEvent } from '../api/meter.ts';
import { TextArea, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';
import { HostChoice } from './HostChoice.tsx';
import { isoOf, localOf } from './local.ts';

/** Writes down what happened: a deployment, a power cut, a campaign. */
export function EventDialog(props: {
  event?: WatchEvent;
  at?: number;
  hosts?: number[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const { event } = props;
  const [at, setAt] = useState(localOf(event ? Date.parse(event.at) : (props.at ?? Date.now())));
  const [until, setUntil] = useState(event?.until ? localOf(Date.parse(event.until)) : '');
  const [title, setTitle] = useState(event?.title ?? '');
  const [text, setText] = useState(event?.text ?? '');
  const [hosts, setHosts] = useState(event?.hosts ?? props.hosts ?? []);
  const action = useAction();
  const backwards = until !== '' && until < at;
  const save = () =>
    action.run(async () => {
      const body = { at: isoOf(at), until: isoOf(until), title: title.trim(), text: text.trim(), hosts };
      await (event ? put(`/api/events/${event.id}`, body) : post('/api/events', body));
      props.onSaved();
      props.onClose();
      toast({ text: t.common.saved });
    });
  return (
    <FormDialog
      title={event ? t.events.edit : t.events.add}
      submit={t.common.save}
      busy={action.busy}
      disabled={title.trim() === '' || at === '' || backwards}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['title', 'text', 'at', 'until']} />
      <TextField
        label={t.events.what}
        value={title}
        onInput={setTitle}
        error={wrongIn(action.problem, 'title', words)}
        maxlength={120}
        required
      />
      <div class="form-row times">
        <TextField
          label={t.events.at}
          type="datetime-local"
          value={at}
          onInput={setAt}
          error={wrongIn(action.problem, 'at', words)}
          required
        />
        <TextField
          label={t.events.until}
          type="datetime-local"
          value={until}
          onInput={setUntil}
          error={backwards ? t.range.backwards : wrongIn(action.problem, 'until', words)}
          optional
        />
      </div>
      <TextArea label={t.events.text} value={text} onInput={setText} optional />
      <HostChoice chosen={hosts} onInput={setHosts} />
    </FormDialog>
  );
}
