import { useFetched } from '../api/fetched.ts';
import type { Message } from '../api/types.ts';
import { PageHead } from '../ui/page.tsx';
import { When } from '../ui/bits.tsx';
import { Loaded } from '../ui/states.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { Conversation } from './Conversation.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { Trace } from './Trace.tsx';

type Traced = Message & { contactId?: number; pollId?: number; pollName?: string };

/** One message and its whole way; linked from wherever the message is shown. */
export function MessagePage({ id }: { id: string }) {
  const { t } = useWords();
  const message = useFetched<Traced>(`/api/messages/${id}`);
  return (
    <Loaded of={message}>
      {(found) => (
        <div class="message-page">
          <PageHead
            back={
              found.contactId
                ? { href: `/people/${found.contactId}`, label: found.person ?? t.nav.people }
                : { href: '/inbox', label: t.nav.inbox }
            }
            title={t.message.title}
            badge={found.direction === 'out' ? <StatusBadge status={found.status} /> : undefined}
            lead={<MessageLead message={found} />}
          />
          <p class={`sms ${found.direction}`}>{found.text}</p>
          <section class="section">
            <h2>{t.inbox.trace}</h2>
            <Trace message={found} />
          </section>
          {found.replies.length > 0 && (
            <section class="section">
              <h2>{t.message.replies}</h2>
              <Conversation messages={found.replies} />
            </section>
          )}
        </div>
      )}
    </Loaded>
  );
}

function MessageLead({ message }: { message: Traced }) {
  const { t } = useWords();
  const person = message.person ?? t.common.unknown;
  return (
    <>
      {fill(message.direction === 'in' ? t.message.from : t.message.to, { person })} ·{' '}
      <When at={message.at} exact />
      {message.channel && ` · ${message.channel}`}
      {message.pollId !== undefined && message.pollName && (
        <>
          {' · '}
          <a href={`/polls/${message.pollId}`}>{message.pollName}</a>
        </>
      )}
    </>
  );
}
