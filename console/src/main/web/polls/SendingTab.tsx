import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Poll, Progress } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Button } from '../ui/controls.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';

/** How far the sending is, and the way to stop it. */
export function SendingTab({ poll, onChange }: { poll: Poll; onChange: () => void }) {
  const progress = useFetched<Progress>(`/api/polls/${poll.id}/progress`, `poll:${poll.id}`);
  return (
    <Loaded of={progress} lines={4}>
      {(found) => (
        <SendingProgress
          poll={poll}
          progress={found}
          onChange={() => {
            progress.reload();
            onChange();
          }}
        />
      )}
    </Loaded>
  );
}

function SendingProgress(props: { poll: Poll; progress: Progress; onChange: () => void }) {
  const { t, f } = useWords();
  const may = useMay();
  const [stopping, setStopping] = useState(false);
  const { progress, poll } = props;
  const total = Math.max(1, progress.asked);
  const left = progress.asked - progress.remaining - progress.queued;
  const parts = [
    { key: 'delivered', people: progress.delivered, label: t.sending.delivered },
    { key: 'sent', people: progress.sent, label: t.sending.noReport },
    { key: 'uncertain', people: progress.uncertain, label: t.sending.uncertain },
    { key: 'failed', people: progress.failed, label: t.sending.failed },
  ];
  const said =
    progress.remaining === 0
      ? t.sending.done
      : poll.state === 'paused'
        ? t.sending.paused
        : t.sending.running;
  return (
    <div class="sending">
      <p class="sending-state">
        <strong>{said}</strong> {f.number(left)} / {f.number(progress.asked)}
      </p>
      <div
        class="progress"
        role="progressbar"
        aria-label={t.sending.progress}
        aria-valuemin={0}
        aria-valuemax={progress.asked}
        aria-valuenow={left}
      >
        {parts.map((part) => (
          <span
            key={part.key}
            class={`progress-${part.key}`}
            style={{ width: `${(part.people / total) * 100}%` }}
          />
        ))}
      </div>
      <ul class="sending-list">
        {[
          ...parts,
          { key: 'queued', people: progress.queued, label: t.sending.queued },
          { key: 'remaining', people: progress.remaining, label: t.sending.remaining },
        ].map((part) => (
          <li key={part.key}>
            <span class={`swatch progress-${part.key}`} aria-hidden="true" />
            <span class="num">{f.number(part.people)}</span>
            <span>{part.label}</span>
          </li>
        ))}
      </ul>
      {progress.uncertain > 0 && <p class="hint sending-hint">{t.sending.uncertainText}</p>}
      {may('polls.send') && progress.remaining > 0 && (
        <Button kind="danger" icon="stop" onClick={() => setStopping(true)}>
          {t.sending.stop}
        </Button>
      )}
      {stopping && (
        <StopDialog poll={poll} onClose={() => setStopping(false)} onStopped={props.onChange} />
      )}
    </div>
  );
}

function StopDialog(props: { poll: Poll; onClose: () => void; onStopped: () => void }) {
  const { t } = useWords();
  return (
    <ConfirmDialog
      title={t.sending.stopTitle}
      text={t.sending.stopText}
      submit={t.sending.stop}
      danger
      onClose={props.onClose}
      change={async () => {
        await post(`/api/polls/${props.poll.id}/stop-sending`);
        props.onStopped();
        toast({ text: t.sending.stopped });
      }}
    />
  );
}
