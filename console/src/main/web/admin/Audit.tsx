import { useState } from 'preact/hooks';
import { get, query } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { AuditCheck, AuditRow } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { When } from '../ui/bits.tsx';
import { Button, SearchBox } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, ProblemNote, useAction } from '../ui/states.tsx';
import { Head, Rows, wide } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { known } from '../words/server.ts';
import { useWords } from '../words/words.ts';

/** Who changed what, and whether the log itself is whole. */
export function Audit() {
  const { t } = useWords();
  const [q, setQ] = useFilter('q');
  const list = useListed<AuditRow>(`/api/audit${query({ q })}`);
  return (
    <>
      <PageHead title={t.audit.title} lead={t.audit.lead} />
      <Verify />
      <div class="filters">
        <SearchBox label={t.audit.search} value={q} onSearch={setQ} />
      </div>
      <Rows of={list} empty={<Empty title={q ? t.audit.noneFound : t.audit.none} />}>
        {(rows) => (
          <table class="rows">
            <Head
              of={[
                t.audit.at,
                t.audit.who,
                t.audit.action,
                wide(t.audit.subject),
                wide(t.audit.details),
              ]}
            />
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td class="nowrap">
                    <When at={row.at} exact />
                  </td>
                  <td>{row.who}</td>
                  <td>
                    {known(t.server.actions, row.action)}
                    <span class="under mono wide-only">{row.action}</span>
                    <span class="under narrow-only">
                      <Subject subject={row.subject} />
                    </span>
                  </td>
                  <td class="wide-only">
                    <Subject subject={row.subject} />
                  </td>
                  <td class="wide-only audit-details">{detailsText(row.details)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Rows>
    </>
  );
}

const PAGES: Record<string, string> = { poll: '/polls/', contact: '/people/', message: '/messages/' };

/** "poll:12": a link to it where it has a page. */
function Subject({ subject }: { subject: string }) {
  const [kind = '', id = ''] = subject.split(':');
  const page = PAGES[kind];
  return page !== undefined && /^\d+$/.test(id) ? <a href={page + id}>{subject}</a> : <>{subject}</>;
}

/** {"name":"x","version":3} → "name: x · version: 3". */
function detailsText(details: unknown): string {
  if (details === null || details === undefined) return '';
  if (typeof details !== 'object') return String(details);
  return Object.entries(details)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' · ');
}

function Verify() {
  const { t, f } = useWords();
  const [check, setCheck] = useState<AuditCheck>();
  const action = useAction();
  const verify = () =>
    action.run(async () => setCheck(await get<AuditCheck>('/api/audit/verify')));
  return (
    <div class="verify" role="status">
      <Button icon="check" busy={action.busy} onClick={() => void verify()}>
        {action.busy ? t.audit.verifying : t.audit.verify}
      </Button>
      <ProblemNote problem={action.problem} />
      {check && (
        <p class={check.intact ? 'verified' : 'verified bad'}>
          <Icon name={check.intact ? 'check' : 'warn'} />
          {check.intact
            ? fill(t.audit.intact, { n: f.number(check.count ?? 0) })
            : fill(t.audit.broken, { n: f.number(check.brokenAt ?? 0) })}
          {check.why && ` ${check.why}`}
        </p>
      )}
    </div>
  );
}
