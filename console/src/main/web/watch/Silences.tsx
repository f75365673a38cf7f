import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Silence } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Badge, When } from '../ui/bits.tsx';
import { SelectField, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { wide } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';
import { AlertsHead } from './AlertsHead.tsx';
import { isoOf, localOf } from './local.ts';

const REPEATS = ['once', 'daily', 'weekly', 'monthly'] as const;
const HOUR_MS = 3_600_000;

/** When nobody is called: one evening's work, or each week's. */
export function Silences() {
  const { t } = useWords();
  const may = useMay();
  const list = useFetched<Page<Silence>>('/api/silences', 'alerts');
  return (
    <Things
      of={list}
      head={(create) => <AlertsHead actions={create} />}
      lead={t.silences.lead}
      may={may('alerts.edit')}
      create={t.silences.create}
      empty={{ title: t.silences.none, text: t.silences.noneText }}
      columns={[t.silences.what, t.silences.when, wide(t.silences.why)]}
      row={(silence) => (
        <>
          <th scope="row">
            {t.hosts.title} <code>{silence.hosts || '*'}</code> · {t.alerts.title}{' '}
            <code>{silence.title || '*'}</code>
          </th>
          <td>
            <When at={silence.from} exact /> – <When at={silence.until} exact />
            <span class="under">
              <Standing silence={silence} />
            </span>
          </td>
          <td class="wide-only">
            {silence.why}
            {silence.by && <span class="under">{silence.by}</span>}
          </td>
        </>
      )}
      dialog={(_, close) => <SilenceDialog onClose={close} onSaved={list.reload} />}
      going={{
        word: t.silences.end,
        path: (silence) => `/api/silences/${silence.id}`,
        done: t.silences.ended,
        back: { to: '/api/silences', body: ({ id: _, by: __, ...same }) => same },
      }}
    />
  );
}

function Standing({ silence }: { silence: Silence }) {
  const { t } = useWords();
  if (silence.repeat && silence.repeat !== 'once') return <>{t.silences.repeats[silence.repeat]}</>;
  const now = Date.now();
  if (Date.parse(silence.from) > now) return <>{t.silences.later}</>;
  if (Date.parse(silence.until) < now) return <>{t.silences.over}</>;
  return <Badge tone="busy">{t.silences.active}</Badge>;
}

function SilenceDialog(props: { onClose: () => void; onSaved: () => void }) {
  const words = useWords();
  const { t } = words;
  const [hosts, setHosts] = useState('*');
  const [title, setTitle] = useState('*');
  const [from, setFrom] = useState(localOf(Date.now()));
  const [until, setUntil] = useState(localOf(Date.now() + 2 * HOUR_MS));
  const [repeat, setRepeat] = useState<(typeof REPEATS)[number]>('once');
  const [why, setWhy] = useState('');
  const action = useAction();
  const fits = until > from;
  const save = () =>
    action.run(async () => {
      await post('/api/silences', {
        hosts: hosts.trim() || '*',
        title: title.trim() || '*',
        from: isoOf(from),
        until: isoOf(until),
        repeat,
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        why: why.trim(),
      });
      props.onSaved();
      props.onClose();
      toast({ text: t.silences.made });
    });
  return (
    <FormDialog
      title={t.silences.create}
      submit={t.silences.create}
      busy={action.busy}
      disabled={!fits || why.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['hosts', 'title', 'from', 'until', 'why']} />
      <TextField
        label={t.silences.why}
        value={why}
        onInput={setWhy}
        error={wrongIn(action.problem, 'why', words)}
        maxlength={200}
        required
      />
      <div class="form-row">
        <TextField
          label={t.silences.hosts}
          hint={t.silences.pattern}
          value={hosts}
          onInput={setHosts}
          error={wrongIn(action.problem, 'hosts', words)}
        />
        <TextField
          label={t.silences.titles}
          value={title}
          onInput={setTitle}
          error={wrongIn(action.problem, 'title', words)}
        />
      </div>
      <div class="form-row times">
        <TextField
          label={t.range.from}
          type="datetime-local"
          value={from}
          onInput={setFrom}
          error={wrongIn(action.problem, 'from', words)}
          required
        />
        <TextField
          label={t.range.to}
          type="datetime-local"
          value={until}
          onInput={setUntil}
          error={fits ? wrongIn(action.problem, 'until', words) : t.range.backwards}
          required
        />
      </div>
      <SelectField
        label={t.silences.repeat}
        value={repeat}
        onInput={(value) => setRepeat(value as (typeof REPEATS)[number])}
        options={REPEATS.map((one) => ({ value: one, label: t.silences.repeats[one] }))}
      />
    </FormDialog>
  );
}
