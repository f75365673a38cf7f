import type { GraphState, HostState, PluginState } from '../api/meter.ts';
import { Badge } from '../ui/bits.tsx';
import { useWords } from '../words/words.ts';

const TONES = {
  ok: 'good',
  warning: 'wait',
  critical: 'bad',
  unknown: 'none',
  silent: 'bad',
  waiting: 'busy',
} as const;

/** How a host or a graph is; a state that is new here is shown as the server wrote it. */
export function HostBadge(props: { state: HostState | GraphState }) {
  const { t } = useWords();
  return <Badge tone={TONES[props.state] ?? 'none'}>{t.hosts.states[props.state] ?? props.state}</Badge>;
}

/** A plugin that is not well, and what that means; nothing for one that is. */
export function PluginBadge(props: { plugin: PluginState | undefined }) {
  const { t } = useWords();
  const { plugin } = props;
  if (!plugin || plugin === 'well') return null;
  return (
    <Badge tone="wait" title={t.hosts.pluginHelp[plugin]}>
      {t.hosts.plugins[plugin] ?? plugin}
    </Badge>
  );
}
