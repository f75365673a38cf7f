import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { query, remove } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { HostRow, PairingCode } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Badge, When } from '../ui/bits.tsx';
import { Button, SearchBox } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead, Tabs } from '../ui/page.tsx';
import { Empty, useQuickAction } from '../ui/states.tsx';
import { Head, num, Rows, unseen, wide } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { HostBadge } from './HostBadge.tsx';
import { ForgetDialog, HostDialog, RevokeDialog } from './HostDialogs.tsx';
import { CLOCK_WRONG_MS } from './HostFacts.tsx';
import { PairDialog } from './PairDialog.tsx';

export function AgentsHead(props: { actions?: ComponentChildren }) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t.agents.title} actions={props.actions} />
      <Tabs
        label={t.agents.title}
        tabs={[
          { href: '/agents', label: t.agents.paired },
          { href: '/agents/groups', label: t.agents.groups },
        ]}
      />
    </>
  );
}

/** What runs on the hosts: versions, clocks, what they still hold back, and how new ones are let in. */
export function Agents() {
  const { t } = useWords();
  const may = useMay();
  const [q, setQ] = useFilter('q');
  const [pairing, setPairing] = useState(false);
  const list = useListed<HostRow>(`/api/hosts${query({ q })}`, 'hosts');
  const codes = useFetched<Page<PairingCode>>(may('hosts.edit') ? '/api/agents/codes' : undefined, 'hosts');
  const pair = may('hosts.edit') && (
    <Button kind="main" icon="plus" onClick={() => setPairing(true)}>
      {t.hosts.pair}
    </Button>
  );
  return (
    <>
      <AgentsHead actions={pair} />
      <Codes codes={codes.data?.items ?? []} reload={codes.reload} />
      <div class="filters">
        <SearchBox label={t.hosts.search} value={q} onSearch={setQ} />
      </div>
      <Rows
        of={list}
        empty={
          q !== '' ? (
            <Empty title={t.hosts.noneFound}>{t.common.changeFilters}</Empty>
          ) : (
            <Empty title={t.hosts.none} action={pair}>
              {t.hosts.noneText}
            </Empty>
          )
        }
      >
        {(rows) => (
          <table class="rows">
            <Head
              of={[
                t.hosts.host,
                t.hosts.state,
                wide(t.host.agent),
                wide(t.host.clock),
                wide(t.host.backlog),
                wide(num(t.agents.rejected)),
                wide(t.hosts.seen),
                unseen(t.common.more),
              ]}
            />
            <tbody>
              {rows.map((row) => (
                <AgentRow key={row.id} host={row} reload={list.reload} />
              ))}
            </tbody>
          </table>
        )}
      </Rows>
      {pairing && <PairDialog onClose={() => setPairing(false)} onMade={codes.reload} />}
    </>
  );
}

/** A few are usual; two hundred stand in nobody's way. */
const CODES_FIRST = 3;

/** Codes that nobody has used yet: each lets one machine in. */
function Codes(props: { codes: PairingCode[]; reload: () => void }) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const [all, setAll] = useState(false);
  const shown = all ? props.codes : props.codes.slice(0, CODES_FIRST);
  if (props.codes.length === 0) return null;
  return (
    <section class="open-codes" aria-label={t.agents.codes}>
      <h2>{t.agents.codes}</h2>
      <ul class="tokens">
        {shown.map((code) => (
          <li key={code.id} class="token">
            <div class="grow">
              <strong>{code.title || t.agents.anyHost}</strong>
              <p class="small-text muted">
                {fill(t.agents.codeUntil, { at: f.dateTime(code.expiresAt) })}
              </p>
            </div>
            <Button
              small
              onClick={() =>
                void quick(async () => {
                  await remove(`/api/agents/codes/${code.id}`);
                  props.reload();
                  toast({ text: t.agents.codeWithdrawn });
                })
              }
            >
              {t.agents.withdraw}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length < props.codes.length && (
        <p class="spaced-top">
          <Button small onClick={() => setAll(true)}>
            {f.count(t.dashboards.showAll, props.codes.length)}
          </Button>
        </p>
      )}
    </section>
  );
}

function AgentRow(props: { host: HostRow; reload: () => void }) {
  const { t, f } = useWords();
  const may = useMay();
  const [asked, setAsked] = useState<'edit' | 'revoke' | 'forget'>();
  const { host } = props;
  const { agent } = host;
  const offset = agent?.clockOffsetMs ?? 0;
  const dialog = { ...props, onClose: () => setAsked(undefined) };
  return (
    <tr>
      <th scope="row">
        <a class="row-link" href={`/hosts/${host.id}`}>
          {host.title || host.name}
        </a>
        <span class="under mono">{agent?.address ?? '\u00a0'}</span>
      </th>
      <td>
        <HostBadge state={host.state} />
      </td>
      <td class="wide-only">{agent?.version ?? '–'}</td>
      <td class="wide-only">
        {Math.abs(offset) > CLOCK_WRONG_MS ? (
          <Badge tone="wait">
            {fill(offset > 0 ? t.host.ahead : t.host.behind, { time: f.duration(Math.abs(offset) / 1000) })}
          </Badge>
        ) : (
          <span class="muted">{agent ? t.host.clockRight : '–'}</span>
        )}
      </td>
      <td class="wide-only">
        {(agent?.backlogSheets ?? 0) > 0 ? (
          <Badge tone="busy">{f.count(t.host.sheets, agent!.backlogSheets!)}</Badge>
        ) : (
          <span class="muted">{t.host.noBacklog}</span>
        )}
      </td>
      <td class="wide-only num">{f.number(agent?.rejected ?? 0)}</td>
      <td class="wide-only nowrap">
        <When at={host.seenAt} />
      </td>
      <td class="row-actions">
        <Menu label={t.common.more}>
          <a href={`/hosts/${host.id}/completeness`}>{t.complete.title}</a>
          {may('hosts.edit') && (
            <>
              <button type="button" onClick={() => setAsked('edit')}>
                {t.host.edit}
              </button>
              <button type="button" onClick={() => setAsked('revoke')}>
                {t.host.revoke}
              </button>
              <button type="button" class="danger" onClick={() => setAsked('forget')}>
                {t.host.forget}
              </button>
            </>
          )}
        </Menu>
        {asked === 'edit' && <HostDialog {...dialog} />}
        {asked === 'revoke' && <RevokeDialog {...dialog} />}
        {asked === 'forget' && <ForgetDialog {...dialog} />}
      </td>
    </tr>
  );
}
