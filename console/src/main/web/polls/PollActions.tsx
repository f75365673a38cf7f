import { post } from '../api/client.ts';
import type { Poll } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Button, ButtonLink } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';

/** What can be done with a poll in its present state; each has its way back. */
export function PollActions(props: { poll: Poll; onChange: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const { id, state } = props.poll;
  const doIt = (verb: string, said: string, back?: string) =>
    quick(async () => {
      await post(`/api/polls/${id}/${verb}`);
      props.onChange();
      toast({ text: said, undo: back ? () => void doIt(back, saidOf(back)) : undefined });
    });
  const saidOf = (verb: string) =>
    ({ pause: t.poll.paused, resume: t.poll.resumed, close: t.poll.closed })[verb] ?? t.poll.reopened;
  return (
    <>
      {may('polls.send') && state === 'running' && props.poll.sending !== false && (
        <Button icon="pause" onClick={() => doIt('pause', t.poll.paused, 'resume')}>
          {t.poll.pause}
        </Button>
      )}
      {may('polls.send') && state === 'paused' && (
        <Button icon="play" onClick={() => doIt('resume', t.poll.resumed, 'pause')}>
          {t.poll.resume}
        </Button>
      )}
      {may('polls.send') && (state === 'running' || state === 'paused') && (
        <Button onClick={() => doIt('close', t.poll.closed, 'reopen')}>{t.poll.close}</Button>
      )}
      {may('polls.send') && state === 'closed' && (
        <Button onClick={() => doIt('reopen', t.poll.reopened, 'close')}>{t.poll.reopen}</Button>
      )}
      {state === 'draft' && may('polls.edit') && (
        <ButtonLink href={`/polls/${id}/edit`} icon="pen">
          {t.poll.edit}
        </ButtonLink>
      )}
      <Menu label={t.common.more}>
        <a href={`/api/polls/${id}/answers.csv`} download>
          {t.poll.exportCsv}
        </a>
        {may('polls.edit') && <a href={`/polls/new?copy=${id}`}>{t.poll.copyAsNew}</a>}
      </Menu>
    </>
  );
}
