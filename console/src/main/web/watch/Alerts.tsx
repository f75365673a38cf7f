import { useState } from 'preact/hooks';
import { post, query } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { Alert, AlertState, AlertWhole, Severity } from '../api/meter.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Badge, When } from '../ui/bits.tsx';
import { Button, Choice, SearchBox, TextArea } from '../ui/controls.tsx';
import { Dialog, FormDialog } from '../ui/dialog.tsx';
import { Empty, Loaded, ProblemNote, useAction, useQuickAction } from '../ui/states.tsx';
import { Head, Rows, unseen, wide } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
import { known } from '../words/server.ts';
import { useWords } from '../words/words.ts';
import { AlertsHead } from './AlertsHead.tsx';

const TONES = { critical: 'bad', warning: 'wait', unknown: 'none', missing: 'none' } as const;
const WEIGHT: Record<Severity, number> = { critical: 0, warning: 1, missing: 2, unknown: 3 };
const URGENCY: Record<AlertState, number> = { firing: 0, acknowledged: 1, pending: 2, resolved: 3 };

export function SeverityBadge(props: { severity: Severity; resolved?: boolean }) {
  const { t } = useWords();
  const tone = props.resolved ? 'good' : (TONES[props.severity] ?? 'none');
  return <Badge tone={tone}>{known(t.alerts.severities, props.severity)}</Badge>;
}

/** Firing first, the worst first, the newest first: in which order somebody on duty looks. */
export const byUrgency = (a: Alert, b: Alert): number =>
  URGENCY[a.state] - URGENCY[b.state] ||
  WEIGHT[a.severity] - WEIGHT[b.severity] ||
  Date.parse(b.since) - Date.parse(a.since);

const OPEN = '';

/** What is wrong now, and who looks after it. */
export function Alerts() {
  const { t } = useWords();
  const [state, setState] = useFilter('state', OPEN);
  const [host, setHost] = useFilter('host');
  const [q, setQ] = useFilter('q');
  const list = useListed<Alert>(`/api/alerts${query({ state, host })}`, 'alerts');
  const needle = q.trim().toLocaleLowerCase();
  const items = list.items
    ?.filter((one) => `${one.title} ${one.host}`.toLocaleLowerCase().includes(needle))
    .sort(byUrgency);
  return (
    <>
      <AlertsHead />
      <div class="filters">
        <Choice
          label={t.alerts.stateFilter}
          value={state}
          onInput={setState}
          options={[
            { value: OPEN, label: t.alerts.open },
            { value: 'firing', label: t.alerts.filters.firing },
            { value: 'acknowledged', label: t.alerts.filters.acknowledged },
            { value: 'pending', label: t.alerts.filters.pending },
            { value: 'resolved', label: t.alerts.filters.resolved },
          ]}
        />
        <SearchBox label={t.alerts.search} value={q} onSearch={setQ} />
        {host !== '' && (
          <Button icon="close" onClick={() => setHost('')}>
            {host}
          </Button>
        )}
      </div>
      <Rows
        of={{ ...list, items }}
        empty={
          state === OPEN && host === '' && needle === '' ? (
            <Empty title={t.alerts.none}>{t.alerts.noneText}</Empty>
          ) : (
            <Empty title={t.alerts.noneFound}>{t.common.changeFilters}</Empty>
          )
        }
      >
        {(rows) => <AlertTable rows={rows} reload={list.reload} />}
      </Rows>
    </>
  );
}

/** A list of alerts, wherever it stands: the page's own, a graph's, a panel's. */
export function AlertTable(props: { rows: Alert[]; reload: () => void; short?: boolean }) {
  const { t } = useWords();
  const [taking, setTaking] = useState<Alert>();
  const [shown, setShown] = useState<Alert>();
  return (
    <>
      <table class="rows alerts">
        <Head
          of={[
            wide(t.alerts.severity),
            t.alerts.what,
            wide(t.alerts.value),
            wide(t.alerts.since),
            wide(t.alerts.state),
            unseen(t.common.more),
          ]}
        />
        <tbody>
          {props.rows.map((alert) => (
            <AlertLine
              key={alert.id}
              alert={alert}
              reload={props.reload}
              onTake={() => setTaking(alert)}
              onShow={() => setShown(alert)}
            />
          ))}
        </tbody>
      </table>
      {taking && (
        <TakeDialog alert={taking} onClose={() => setTaking(undefined)} onDone={props.reload} />
      )}
      {shown && <HistoryDialog alert={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function AlertLine(props: {
  alert: Alert;
  reload: () => void;
  onTake: () => void;
  onShow: () => void;
}) {
  const { t, f } = useWords();
  const may = useMay();
  const { alert } = props;
  const resolved = alert.state === 'resolved';
  return (
    <tr>
      <td class="wide-only">
        <SeverityBadge severity={alert.severity} resolved={resolved} />
      </td>
      <th scope="row">
        <button type="button" class="row-link linklike" onClick={props.onShow}>
          {alert.title}
        </button>
        <span class="under">
          {alert.hostId ? <a href={`/hosts/${alert.hostId}`}>{alert.host}</a> : alert.host}
          {alert.graph && (
            <>
              {' · '}
              <a href={`/graphs/${alert.graph.id}`}>
                {alert.graph.title === alert.title ? t.alerts.graph : alert.graph.title}
              </a>
            </>
          )}
        </span>
        {alert.note && <span class="under">“{alert.note}”</span>}
        <span class="under narrow-only">
          <SeverityBadge severity={alert.severity} resolved={resolved} />{' '}
          {known(t.alerts.states, alert.state)} · <When at={alert.since} />
        </span>
      </th>
      <td class="wide-only nowrap">
        {alert.value !== undefined && alert.value !== null ? f.measured(alert.value) : '–'}
        {alert.threshold !== undefined && alert.threshold !== null && (
          <span class="under">
            {t.alerts.threshold}{' '}
            {typeof alert.threshold === 'number' ? f.measured(alert.threshold) : alert.threshold}
          </span>
        )}
      </td>
      <td class="wide-only nowrap">
        <When at={alert.since} />
      </td>
      <td class="wide-only">
        {known(t.alerts.states, alert.state)}
        {alert.flapping && <span class="under">{t.alerts.flapping}</span>}
        {alert.acknowledgedBy && <span class="under">{alert.acknowledgedBy}</span>}
        {alert.held && <span class="under">{known(t.alerts.held, alert.held)}</span>}
      </td>
      <td class="row-actions">
        {may('alerts.acknowledge') && alert.state === 'firing' && (
          <Button small onClick={props.onTake}>
            {t.alerts.take}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Says who looks after it, so that nobody else is called. */
function TakeDialog(props: { alert: Alert; onClose: () => void; onDone: () => void }) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const action = useAction();
  const quick = useQuickAction();
  const path = `/api/alerts/${props.alert.id}/acknowledge`;
  const take = () =>
    action.run(async () => {
      await post(path, { note: note.trim() || undefined });
      props.onDone();
      props.onClose();
      toast({
        text: t.alerts.taken,
        undo: () =>
          void quick(async () => {
            await post(`/api/alerts/${props.alert.id}/unacknowledge`);
            props.onDone();
          }),
      });
    });
  return (
    <FormDialog
      title={t.alerts.takeTitle}
      submit={t.alerts.take}
      busy={action.busy}
      onClose={props.onClose}
      onSubmit={() => void take()}
    >
      <ProblemNote problem={action.problem} />
      <p>
        <strong>{props.alert.title}</strong>
        {props.alert.host && <span class="muted"> · {props.alert.host}</span>}
      </p>
      <TextArea
        label={t.alerts.note}
        hint={t.alerts.noteHint}
        value={note}
        onInput={setNote}
        rows={2}
        optional
      />
    </FormDialog>
  );
}

/** Why it came, what became of it, and who was told. */
function HistoryDialog(props: { alert: Alert; onClose: () => void }) {
  const { t, f } = useWords();
  const found = useFetched<AlertWhole>(`/api/alerts/${props.alert.id}`, 'alerts');
  return (
    <Dialog
      wide
      title={props.alert.title}
      onClose={props.onClose}
      footer={<Button onClick={props.onClose}>{t.common.close}</Button>}
    >
      <Loaded of={found} lines={4}>
        {({ history }) => (
          <ol class="history">
            {history.map((step, i) => (
              <li key={i}>
                <span class="muted nowrap">{f.dateTime(step.at)}</span>
                <span>
                  {known(t.alerts.steps, step.what)}
                  {step.severity && ` · ${known(t.alerts.severities, step.severity)}`}
                  {step.by && ` · ${step.by}`}
                  {step.detail && (
                    <span class="under">{known(t.alerts.held, step.detail)}</span>
                  )}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  );
}
