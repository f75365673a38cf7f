import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Completeness, Host } from '../api/meter.ts';
import { useMemo } from 'preact/hooks';
import { Figure, MiniBar } from '../ui/bits.tsx';
import { PageHead } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Head, num } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

const DAY_MS = 86_400_000;
const DAYS = 31;

/** What should have come from a host, what did, and when there are holes. */
export function CompletenessPage(props: { id: string }) {
  const { t } = useWords();
  const host = useFetched<Host>(`/api/hosts/${props.id}`);
  const path = useMemo(() => {
    const to = Math.ceil(Date.now() / 60_000) * 60_000;
    return `/api/hosts/${props.id}/completeness${query({ from: to - DAYS * DAY_MS, to })}`;
  }, [props.id]);
  const found = useFetched<Completeness>(path);
  const name = host.data && (host.data.title || host.data.name);
  return (
    <>
      <PageHead
        title={t.complete.title}
        back={{ href: `/hosts/${props.id}`, label: name ?? t.hosts.host }}
        lead={t.complete.lead}
      />
      <Loaded of={found}>{(known) => <Known of={known} />}</Loaded>
    </>
  );
}

/** Rounded down: what is not whole is not called whole. */
const share = (arrived: number, expected: number) =>
  expected === 0 ? 1 : Math.floor((arrived / expected) * 1000) / 1000;

function Known({ of }: { of: Completeness }) {
  const { t, f } = useWords();
  const holes = [...of.holes].reverse();
  return (
    <>
      <dl class="figures">
        <Figure value={f.percent(share(of.arrived, of.expected))} label={t.complete.arrivedShare} />
        <Figure value={f.number(of.expected)} label={t.complete.expected} />
        <Figure value={f.number(of.arrived)} label={t.complete.arrived} />
        <Figure value={f.number(of.missing)} label={t.complete.missing} />
      </dl>
      {of.backlogUntil && (
        <p class="note">{fill(t.complete.backlog, { at: f.dateTime(of.backlogUntil) })}</p>
      )}
      <div class="complete-grid">
        <section>
          <h2>{t.complete.holes}</h2>
          {holes.length === 0 ? (
            <p class="muted">{t.complete.noHoles}</p>
          ) : (
            <table class="rows compact">
              <Head of={[t.range.from, t.range.to, num(t.complete.length)]} />
              <tbody>
                {holes.map((hole) => (
                  <tr key={hole.from}>
                    <td>{f.dateTime(hole.from)}</td>
                    <td>{f.dateTime(hole.to)}</td>
                    <td class="num">
                      {f.duration((Date.parse(hole.to) - Date.parse(hole.from)) / 1000)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <section>
          <h2>{t.complete.days}</h2>
          <table class="rows compact">
            <Head of={[t.complete.day, num(t.complete.arrivedShare)]} />
            <tbody>
              {[...of.days].reverse().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{f.date(`${day.day}T12:00:00`)}</th>
                  <td class="num">
                    <span class="rate">
                      <MiniBar share={day.share} label={f.percent(share(day.share, 1))} />
                      {f.percent(share(day.share, 1))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}
