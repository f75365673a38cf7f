import { Badge } from '../ui/bits.tsx';
import { useWords } from '../words/words.ts';

const TONES: Record<string, 'good' | 'busy' | 'wait' | 'bad' | 'none'> = {
  queued: 'busy',
  sent: 'busy',
  delivered: 'good',
  failed: 'bad',
  uncertain: 'wait',
};

/** Where an outgoing message stands. */
export function StatusBadge({ status }: { status: string }) {
  const { t } = useWords();
  const word = (t.message.status as Record<string, string>)[status] ?? status;
  return <Badge tone={TONES[status] ?? 'none'}>{word}</Badge>;
}
