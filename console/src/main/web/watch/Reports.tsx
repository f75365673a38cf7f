import { post } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { MailedReport } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Badge, When } from '../ui/bits.tsx';
import { useQuickAction } from '../ui/states.tsx';
import { wide } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { known } from '../words/server.ts';
import { useWords } from '../words/words.ts';
import { DashboardsHead } from './DashboardsHead.tsx';
import { ReportDialog } from './ReportDialog.tsx';

const TONES = { sent: 'good', waiting: 'busy', 'given-up': 'bad' } as const;

/** What leaves by mail by itself, to whom, and how it went. */
export function Reports() {
  const { t } = useWords();
  const may = useMay();
  const list = useFetched<Page<MailedReport>>('/api/reports', 'reports');
  const quick = useQuickAction();
  const send = (one: MailedReport) =>
    void quick(async () => {
      await post(`/api/reports/${one.id}/send`);
      list.reload();
      toast({ text: t.reports.sending });
    });
  return (
    <Things
      of={list}
      head={() => <DashboardsHead />}
      lead={t.reports.lead}
      may={may('dashboards.edit')}
      empty={{ title: t.reports.none, text: t.reports.noneText }}
      columns={[t.reports.about, t.reports.when, wide(t.reports.addresses), wide(t.reports.last)]}
      row={(one) => (
        <>
          <th scope="row">
            <a class="row-link" href={`/${one.kind}/${encodeURIComponent(one.about)}`}>
              {one.title}
            </a>
            <span class="under">{one.by}</span>
          </th>
          <td>
            {t.reports.periods[one.period]}
            <span class="under">
              {t.reports.next} <When at={one.nextAt} exact />
            </span>
            <span class="under narrow-only">
              <Last of={one} />
            </span>
          </td>
          <td class="wide-only anywhere">{one.addresses.join(', ')}</td>
          <td class="wide-only">
            <Last of={one} />
          </td>
        </>
      )}
      menu={(one) => (
        <button type="button" onClick={() => send(one)}>
          {t.reports.sendNow}
        </button>
      )}
      dialog={(one, close) => <ReportDialog report={one!} onClose={close} onSaved={list.reload} />}
      going={{
        path: (one) => `/api/reports/${one.id}`,
        done: t.reports.stopped,
        ask: { name: (one) => one.title, text: t.reports.stopText },
      }}
    />
  );
}

function Last({ of }: { of: MailedReport }) {
  const { t } = useWords();
  if (!of.last) return <span class="muted">{t.reports.never}</span>;
  return (
    <>
      <Badge tone={TONES[of.last.state] ?? 'none'}>{known(t.reports.states, of.last.state)}</Badge>
      <span class="under">
        <When at={of.last.at} exact />
      </span>
      {of.last.trouble && (
        <span class="field-error">
          {(t.reports.troubles as Record<string, string>)[of.last.trouble] ??
            fill(t.reports.trouble, { why: of.last.trouble })}
        </span>
      )}
    </>
  );
}
