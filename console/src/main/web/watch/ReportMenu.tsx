import { useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import type { ReportPeriod } from '../api/meter.ts';
import { useMay } from '../app/session.ts';
import { Menu } from '../ui/menu.tsx';
import { useWords } from '../words/words.ts';
import { ReportDialog } from './ReportDialog.tsx';

export const PERIODS: ReportPeriod[] = ['day', 'week', 'month'];

/** The reader's own clock. */
export const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All of a host or a dashboard on paper: now as a file, or by mail again and again. */
export function ReportMenu(props: { kind: 'hosts' | 'dashboards'; about: string; title: string }) {
  const { t, lang } = useWords();
  const may = useMay();
  const [mailing, setMailing] = useState(false);
  const { kind, about } = props;
  const address = (period: ReportPeriod) =>
    `/api/${kind}/${encodeURIComponent(about)}/report.pdf${query({ period, lang, zone: zoneHere() })}`;
  return (
    <>
      <Menu label={t.reports.menu} text={t.reports.button}>
        {PERIODS.map((period) => (
          <a key={period} href={address(period)} download>
            {t.reports.files[period]}
          </a>
        ))}
        {may('dashboards.edit') && (
          <button type="button" onClick={() => setMailing(true)}>
            {t.reports.byMail}
          </button>
        )}
      </Menu>
      {mailing && (
        <ReportDialog
          report={props}
          onClose={() => setMailing(false)}
          onSaved={() => undefined}
        />
      )}
    </>
  );
}
