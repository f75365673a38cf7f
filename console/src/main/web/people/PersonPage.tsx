import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { Group, MessageRow, Page, Person } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Conversation } from '../messages/Conversation.tsx';
import { ReplyBox } from '../messages/ReplyBox.tsx';
import { Badge, When } from '../ui/bits.tsx';
import { Button } from '../ui/controls.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { MoreRows, PageHead } from '../ui/page.tsx';
import { Loaded, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { PersonDialog } from './PersonDialog.tsx';

/** One person: who they are, and everything said in both directions. */
export function PersonPage({ id }: { id: string }) {
  const person = useFetched<Person>(`/api/people/${id}`);
  return (
    <Loaded of={person}>
      {(found) => <PersonView person={found} reload={person.reload} />}
    </Loaded>
  );
}

function PersonView({ person, reload }: { person: Person; reload: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const talk = useListed<MessageRow>(`/api/people/${person.id}/messages`, 'inbox');
  const name = person.name || person.address || t.people.noName;
  return (
    <>
      <PageHead
        back={{ href: '/people', label: t.people.title }}
        title={name}
        badge={person.stoppedAt ? <Badge tone="wait">{t.people.stopped}</Badge> : undefined}
        actions={
          may('people.edit') && (
            <>
              <StopButton person={person} name={name} reload={reload} />
              <Button icon="pen" onClick={() => setEditing(true)}>
                {t.people.edit}
              </Button>
            </>
          )
        }
      />
      <div class="person">
        <About person={person} />
        <section class="person-talk">
          <h2>{t.people.conversation}</h2>
          <Loaded of={{ data: talk.items, problem: talk.problem, reload: talk.reload }} lines={4}>
            {(items) => (
              <>
                <MoreRows more={talk.more} shown={talk.more ? items.length : 0} />
                <Conversation messages={items} />
              </>
            )}
          </Loaded>
          {may('inbox.reply') && (
            <ReplyBox
              path={`/api/people/${person.id}/send`}
              label={fill(t.message.write, { person: name })}
              stopped={person.stoppedAt !== undefined}
              onSent={talk.reload}
            />
          )}
        </section>
      </div>
      {editing && (
        <PersonDialog person={person} onClose={() => setEditing(false)} onSaved={reload} />
      )}
    </>
  );
}

function About({ person }: { person: Person }) {
  const { t, f } = useWords();
  const groups = useFetched<Page<Group>>('/api/groups');
  const names = person.groups
    .map((id) => groups.data?.items.find((group) => group.id === id))
    .filter((group) => group !== undefined);
  const rows: [string, string | undefined][] = [
    [t.people.number, person.address],
    [t.people.place, person.place],
    [t.people.language, person.language && f.language(person.language)],
    ...Object.entries(person.fields ?? {}),
  ];
  return (
    <dl class="facts">
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {names.length > 0 && (
        <div>
          <dt>{t.people.groups}</dt>
          <dd>
            {names.map((group) => (
              <a key={group.id} class="fact-link" href={`/people?group=${group.id}`}>
                {group.name}
              </a>
            ))}
          </dd>
        </div>
      )}
      {person.stoppedAt && (
        <div>
          <dt>{t.people.stopped}</dt>
          <dd>
            <When at={person.stoppedAt} exact />
          </dd>
        </div>
      )}
    </dl>
  );
}

function StopButton(props: { person: Person; name: string; reload: () => void }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const [asking, setAsking] = useState(false);
  const { person, name, reload } = props;
  if (!person.stoppedAt) {
    const stop = () =>
      quick(async () => {
        await post(`/api/people/${person.id}/stop`);
        reload();
        toast({
          text: fill(t.people.stopSaid, { person: name }),
          undo: () =>
            void quick(async () => {
              await post(`/api/people/${person.id}/resume`);
              reload();
            }),
        });
      });
    return <Button onClick={() => void stop()}>{t.people.stop}</Button>;
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.people.resume}</Button>
      {asking && (
        <ResumeDialog person={person} name={name} onClose={() => setAsking(false)} onDone={reload} />
      )}
    </>
  );
}

/** Undoing a person's own STOP leads to messages they did not want: this one is asked. */
function ResumeDialog(props: {
  person: Person;
  name: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  return (
    <ConfirmDialog
      title={t.people.resumeTitle}
      text={t.people.resumeText}
      submit={t.people.resume}
      onClose={props.onClose}
      change={async () => {
        await post(`/api/people/${props.person.id}/resume`);
        props.onDone();
        toast({ text: fill(t.people.resumeSaid, { person: props.name }) });
      }}
    />
  );
}
