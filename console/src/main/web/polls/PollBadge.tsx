import type { PollState } from '../api/types.ts';
import { Badge } from '../ui/bits.tsx';
import { useWords } from '../words/words.ts';

const TONES = { draft: 'none', running: 'good', paused: 'wait', closed: 'none' } as const;

export function PollBadge(props: { state: PollState }) {
  const { t } = useWords();
  return <Badge tone={TONES[props.state] ?? 'none'}>{t.polls.states[props.state] ?? props.state}</Badge>;
}
