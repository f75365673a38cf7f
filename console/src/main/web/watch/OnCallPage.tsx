import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { OnCall, OnCallForm, OnCallPerson, Severity } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Button, SelectField, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction, useQuickAction } from '../ui/states.tsx';
import { wide } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { AlertsHead } from './AlertsHead.tsx';

/** Who is told, by which way, and after how long. */
export function OnCallPage() {
  const { t, f } = useWords();
  const may = useMay();
  const list = useFetched<Page<OnCall>>('/api/on-call', 'alerts');
  const quick = useQuickAction();
  const test = (one: OnCall) =>
    void quick(async () => {
      await post(`/api/on-call/${one.id}/test`);
      toast({ text: fill(t.onCall.tested, { name: one.name }) });
    });
  return (
    <Things
      of={list}
      head={(create) => <AlertsHead actions={create} />}
      lead={t.onCall.lead}
      may={may('alerts.edit')}
      create={t.onCall.create}
      empty={{ title: t.onCall.none, text: t.onCall.noneText }}
      columns={[t.onCall.name, t.onCall.people, wide(t.onCall.when)]}
      row={(one) => (
        <>
          <th scope="row">
            <strong>{one.name}</strong>
            {one.webhook && <span class="under mono">{one.webhook}</span>}
          </th>
          <td>
            {one.people.map((person, i) => (
              <span key={i} class="on-call-person">
                {person.name}
                <span class="under">{[person.address, person.mail].filter(Boolean).join(' · ')}</span>
              </span>
            ))}
          </td>
          <td class="wide-only">
            {fill(t.onCall.fromSeverity, { severity: t.alerts.severities[one.from] ?? one.from })}
            <span class="under">
              {one.after > 0 ? fill(t.onCall.afterTime, { time: f.duration(one.after) }) : t.rules.atOnce}
            </span>
          </td>
        </>
      )}
      menu={(one) => (
        <button type="button" onClick={() => test(one)}>
          {t.onCall.test}
        </button>
      )}
      dialog={(one, close) => <OnCallDialog one={one} onClose={close} onSaved={list.reload} />}
      going={{
        path: (one) => `/api/on-call/${one.id}`,
        done: t.onCall.deleted,
        ask: { name: (one) => one.name, text: t.onCall.deleteText },
      }}
    />
  );
}

const NOBODY: OnCallPerson = { name: '', address: '', mail: '' };
const SEVERITIES: Severity[] = ['warning', 'critical'];
const AFTERS = [0, 300, 900, 1800, 3600];

/** Empty fields are left out: a person may have a number, an address, or both. */
export function onCallBody(form: OnCallForm): OnCallForm {
  const trimmed = (text: string | undefined) => text?.trim() || undefined;
  return {
    ...form,
    name: form.name.trim(),
    webhook: trimmed(form.webhook),
    people: form.people
      .filter((person) => person.name.trim() !== '')
      .map((person) => ({
        name: person.name.trim(),
        address: trimmed(person.address),
        mail: trimmed(person.mail),
        language: trimmed(person.language),
      })),
  };
}

function OnCallDialog(props: { one?: OnCall; onClose: () => void; onSaved: () => void }) {
  const words = useWords();
  const { t, f } = words;
  const [form, setForm] = useState<OnCallForm>(() => {
    if (!props.one) return { name: '', people: [NOBODY], from: 'warning', after: 0 };
    const { id: _, ...known } = props.one;
    return known;
  });
  const change = (part: Partial<OnCallForm>) => setForm({ ...form, ...part });
  const person = (i: number, part: Partial<OnCallPerson>) =>
    change({ people: form.people.map((one, at) => (at === i ? { ...one, ...part } : one)) });
  const action = useAction();
  const save = () =>
    action.run(async () => {
      const body = onCallBody(form);
      await (props.one ? put(`/api/on-call/${props.one.id}`, body) : post('/api/on-call', body));
      props.onSaved();
      props.onClose();
      toast({ text: t.common.saved });
    });
  return (
    <FormDialog
      wide
      title={props.one ? t.onCall.edit : t.onCall.create}
      submit={t.common.save}
      busy={action.busy}
      disabled={form.name.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', 'webhook']} />
      <TextField
        label={t.onCall.name}
        value={form.name}
        onInput={(name) => change({ name })}
        error={wrongIn(action.problem, 'name', words)}
        maxlength={100}
        required
      />
      <fieldset class="plain-set">
        <legend>{t.onCall.people}</legend>
        {form.people.map((one, i) => (
          <div key={i} class="person-row">
            <TextField label={t.onCall.person} value={one.name} onInput={(name) => person(i, { name })} />
            <TextField
              label={t.onCall.number}
              type="tel"
              placeholder="+257…"
              value={one.address ?? ''}
              onInput={(address) => person(i, { address })}
            />
            <TextField
              label={t.onCall.mail}
              type="email"
              value={one.mail ?? ''}
              onInput={(mail) => person(i, { mail })}
            />
            <Button
              kind="quiet"
              icon="trash"
              label={`${t.common.remove} ${one.name}`}
              onClick={() => change({ people: form.people.filter((_, at) => at !== i) })}
            />
          </div>
        ))}
        <Button small icon="plus" onClick={() => change({ people: [...form.people, NOBODY] })}>
          {t.onCall.addPerson}
        </Button>
      </fieldset>
      <div class="form-row">
        <SelectField
          label={t.onCall.from}
          value={form.from}
          onInput={(from) => change({ from: from as Severity })}
          options={SEVERITIES.map((one) => ({ value: one, label: t.alerts.severities[one] }))}
        />
        <SelectField
          label={t.onCall.after}
          value={String(form.after)}
          onInput={(after) => change({ after: Number(after) })}
          options={[...new Set([...AFTERS, form.after])]
            .sort((a, b) => a - b)
            .map((n) => ({ value: String(n), label: n === 0 ? t.rules.atOnce : f.duration(n) }))}
        />
      </div>
      <TextField
        label={t.onCall.webhook}
        hint={t.onCall.webhookHint}
        type="url"
        value={form.webhook ?? ''}
        onInput={(webhook) => change({ webhook })}
        error={wrongIn(action.problem, 'webhook', words)}
        optional
      />
    </FormDialog>
  );
}
