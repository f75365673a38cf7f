import { useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { HostRow } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { Button, SearchBox } from '../ui/controls.tsx';
import { useWords } from '../words/words.ts';

const OFFERED = 8;

/** Some hosts out of hundreds: found by typing, kept as a list; none means all. */
export function HostChoice(props: { chosen: number[]; onInput: (hosts: number[]) => void }) {
  const { t } = useWords();
  const [q, setQ] = useState('');
  const names = useNames(props.chosen);
  const found = useFetched<Page<HostRow>>(
    q.trim() === '' ? undefined : `/api/hosts${query({ q, limit: OFFERED })}`,
  );
  const offered = (found.data?.items ?? []).filter((host) => !props.chosen.includes(host.id));
  return (
    <fieldset class="host-choice">
      <legend>{t.hosts.title}</legend>
      {props.chosen.length === 0 && <p class="muted small-text">{t.events.allHosts}</p>}
      {props.chosen.length > 0 && (
        <ul class="chips">
          {props.chosen.map((id) => (
            <li key={id}>
              <Button
                small
                icon="close"
                onClick={() => props.onInput(props.chosen.filter((one) => one !== id))}
              >
                {names.get(id) ?? `${id}`}
                <span class="unseen"> {t.common.remove}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <SearchBox label={t.hosts.search} value={q} onSearch={setQ} />
      {q.trim() !== '' && (
        <ul class="chips">
          {offered.map((host) => (
            <li key={host.id}>
              <Button
                small
                icon="plus"
                onClick={() => {
                  names.set(host.id, host.title || host.name);
                  props.onInput([...props.chosen, host.id]);
                }}
              >
                {host.title || host.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** The names of hosts that are known by number only: the first is asked for, others as they are chosen. */
function useNames(ids: number[]): Map<number, string> {
  const [names] = useState(() => new Map<number, string>());
  const missing = ids.find((id) => !names.has(id));
  const one = useFetched<HostRow>(missing === undefined ? undefined : `/api/hosts/${missing}`);
  if (one.data) names.set(one.data.id, one.data.title || one.data.name);
  return names;
}
