import type { HostRow } from '../api/meter.ts';
import { Badge } from '../ui/bits.tsx';
import { useWords } from '../words/words.ts';

const TONES = { critical: 'bad', warning: 'wait', unknown: 'none' } as const;

/** How many alerts of each weight fire; nothing where none does. */
export function AlertCounts(props: { of: HostRow['alerts'] | undefined }) {
  const { t, f } = useWords();
  const shown = (['critical', 'warning', 'unknown'] as const).filter((one) => (props.of?.[one] ?? 0) > 0);
  return (
    <span class="alert-counts">
      {shown.map((one) => (
        <Badge key={one} tone={TONES[one]} title={f.count(t.hosts.alertCounts[one], props.of![one])}>
          {f.number(props.of![one])}
          <span class="unseen"> {t.hosts.states[one]}</span>
        </Badge>
      ))}
    </span>
  );
}
