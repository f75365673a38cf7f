import { useState } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import type { InboxRow, Message, MessageRow, Page, Person } from '../api/types.ts';
import { Lazy } from '../app/Lazy.tsx';
import { useMay } from '../app/session.ts';
import { Conversation } from '../messages/Conversation.tsx';
import { ReplyBox } from '../messages/ReplyBox.tsx';
import { Trace } from '../messages/Trace.tsx';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { Loaded } from '../ui/states.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

const fileDialog = () => import('../keep/pages.ts').then((pages) => pages.FileDialog);

/** One message of the inbox: who, the conversation around it, the reply, how it came here. */
export function Reading(props: {
  row: InboxRow;
  onFinish: (row: InboxRow) => void;
  onBack?: () => void;
  replyRef: { current: HTMLTextAreaElement | null };
}) {
  const { t } = useWords();
  const may = useMay();
  const { row } = props;
  const [filing, setFiling] = useState(false);
  const talk = useFetched<Page<MessageRow>>(
    may('people.read') ? `/api/people/${row.contactId}/messages?limit=20` : undefined,
    'inbox',
  );
  const person = useFetched<Person>(
    may('people.read') ? `/api/people/${row.contactId}` : undefined,
  );
  const own: MessageRow = { id: row.id, direction: 'in', text: row.text, at: row.at };
  const said = talk.data?.items ?? [];
  const messages = said.some((one) => one.id === row.id) ? said : [...said, own];
  return (
    <article class="reading">
      {props.onBack && (
        <button type="button" class="linklike back" onClick={props.onBack}>
          <Icon name="back" />
          {t.inbox.back}
        </button>
      )}
      <header class="reading-head">
        <div class="grow">
          <h2>
            {may('people.read') ? <a href={`/people/${row.contactId}`}>{row.person}</a> : row.person}
          </h2>
          <p class="small-text muted">
            {[row.address !== row.person ? row.address : undefined, row.place, t.inbox.kinds[row.kind]]
              .filter(Boolean)
              .join(' · ')}
            {row.pollId !== undefined && row.pollName && (
              <>
                {' '}
                <a href={`/polls/${row.pollId}`}>{fill(t.inbox.about, { poll: row.pollName })}</a>
              </>
            )}
          </p>
        </div>
        {may('records.edit') && (
          <Button icon="folder" onClick={() => setFiling(true)}>
            {t.filed.toDossier}
          </Button>
        )}
        {may('inbox.reply') && (
          <Button icon={row.state === 'open' ? 'check' : 'undo'} onClick={() => props.onFinish(row)}>
            {row.state === 'open' ? t.inbox.done : t.inbox.reopen}
          </Button>
        )}
      </header>
      <div class="reading-talk">
        <Conversation messages={messages} current={row.id} />
      </div>
      {may('inbox.reply') && (
        <ReplyBox
          path={`/api/inbox/${row.id}/reply`}
          label={fill(t.message.replyTo, { person: row.person })}
          stopped={person.data?.stoppedAt !== undefined}
          inputRef={props.replyRef}
          onSent={talk.reload}
        />
      )}
      {filing && (
        <Lazy load={fileDialog} with={{ row, onClose: () => setFiling(false) }} />
      )}
      <details class="as-table">
        <summary>{t.inbox.trace}</summary>
        <MessageTrace id={row.id} />
      </details>
    </article>
  );
}

function MessageTrace({ id }: { id: number }) {
  const message = useFetched<Message>(`/api/messages/${id}`);
  return (
    <Loaded of={message} lines={3}>
      {(found) => <Trace message={found} />}
    </Loaded>
  );
}
