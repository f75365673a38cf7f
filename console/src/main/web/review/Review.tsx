import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { ReviewRow } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { Button } from '../ui/controls.tsx';
import { useKeys } from '../ui/keys.ts';
import { PageHead } from '../ui/page.tsx';
import { Empty, useQuickAction } from '../ui/states.tsx';
import { Rows } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** Replies that may answer several open polls: a person says which. */
export function Review() {
  const { t } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const list = useListed<ReviewRow>('/api/review', 'review');
  const [at, setAt] = useState(0);
  const rows = list.items ?? [];
  const current = rows[Math.min(at, rows.length - 1)];
  const decide = (row: ReviewRow, pollId: number | undefined) =>
    void quick(async () => {
      await post(`/api/review/${row.id}`, pollId === undefined ? {} : { pollId });
      list.set((page) => ({ ...page, items: page.items.filter((one) => one.id !== row.id) }));
      list.reload();
      const poll = row.candidates.find((one) => one.pollId === pollId);
      toast({ text: poll ? fill(t.review.counted, { poll: poll.name }) : t.review.toInbox });
    });
  const keys: Record<string, () => void> = {
    j: () => setAt(Math.min(rows.length - 1, at + 1)),
    k: () => setAt(Math.max(0, at - 1)),
  };
  if (current && may('polls.edit')) {
    keys['0'] = () => decide(current, undefined);
    current.candidates.slice(0, 9).forEach((candidate, i) => {
      keys[String(i + 1)] = () => decide(current, candidate.pollId);
    });
  }
  useKeys(keys);
  return (
    <>
      <PageHead title={t.review.title} lead={t.review.lead} />
      <Rows of={list} empty={<Empty title={t.review.none}>{t.review.noneText}</Empty>}>
        {(found) => (
          <>
            <ul class="review-list">
              {found.map((row, i) => (
                <ReviewItem
                  key={row.id}
                  row={row}
                  current={row === current}
                  onPoint={() => setAt(i)}
                  onDecide={(pollId) => decide(row, pollId)}
                />
              ))}
            </ul>
            <p class="hint key-hint">{t.review.keys}</p>
          </>
        )}
      </Rows>
    </>
  );
}

function ReviewItem(props: {
  row: ReviewRow;
  current: boolean;
  onPoint: () => void;
  onDecide: (pollId: number | undefined) => void;
}) {
  const { t, f } = useWords();
  const may = useMay();
  const { row } = props;
  return (
    <li class={`review-item${props.current ? ' current' : ''}`} onFocusCapture={props.onPoint}>
      <div>
        <p class="sms in">{row.text}</p>
        <p class="small-text muted">
          {row.person} · <When at={row.receivedAt} />
          {may('inbox.read') && (
            <>
              {' · '}
              <a href={`/messages/${row.messageId}`}>{t.answers.trace}</a>
            </>
          )}
        </p>
      </div>
      {may('polls.edit') && (
        <div class="review-choices" role="group" aria-label={t.review.suggest}>
          {row.candidates.map((candidate) => (
            <button
              key={candidate.pollId}
              type="button"
              class="button plain review-choice"
              onClick={() => props.onDecide(candidate.pollId)}
            >
              <span>{candidate.name}</span>
              <span class="muted small-text nowrap">
                {fill(t.review.sure, { share: f.percent(candidate.confidence) })}
              </span>
            </button>
          ))}
          <Button kind="quiet" onClick={() => props.onDecide(undefined)}>
            {t.review.neither}
          </Button>
        </div>
      )}
    </li>
  );
}
