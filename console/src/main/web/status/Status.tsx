import { useFetched } from '../api/fetched.ts';
import type { Status as SystemStatus } from '../api/types.ts';
import { Badge, When } from '../ui/bits.tsx';
import { useEvery } from '../ui/every.ts';
import { PageHead } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Head, num, wide } from '../ui/table.tsx';
import { fill, type Formats } from '../words/formats.ts';
import { known } from '../words/server.ts';
import { useWords } from '../words/words.ts';
import { DeadLetters } from './DeadLetters.tsx';

/** Depths change without anybody saying so; this page asks again by itself. */
const LOOK_AGAIN_MS = 5000;
/** A role that has been silent for longer is probably gone. */
const SILENT_MS = 60_000;
/** An item waiting longer than this is worth a look. */
const LATE_SECONDS = 60;
const DISK_NARROW = 0.9;

/** How the system itself is doing. */
export function Status() {
  const { t, f } = useWords();
  const status = useFetched<SystemStatus>('/api/status', 'status');
  useEvery(LOOK_AGAIN_MS, status.reload);
  return (
    <>
      <PageHead
        title={t.status.title}
        lead={
          status.data &&
          `${fill(t.status.version, { version: status.data.version })} · ${fill(t.status.up, {
            time: f.duration(status.data.uptimeSeconds),
          })}`
        }
      />
      <Loaded of={status} lines={8}>
        {(found) => (
          <div class="status-grid">
            <Topics status={found} />
            <Roles status={found} />
            <Machine status={found} />
          </div>
        )}
      </Loaded>
      <DeadLetters />
    </>
  );
}

function Topics({ status }: { status: SystemStatus }) {
  const { t, f } = useWords();
  return (
    <section class="block status-topics">
      <h2>{t.status.topics}</h2>
      {status.topics.length === 0 ? (
        <p class="muted">{t.status.noTopics}</p>
      ) : (
        <table class="rows compact">
          <Head
            of={[
              t.status.topic,
              num(t.status.depth),
              num(t.status.oldest),
              num(t.status.dead),
            ]}
          />
          <tbody>
            {status.topics.map((topic) => (
              <tr key={topic.topic}>
                <th scope="row" class="mono">
                  {topic.topic}
                </th>
                <td class="num">{f.number(topic.depth)}</td>
                <td class="num">
                  {topic.depth === 0 ? (
                    '–'
                  ) : topic.oldestSeconds > LATE_SECONDS ? (
                    <Badge tone="wait" title={t.status.late}>
                      {f.duration(topic.oldestSeconds)}
                    </Badge>
                  ) : (
                    f.duration(topic.oldestSeconds)
                  )}
                </td>
                <td class="num">
                  {topic.dead > 0 ? <Badge tone="bad">{f.number(topic.dead)}</Badge> : '0'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Roles({ status }: { status: SystemStatus }) {
  const { t } = useWords();
  return (
    <section class="block">
      <h2>{t.status.roles}</h2>
      <table class="rows compact">
        <Head of={[t.status.role, t.status.host, wide(t.status.since), t.status.seen]} />
        <tbody>
          {status.roles.map((role) => (
            <tr key={`${role.name}@${role.host}@${role.since}`}>
              <th scope="row">{known(t.server.roles, role.name)}</th>
              <td>{role.host}</td>
              <td class="wide-only">
                <When at={role.since} exact />
              </td>
              <td>
                {Date.now() - Date.parse(role.seenAt) > SILENT_MS && (
                  <>
                    <Badge tone="bad">{t.status.silent}</Badge>{' '}
                  </>
                )}
                <When at={role.seenAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Machine({ status }: { status: SystemStatus }) {
  const { t, f } = useWords();
  const { database, disk, spool, series } = status;
  const used = disk.totalBytes > 0 ? 1 - disk.freeBytes / disk.totalBytes : 0;
  return (
    <section class="block">
      <h2>{t.status.disk}</h2>
      <div
        class={`gauge${used > DISK_NARROW ? ' narrow' : ''}`}
        role="img"
        aria-label={fill(t.status.diskUsed, { share: f.percent(used) })}
      >
        <span style={{ width: `${used * 100}%` }} />
      </div>
      <p class="small-text muted">
        {fill(t.status.free, { free: f.bytes(disk.freeBytes), total: f.bytes(disk.totalBytes) })}
      </p>
      <h2 class="spaced">{t.status.database}</h2>
      <dl class="facts">
        <div>
          <dt>PostgreSQL</dt>
          <dd>{database.version}</dd>
        </div>
        <div>
          <dt>{t.status.size}</dt>
          <dd>{f.bytes(database.sizeBytes)}</dd>
        </div>
        <div>
          <dt>{t.status.connections}</dt>
          <dd>{f.number(database.connections)}</dd>
        </div>
      </dl>
      <Numbers title={t.status.spool} of={spool} names={t.status.spoolKeys} />
      <Numbers title={t.status.series} of={series} names={t.status.seriesKeys} />
    </section>
  );
}

/** Keys end in their unit. */
function measured(key: string, value: number, f: Formats): string {
  if (/bytes$/i.test(key)) return f.bytes(value);
  return /seconds$/i.test(key) ? f.duration(value) : f.number(value);
}

/** What a part of this process counts; nothing where it has none. */
function Numbers(props: {
  title: string;
  of: Record<string, unknown> | undefined;
  names: Record<string, string>;
}) {
  const { f } = useWords();
  const all = Object.entries(props.of ?? {});
  if (all.length === 0) return null;
  return (
    <>
      <h2 class="spaced">{props.title}</h2>
      <dl class="facts">
        {all.map(([key, value]) => (
          <div key={key}>
            <dt>{props.names[key] ?? key}</dt>
            <dd>
              {typeof value === 'number'
                ? measured(key, value, f)
                : typeof value === 'object'
                  ? JSON.stringify(value)
                  : String(value)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
