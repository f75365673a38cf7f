import { useFetched } from '../api/fetched.ts';
import type { HostGroup } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { Check } from '../ui/controls.tsx';
import { useWords } from '../words/words.ts';

interface Named {
  id: number;
  name: string;
}

/** Who sees a dashboard: those who see hosts of a group, and those who are in one of ours. */
export function Readers(props: {
  groups: number[];
  userGroups: number[];
  onInput: (part: { groups?: number[]; userGroups?: number[] }) => void;
}) {
  const { t } = useWords();
  const hosts = useFetched<Page<HostGroup>>('/api/host-groups');
  const users = useFetched<Page<Named>>('/api/dashboard-readers');
  const open = props.groups.length === 0 && props.userGroups.length === 0;
  return (
    <details class="readers">
      <summary>
        {t.dashboards.readers}{' '}
        <span class="muted">{open ? t.dashboards.everybody : t.dashboards.someGroups}</span>
      </summary>
      <p class="muted small-text">{t.dashboards.readersHint}</p>
      <Ticks
        legend={t.dashboards.hostGroups}
        all={hosts.data?.items ?? []}
        chosen={props.groups}
        onInput={(groups) => props.onInput({ groups })}
      />
      <Ticks
        legend={t.dashboards.userGroups}
        all={users.data?.items ?? []}
        chosen={props.userGroups}
        onInput={(userGroups) => props.onInput({ userGroups })}
      />
    </details>
  );
}

function Ticks(props: {
  legend: string;
  all: Named[];
  chosen: number[];
  onInput: (ids: number[]) => void;
}) {
  const { chosen } = props;
  if (props.all.length === 0) return null;
  return (
    <fieldset class="plain-set">
      <legend>{props.legend}</legend>
      {props.all.map((one) => (
        <Check
          key={one.id}
          label={one.name}
          checked={chosen.includes(one.id)}
          onInput={(on) => props.onInput(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
        />
      ))}
    </fieldset>
  );
}
