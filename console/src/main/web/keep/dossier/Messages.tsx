import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Page } from '../../api/types.ts';
import type { Dossier, FiledMessage } from '../../api/vault.ts';
import { useMay } from '../../app/session.ts';
import { When } from '../../ui/bits.tsx';
import { Button, SelectField, TextArea } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { FormProblem, Loaded, useAction, useQuickAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { useWords } from '../../words/words.ts';

/** What was said by SMS with the people of a dossier, as far as it was filed in it. */
export function Messages(props: { dossier: Dossier; writes: boolean }) {
  const { t } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const [answering, setAnswering] = useState(false);
  const path = `/api/dossiers/${props.dossier.id}`;
  const filed = useFetched<Page<FiledMessage>>(`${path}/messages`, `dossier:${props.dossier.id},inbox`);
  const people = props.dossier.people;
  const name = (id: number) => people.find((one) => one.contactId === id)?.name || `#${id}`;
  const file = (contactId: number) =>
    void quick(async () => {
      await post(`${path}/messages`, { contactId });
      filed.reload();
      toast({ text: t.filed.done });
    });
  if (people.length === 0 && (filed.data?.items.length ?? 0) === 0) return null;
  return (
    <section class="section">
      <div class="section-head">
        <h2>{t.filed.title}</h2>
        {props.writes && people.length > 0 && (
          <div class="actions">
            <Menu label={t.filed.file} text={t.filed.file}>
              {people.map((one) => (
                <button key={one.contactId} type="button" onClick={() => file(one.contactId)}>
                  {name(one.contactId)}
                </button>
              ))}
            </Menu>
            {may('inbox.reply') && (
              <Button icon="send" onClick={() => setAnswering(true)}>
                {t.filed.write}
              </Button>
            )}
          </div>
        )}
      </div>
      <Loaded of={filed} lines={2}>
        {({ items }) => (
          <ol class="filed">
            {items.map((message) => (
              <li key={message.id} class={`said ${message.direction}`}>
                <p class={`sms ${message.direction}`}>{message.text}</p>
                <p class="said-foot">
                  {message.direction === 'in' && <span>{name(message.contactId)}</span>}
                  <a href={`/messages/${message.id}`}>
                    <When at={message.at} exact />
                  </a>
                </p>
              </li>
            ))}
            {items.length === 0 && <li class="muted">{t.filed.none}</li>}
          </ol>
        )}
      </Loaded>
      {answering && (
        <AnswerDialog
          path={path}
          people={people.map((one) => ({ value: String(one.contactId), label: name(one.contactId) }))}
          onClose={() => setAnswering(false)}
          onSent={filed.reload}
        />
      )}
    </section>
  );
}

function AnswerDialog(props: {
  path: string;
  people: { value: string; label: string }[];
  onClose: () => void;
  onSent: () => void;
}) {
  const { t } = useWords();
  const action = useAction();
  const [contact, setContact] = useState(props.people[0]!.value);
  const [text, setText] = useState('');
  const send = () =>
    action.run(async () => {
      await post(`${props.path}/answer`, { text: text.trim(), contactId: Number(contact) });
      props.onSent();
      props.onClose();
      toast({ text: t.filed.sent });
    });
  return (
    <FormDialog
      title={t.filed.write}
      submit={t.filed.send}
      busy={action.busy}
      disabled={text.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void send()}
    >
      <FormProblem problem={action.problem} fields={[]} />
      {props.people.length > 1 && (
        <SelectField label={t.concerned.person} value={contact} onInput={setContact} options={props.people} />
      )}
      <TextArea label={t.filed.text} value={text} onInput={setText} rows={4} />
    </FormDialog>
  );
}
