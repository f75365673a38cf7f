import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../words/words.ts';

type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'none';

/** A state in a word; its shape and word say it, the colour only helps. */
export function Badge(props: { tone: Tone; children: ComponentChildren; title?: string }) {
  return (
    <span class={`badge ${props.tone}`} title={props.title}>
      <span class="badge-mark" aria-hidden="true" />
      {props.children}
    </span>
  );
}

const TICK_MS = 30_000;

function useTick(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** When something happened, the way a reader of lists wants it; the exact time on hovering. */
export function When(props: { at: string | undefined; exact?: boolean }) {
  const { f } = useWords();
  const now = useTick();
  if (!props.at) return <span class="muted">–</span>;
  return (
    <time dateTime={props.at} title={f.full(props.at)}>
      {props.exact ? f.dateTime(props.at, now) : f.recent(props.at, now)}
    </time>
  );
}

/** One headline figure with its name below. */
export function Figure(props: {
  value: string;
  label: string;
  note?: ComponentChildren;
  href?: string;
}) {
  const body = (
    <>
      <dd>{props.value}</dd>
      <dt>{props.label}</dt>
      {props.note && <dd class="figure-note">{props.note}</dd>}
    </>
  );
  return (
    <div class="figure">
      {props.href ? <a href={props.href}>{body}</a> : body}
    </div>
  );
}

/** A share as a thin bar; the number stands beside it in the table. */
export function MiniBar(props: { share: number; label: string }) {
  const width = Math.max(0, Math.min(1, props.share)) * 100;
  return (
    <span class="minibar" role="img" aria-label={props.label} title={props.label}>
      <span style={{ width: `${width}%` }} />
    </span>
  );
}

/** A reader who listens wants the count now and then, not every second. */
const SPOKEN_MS = 30_000;

/** A number that changes while one looks, told to screen readers from time to time. */
export function Spoken({ text }: { text: string }) {
  const latest = useRef(text);
  latest.current = text;
  const [said, setSaid] = useState(text);
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), SPOKEN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}

export function Highlight(props: { text: string; of: string }) {
  const needle = props.of.trim();
  if (needle.length < 2) return <>{props.text}</>;
  const at = props.text.toLocaleLowerCase().indexOf(needle.toLocaleLowerCase());
  if (at < 0) return <>{props.text}</>;
  return (
    <>
      {props.text.slice(0, at)}
      <mark>{props.text.slice(at, at + needle.length)}</mark>
      {props.text.slice(at + needle.length)}
    </>
  );
}

/** The clipboard is missing on plain http; selecting and copying works everywhere. */
async function copy(shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(shown.textContent ?? '');
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return document.execCommand('copy');
  }
}

/** Copies a text and says so; of several lines, as they stand. */
export function CopyText(props: { text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLElement>(null);
  const lines = props.text.includes('\n');
  return (
    <span class={lines ? 'copy-text lines' : 'copy-text'}>
      <code ref={shown}>{props.text}</code>
      <button
        type="button"
        class="button plain small"
        onClick={() => void copy(shown.current!).then(setCopied)}
      >
        <span role="status">{copied ? t.common.copied : t.common.copy}</span>
      </button>
    </span>
  );
}
