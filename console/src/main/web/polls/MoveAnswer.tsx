import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { AnswerRow, PollRow } from '../api/types.ts';
import { SelectField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { Loaded, ProblemNote, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';

/** An answer that went to the wrong one of several polls. */
export function MoveAnswer(props: {
  answer: AnswerRow;
  from: number;
  onClose: () => void;
  onMoved: () => void;
}) {
  const { t } = useWords();
  const polls = useListed<PollRow>('/api/polls');
  const [to, setTo] = useState('');
  const action = useAction();
  const others = polls.items?.filter((poll) => poll.id !== props.from && poll.state !== 'draft');
  const target = to || String(others?.[0]?.id ?? '');
  return (
    <FormDialog
      title={t.answers.moveTitle}
      submit={t.answers.moveSubmit}
      busy={action.busy}
      disabled={target === ''}
      onClose={props.onClose}
      onSubmit={() =>
        void action.run(async () => {
          await post(`/api/answers/${props.answer.id}/move`, { pollId: Number(target) });
          props.onMoved();
          props.onClose();
          toast({ text: t.answers.moved });
        })
      }
    >
      <blockquote class="sms in">{props.answer.text}</blockquote>
      <p>{t.answers.moveText}</p>
      <ProblemNote problem={action.problem} />
      <Loaded of={{ data: others, problem: polls.problem, reload: polls.reload }} lines={1}>
        {(found) =>
          found.length === 0 ? (
            <p class="muted">{t.answers.noOther}</p>
          ) : (
            <SelectField
              label={t.answers.moveTo}
              value={target}
              onInput={setTo}
              options={found.map((poll) => ({ value: String(poll.id), label: poll.name }))}
            />
          )
        }
      </Loaded>
    </FormDialog>
  );
}
