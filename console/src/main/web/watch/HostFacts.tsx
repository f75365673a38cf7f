import type { ComponentChildren } from 'preact';
import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Completeness, Host } from '../api/meter.ts';
import { Badge, When } from '../ui/bits.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { AlertCounts } from './AlertCounts.tsx';

/** A clock further off than this shifts graphs by more than a point. */
export const CLOCK_WRONG_MS = 5000;
const SHOWN_DAYS = 7;
const DAY_MS = 86_400_000;

/** What is known of the host itself: agent, clock, backlog, alerts, and how much arrived. */
export function HostFacts({ host }: { host: Host }) {
  const { t, f } = useWords();
  const { agent } = host;
  const offset = agent?.clockOffsetMs ?? 0;
  const facts: [string, ComponentChildren][] = [
    [t.hosts.seen, <When at={host.seenAt} />],
    [t.host.agent, agent?.version ? fill(t.host.version, { version: agent.version }) : '–'],
    [
      t.host.clock,
      Math.abs(offset) > CLOCK_WRONG_MS ? (
        <Badge tone="wait">
          {fill(offset > 0 ? t.host.ahead : t.host.behind, { time: f.duration(Math.abs(offset) / 1000) })}
        </Badge>
      ) : (
        t.host.clockRight
      ),
    ],
    [
      t.host.backlog,
      (agent?.backlogSheets ?? 0) > 0 ? (
        <>
          <Badge tone="busy">{f.count(t.host.sheets, agent!.backlogSheets!)}</Badge>
          {agent!.backlogSince && (
            <span class="fact-note">
              {t.host.since} <When at={agent!.backlogSince} />
            </span>
          )}
        </>
      ) : (
        t.host.noBacklog
      ),
    ],
    [t.hosts.alerts, <AlertsLink host={host} />],
  ];
  return (
    <>
      <dl class="host-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CompletenessBar host={host} />
    </>
  );
}

function AlertsLink({ host }: { host: Host }) {
  const { t } = useWords();
  const { critical, warning, unknown } = host.alerts;
  if (critical + warning + unknown === 0) return <>{t.common.none}</>;
  return (
    <a class="plain-link" href={`/alerts?host=${encodeURIComponent(host.name)}`}>
      <AlertCounts of={host.alerts} />
    </a>
  );
}

/** The last week as a strip: what arrived is full, what is missing is a hole. */
function CompletenessBar({ host }: { host: Host }) {
  const { t, f } = useWords();
  const today = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const from = Math.max(Date.parse(host.pairedAt), today - SHOWN_DAYS * DAY_MS);
  const to = Math.ceil(Date.now() / 600_000) * 600_000;
  const found = useFetched<Completeness>(
    `/api/hosts/${host.id}/completeness${query({ from, to })}`,
  );
  const known = found.data;
  if (!known || known.expected === 0) return <div class="complete" />;
  const share = known.arrived / known.expected;
  const place = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - from) / (to - from)));
  const said = fill(t.host.completeSaid, {
    share: f.percent(Math.floor(share * 1000) / 1000),
    holes: f.count(t.host.holes, known.holes.length),
  });
  return (
    <div class="complete">
      <span class="complete-name">{t.host.complete}</span>
      <svg class="complete-strip" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={said}>
        <rect class="complete-ground" width="1000" height="10" />
        {known.holes.map((hole) => (
          <rect
            key={hole.from}
            class="complete-hole"
            x={place(hole.from) * 1000}
            width={Math.max(2, (place(hole.to) - place(hole.from)) * 1000)}
            height="10"
          >
            <title>{`${f.dateTime(hole.from)} – ${f.dateTime(hole.to)}`}</title>
          </rect>
        ))}
      </svg>
      <a href={`/hosts/${host.id}/completeness`}>{said}</a>
    </div>
  );
}
