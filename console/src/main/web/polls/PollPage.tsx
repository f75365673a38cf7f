import { useFetched } from '../api/fetched.ts';
import type { Poll } from '../api/types.ts';
import { Lazy } from '../app/Lazy.tsx';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { PageHead, Tabs } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { useWords } from '../words/words.ts';
import { AnswersTab } from './AnswersTab.tsx';
import { inLanguage } from './localized.ts';
import { PollActions } from './PollActions.tsx';
import { PollBadge } from './PollBadge.tsx';
import { ResultsTab } from './ResultsTab.tsx';
import { SendingTab } from './SendingTab.tsx';

const rules = () => import('./RulesTab.tsx').then((module) => module.RulesTab);

export type PollTab = 'results' | 'answers' | 'rules' | 'sending';

/** One poll that has been sent: results first, then what they are made of. */
export function PollPage(props: { id: string; tab: PollTab }) {
  const { t } = useWords();
  const may = useMay();
  const at = `/polls/${props.id}`;
  const poll = useFetched<Poll>(`/api${at}`, `poll:${props.id}`);
  const tabs = [
    { href: at, label: t.poll.results },
    { href: `${at}/answers`, label: t.poll.answers },
    ...(may('polls.edit') ? [{ href: `${at}/rules`, label: t.poll.rules }] : []),
    { href: `${at}/sending`, label: t.poll.sending },
  ];
  return (
    <Loaded of={poll}>
      {(found) => (
        <>
          <PollHead poll={found} reload={poll.reload} />
          <Tabs label={t.poll.tabs} tabs={tabs} />
          {props.tab === 'results' && <ResultsTab poll={found} />}
          {props.tab === 'answers' && <AnswersTab poll={found} />}
          {props.tab === 'rules' && (
            <Lazy load={rules} with={{ poll: found, onSaved: poll.reload }} />
          )}
          {props.tab === 'sending' && <SendingTab poll={found} onChange={poll.reload} />}
        </>
      )}
    </Loaded>
  );
}

function PollHead(props: { poll: Poll; reload: () => void }) {
  const { t, lang } = useWords();
  const { definition, state, startedAt, closedAt } = props.poll;
  const question = inLanguage(definition.question, lang, definition.defaultLanguage);
  const [beforeStart = '', afterStart = ''] = t.poll.startedAt.split('{at}');
  const [beforeClose = '', afterClose = ''] = t.poll.closedAt.split('{at}');
  return (
    <PageHead
      back={{ href: '/polls', label: t.poll.allPolls }}
      title={definition.name}
      badge={<PollBadge state={state} />}
      actions={<PollActions poll={props.poll} onChange={props.reload} />}
      lead={
        <>
          {question && <p class="question">{question}</p>}
          <p class="small-text">
            {t.polls.kinds[definition.kind]}
            {startedAt && (
              <>
                {` · ${beforeStart}`}
                <When at={startedAt} exact />
                {afterStart}
              </>
            )}
            {closedAt && state === 'closed' && (
              <>
                {` · ${beforeClose}`}
                <When at={closedAt} exact />
                {afterClose}
              </>
            )}
          </p>
        </>
      }
    />
  );
}
