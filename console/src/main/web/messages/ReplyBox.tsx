import { useRef, useState } from 'preact/hooks';
import { newKey, postOnce } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Channel, Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { TextCost } from '../polls/TextCost.tsx';
import { Button, SelectField, TextArea } from '../ui/controls.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';

/** Writing to one person, with the price of what is written. */
export function ReplyBox(props: {
  /** Where it is posted: an inbox message's reply, or a person's send. */
  path: string;
  label: string;
  stopped?: boolean;
  inputRef?: { current: HTMLTextAreaElement | null };
  onSent: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const [text, setText] = useState('');
  const [channel, setChannel] = useState('');
  const action = useAction();
  const attempt = useRef<{ said: string; key: string } | undefined>(undefined);
  // Somebody never spoken with: the server cannot know by which channel.
  const askChannel = action.problem?.code === 'channel-needed' || channel !== '';
  const may = useMay();
  const channels = useFetched<Page<Channel>>(
    askChannel && may('channels.read') ? '/api/channels' : undefined,
  );
  const names = (channels.data?.items ?? []).map((one) => one.name);
  const send = () =>
    action.run(async () => {
      const by = channel || (askChannel ? names[0] : undefined);
      const body = by ? { text: text.trim(), channel: by } : { text: text.trim() };
      // The same words tried again after a cut line go out once; changed words are another message.
      const said = JSON.stringify(body);
      if (attempt.current?.said !== said) attempt.current = { said, key: newKey() };
      await postOnce(props.path, body, attempt.current.key);
      attempt.current = undefined;
      setText('');
      toast({ text: t.message.sent });
      props.onSent();
    });
  if (props.stopped) return <p class="note">{t.message.stoppedText}</p>;
  return (
    <form
      class="reply-box"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void send();
      }}
    >
      <FormProblem problem={action.problem} fields={['text']} />
      <TextArea
        label={props.label}
        rows={2}
        value={text}
        onInput={setText}
        inputRef={props.inputRef}
        error={wrongIn(action.problem, 'text', words)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') {
            event.preventDefault();
            void send();
          }
          if (event.key === 'Escape') (event.target as HTMLElement).blur();
        }}
      />
      {askChannel && names.length > 0 && (
        <SelectField
          label={t.message.channel}
          value={channel || names[0]!}
          onInput={setChannel}
          options={names.map((name) => ({ value: name, label: name }))}
        />
      )}
      <div class="reply-foot">
        <span class="hint grow">
          <TextCost text={text} channel={channel || undefined} otherwise={t.message.keysHint} />
        </span>
        <Button kind="main" type="submit" icon="send" busy={action.busy} disabled={text.trim() === ''}>
          {t.message.send}
        </Button>
      </div>
    </form>
  );
}
