import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../api/problem.ts';
import { dock } from '../../app/dock.ts';
import { usePlace } from '../../app/router.ts';
import { useSignedIn } from '../../app/session.ts';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import { explain } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';
import { isOpen, uploads, type Upload, type UploadState } from './queue.ts';

/** More lines than these nobody reads while they change. */
const LINES_MAX = 60;
const ORDER: UploadState[] = ['failed', 'sending', 'retrying', 'finishing', 'waiting', 'lost', 'skipped', 'done'];

export function useUploads(): Upload[] {
  const [, redraw] = useState(0);
  useEffect(() => uploads.watch(() => redraw((n) => n + 1)), []);
  return uploads.all();
}

interface Sum {
  all: Upload[];
  open: number;
  ready: number;
  failed: number;
  lost: Upload[];
  share: number;
  bytesLeft: number;
  /** Why nothing gets through at the moment. */
  trouble: Problem | undefined;
}

function summed(all: Upload[]): Sum {
  const live = all.filter((one) => one.state !== 'lost');
  const bytes = live.reduce((sum, one) => sum + one.size + 1, 0);
  const moving = all.filter((one) => one.state === 'sending' || one.state === 'retrying');
  const sent = live.reduce((sum, one) => sum + (ready(one) ? one.size + 1 : one.sent), 0);
  return {
    all,
    open: all.filter(isOpen).length,
    ready: all.filter(ready).length,
    failed: all.filter((one) => one.state === 'failed').length,
    lost: all.filter((one) => one.state === 'lost'),
    share: bytes === 0 ? 1 : sent / bytes,
    bytesLeft: live.reduce((sum, one) => sum + (isOpen(one) ? one.size - one.sent : 0), 0),
    trouble: moving.every((one) => one.problem) ? moving[0]?.problem : undefined,
  };
}

const ready = (one: Upload) => one.state === 'done' || one.state === 'skipped';

/** Files under way, on every page: how far, what is wrong, and the way to stop or go on. */
function UploadDock() {
  const { t, f } = useWords();
  const { user } = useSignedIn();
  const all = useUploads();
  const [wide, setWide] = useState(false);
  useEffect(() => void uploads.begin(user.id), [user.id]);
  const sum = summed(all);
  const left = useTimeLeft(sum);
  if (all.length === 0) return null;
  const total = all.length - sum.lost.length;
  const title =
    sum.open > 0
      ? `${f.count(t.uploads.sending, total, { done: f.number(sum.ready) })}${uploads.paused ? ` · ${t.uploads.paused}` : left === undefined ? '' : ` · ${f.duration(left)}`}`
      : sum.failed > 0
        ? f.count(t.uploads.failed, sum.failed)
        : total > 0
          ? f.count(t.uploads.done, sum.ready)
          : f.count(t.uploads.unfinished, sum.lost.length);
  const trouble = sum.trouble && (lineIsDown(sum.trouble) ? t.uploads.lineDown : t.uploads.serverDown);
  return (
    <section class="upload-dock" aria-label={t.uploads.title}>
      <header>
        <span class="grow upload-title">{title}</span>
        {sum.open > 0 &&
          (uploads.paused ? (
            <Button small kind="quiet" icon="play" label={t.uploads.goOn} onClick={() => uploads.resume()} />
          ) : (
            <Button small kind="quiet" icon="pause" label={t.uploads.pause} onClick={() => uploads.pause()} />
          ))}
        {sum.open === 0 && sum.failed > 0 && (
          <Button small onClick={() => uploads.retryFailed()}>
            {t.common.retry}
          </Button>
        )}
        <Button
          small
          kind="quiet"
          icon={wide ? 'minus' : 'menu'}
          label={wide ? t.uploads.less : t.uploads.details}
          pressed={wide}
          onClick={() => setWide(!wide)}
        />
        {sum.open === 0 && total > 0 && sum.failed === 0 && (
          <Button small kind="quiet" icon="close" label={t.common.close} onClick={() => uploads.clearDone()} />
        )}
      </header>
      {total > 0 && (
        <progress class="upload-bar" max={1} value={sum.share} aria-label={t.uploads.title}>
          {f.percent(sum.share)}
        </progress>
      )}
      {trouble && (
        <div class="upload-trouble">
          <Icon name="warn" />
          <p>{trouble}</p>
          <Button small onClick={() => uploads.wake()}>
            {t.uploads.tryNow}
          </Button>
        </div>
      )}
      {sum.lost.length > 0 && <Unfinished lost={sum.lost} />}
      {wide && <Lines all={all} />}
      <p class="unseen" role="status">
        {sum.open === 0 ? title : trouble}
      </p>
    </section>
  );
}

const lineIsDown = (problem: Problem) => problem.status === 0;

/** What stayed behind when the page was closed; the files must be given again, and go on where they were. */
function Unfinished({ lost }: { lost: Upload[] }) {
  const { t, f } = useWords();
  const { path } = usePlace();
  const dossiers = [...new Set(lost.map((one) => one.dossier))]
    .map((dossier) => `/dossiers/${dossier}/documents`)
    .filter((address) => address !== path);
  return (
    <div class="upload-lost">
      <p>{f.count(t.uploads.lostText, lost.length)}</p>
      <p class="upload-actions">
        {dossiers.slice(0, 3).map((address) => (
          <a key={address} href={address}>
            {t.uploads.toDossier}
          </a>
        ))}
        <button type="button" class="linklike" onClick={() => uploads.dropAll('lost')}>
          {t.uploads.forget}
        </button>
      </p>
    </div>
  );
}

function Lines({ all }: { all: Upload[] }) {
  const words = useWords();
  const { t, f } = words;
  const lines = [...all].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)).slice(0, LINES_MAX);
  return (
    <ul class="upload-lines" tabIndex={0} aria-label={t.uploads.files}>
      {lines.map((one) => (
        <li key={one.key}>
          <span class="grow">
            <span class="upload-name" title={one.path}>
              {one.path.slice(one.path.lastIndexOf('/') + 1)}
            </span>
            <span class={one.state === 'failed' ? 'field-error' : 'under muted'}>
              {t.uploads.states[one.state === 'retrying' && !lineIsDown(one.problem!) ? 'hindered' : one.state]}
              {one.state === 'sending' && one.size > 0 && ` ${f.percent(one.sent / one.size)}`}
              {one.state === 'failed' && one.problem && ` · ${explain(one.problem, words)}`}
            </span>
          </span>
          {ready(one) ? (
            <Icon name="check" />
          ) : (
            <Button small kind="quiet" icon="close" label={t.uploads.takeOut} onClick={() => uploads.drop(one.key)} />
          )}
        </li>
      ))}
      {all.length > lines.length && (
        <li class="muted">{f.count(t.uploads.others, all.length - lines.length)}</li>
      )}
    </ul>
  );
}

const MEASURED_MS = 4000;

/** Seconds to go, from how fast it went of late. */
function useTimeLeft(sum: Sum): number | undefined {
  const last = useRef<{ at: number; left: number; speed?: number }>(undefined);
  const now = Date.now();
  if (sum.open === 0 || uploads.paused || sum.trouble) last.current = undefined;
  else if (!last.current || sum.bytesLeft > last.current.left) last.current = { at: now, left: sum.bytesLeft };
  else if (now - last.current.at > MEASURED_MS) {
    const speed = ((last.current.left - sum.bytesLeft) * 1000) / (now - last.current.at);
    const before = last.current.speed;
    last.current = { at: now, left: sum.bytesLeft, speed: before === undefined ? speed : (before + speed) / 2 };
  }
  const speed = last.current?.speed;
  return speed === undefined || speed < 1 ? undefined : sum.bytesLeft / speed;
}

dock(UploadDock);
