import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { AlertRule, HostGroup, OnCall, RuleForm, Severity } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { Button, Check, SelectField, TextArea, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, ProblemNote, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';

const EMPTY: RuleForm = {
  name: '',
  query: '',
  for: 300,
  severity: 'warning',
  keep: 0,
  message: {},
  groups: [],
  dependsOn: [],
  notify: [],
};
const WAITS = [0, 60, 300, 900, 3600, 14_400];
const SEVERITIES: Severity[] = ['critical', 'warning', 'unknown'];

/** A rule in PromQL, with a look at what it would say now before it is kept. */
export function RuleDialog(props: {
  rule?: AlertRule;
  others: AlertRule[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const { t, f } = words;
  const [form, setForm] = useState<RuleForm>(() => {
    const { id: _, problem: __, ...known } = props.rule ?? { id: 0, ...EMPTY };
    return { ...EMPTY, ...known };
  });
  const change = (part: Partial<RuleForm>) => setForm({ ...form, ...part });
  const action = useAction();
  const save = () =>
    action.run(async () => {
      const body = { ...form, name: form.name.trim(), query: form.query.trim() };
      await (props.rule ? put(`/api/alert-rules/${props.rule.id}`, body) : post('/api/alert-rules', body));
      props.onSaved();
      props.onClose();
      toast({ text: t.common.saved });
    });
  const waits = (value: number, label: string, none: string, onInput: (value: number) => void) => (
    <SelectField
      label={label}
      value={String(value)}
      onInput={(text) => onInput(Number(text))}
      options={[...new Set([...WAITS, value])]
        .sort((a, b) => a - b)
        .map((n) => ({ value: String(n), label: n === 0 ? none : f.duration(n) }))}
    />
  );
  return (
    <FormDialog
      wide
      title={props.rule ? t.rules.edit : t.rules.create}
      submit={t.common.save}
      busy={action.busy}
      disabled={form.name.trim() === '' || form.query.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', 'query']} />
      <TextField
        label={t.rules.name}
        value={form.name}
        onInput={(name) => change({ name })}
        error={wrongIn(action.problem, 'name', words)}
        maxlength={120}
        required
      />
      <TextArea
        label={t.rules.query}
        hint={t.rules.queryHint}
        error={wrongIn(action.problem, 'query', words)}
        value={form.query}
        onInput={(query) => change({ query })}
        rows={3}
        lang="zxx"
      />
      <TryOut query={form.query} />
      <div class="form-row">
        <SelectField
          label={t.alerts.severity}
          value={form.severity}
          onInput={(severity) => change({ severity: severity as Severity })}
          options={SEVERITIES.map((one) => ({ value: one, label: t.alerts.severities[one] }))}
        />
        {waits(form.for, t.rules.for, t.rules.atOnce, (value) => change({ for: value }))}
        {waits(form.keep, t.rules.keep, t.common.no, (keep) => change({ keep }))}
      </div>
      <div class="form-row">
        <TextField
          label={t.rules.messageFr}
          hint={t.rules.messageHint}
          value={form.message.fr ?? ''}
          onInput={(fr) => change({ message: { ...form.message, fr } })}
          lang="fr"
          optional
        />
        <TextField
          label={t.rules.messageEn}
          value={form.message.en ?? ''}
          onInput={(en) => change({ message: { ...form.message, en } })}
          lang="en"
          optional
        />
      </div>
      <Belongings form={form} change={change} rule={props.rule} others={props.others} />
    </FormDialog>
  );
}

/** For which hosts, after which others, to whom. */
function Belongings(props: {
  form: RuleForm;
  change: (part: Partial<RuleForm>) => void;
  rule?: AlertRule;
  others: AlertRule[];
}) {
  const { t } = useWords();
  const { form, change } = props;
  const groups = useFetched<Page<HostGroup>>('/api/host-groups');
  const onCall = useFetched<Page<OnCall>>('/api/on-call', 'alerts');
  const others = props.others.filter((rule) => rule.id !== props.rule?.id);
  return (
    <>
      <Several
        legend={t.rules.groups}
        none={t.rules.allHosts}
        offered={groups.data?.items ?? []}
        chosen={form.groups}
        onInput={(chosen) => change({ groups: chosen })}
      />
      <Several
        legend={t.rules.notify}
        none={t.rules.everybody}
        offered={onCall.data?.items ?? []}
        chosen={form.notify}
        onInput={(notify) => change({ notify })}
      />
      <Several
        legend={t.rules.dependsOn}
        none={t.rules.onNothing}
        offered={others}
        chosen={form.dependsOn}
        onInput={(dependsOn) => change({ dependsOn })}
      />
    </>
  );
}

function Several(props: {
  legend: string;
  /** What it means when nothing is chosen. */
  none: string;
  offered: { id: number; name: string }[];
  chosen: number[];
  onInput: (chosen: number[]) => void;
}) {
  const { chosen } = props;
  if (props.offered.length === 0) return null;
  return (
    <fieldset class="plain-set">
      <legend>{props.legend}</legend>
      {chosen.length === 0 && <p class="hint">{props.none}</p>}
      <div class="check-columns">
        {props.offered.map((one) => (
          <Check
            key={one.id}
            label={one.name}
            checked={chosen.includes(one.id)}
            onInput={(on) =>
              props.onInput(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

interface Tried {
  series: { labels: Record<string, string>; value: number | string }[];
}

const SHOWN = 10;

/** What the query finds at this moment: each line would be an alert. */
function TryOut({ query }: { query: string }) {
  const { t, f } = useWords();
  const action = useAction();
  const [found, setFound] = useState<Tried & { query: string }>();
  const look = () =>
    void action.run(async () => {
      setFound({ ...(await post<Tried>('/api/alert-rules/try', { query })), query });
    });
  return (
    <div class="try-out">
      <Button busy={action.busy} disabled={query.trim() === ''} onClick={look}>
        {t.rules.try}
      </Button>
      <ProblemNote problem={action.problem} />
      <div role="status">
        {found && found.query === query && !action.problem && (
          <>
            <p>{f.count(t.rules.found, found.series.length)}</p>
            <ul class="tried">
              {found.series.slice(0, SHOWN).map((one, i) => (
                <li key={i}>
                  <code>
                    {Object.entries(one.labels)
                      .map(([name, value]) => `${name}="${value}"`)
                      .join(' ')}
                  </code>
                  <strong>{f.measured(Number(one.value))}</strong>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
