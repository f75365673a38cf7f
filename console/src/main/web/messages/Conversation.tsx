import { useEffect, useRef } from 'preact/hooks';
import type { MessageRow } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { useWords } from '../words/words.ts';
import { StatusBadge } from './StatusBadge.tsx';

/** What was said, the oldest on top, as on a telephone. */
export function Conversation(props: { messages: MessageRow[]; current?: number }) {
  const { t, f } = useWords();
  const may = useMay();
  const end = useRef<HTMLDivElement>(null);
  const messages = [...props.messages].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id,
  );
  const last = messages[messages.length - 1]?.id;
  useEffect(() => {
    const box = end.current?.closest('.reading-talk');
    if (box) box.scrollTop = box.scrollHeight;
  }, [last, messages.length]);
  if (messages.length === 0) return <p class="muted">{t.message.nothingSaid}</p>;
  let day = '';
  return (
    <div class="conversation">
      {messages.map((one) => {
        const thisDay = f.date(one.at);
        const newDay = thisDay !== day;
        day = thisDay;
        return (
          <div key={one.id} class={`said ${one.direction}`}>
            {newDay && <p class="said-day">{thisDay}</p>}
            <p class={`sms ${one.direction}${one.id === props.current ? ' current' : ''}`}>
              {one.text}
            </p>
            <p class="said-foot">
              <a href={may('inbox.read') ? `/messages/${one.id}` : undefined}>
                <time dateTime={one.at} title={f.full(one.at)}>
                  {f.time(one.at)}
                </time>
              </a>
              {one.pollName && one.pollId !== undefined && (
                <a href={`/polls/${one.pollId}`}>{one.pollName}</a>
              )}
              {one.direction === 'out' && one.status && <StatusBadge status={one.status} />}
            </p>
          </div>
        );
      })}
      <div ref={end} />
    </div>
  );
}
