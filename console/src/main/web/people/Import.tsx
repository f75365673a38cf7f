import { useRef, useState } from 'preact/hooks';
import { call, post, query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { ImportRun, Page } from '../api/types.ts';
import { Badge, When } from '../ui/bits.tsx';
import { Button } from '../ui/controls.tsx';
import { useEvery } from '../ui/every.ts';
import { Empty, Loaded, ProblemNote, useAction, useQuickAction } from '../ui/states.tsx';
import { Head, num, unseen, wide } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { PeopleHead } from './PeopleHead.tsx';

/** While a file is being read, the page asks for its numbers this often. */
const LOOK_AGAIN_MS = 1000;

/** Bringing in a list of people, and what became of the earlier ones. */
export function Import() {
  const { t } = useWords();
  const runs = useFetched<Page<ImportRun>>('/api/imports', 'imports');
  const running = runs.data?.items.some((run) => run.state === 'running' || run.state === 'receiving') ?? false;
  const { reload } = runs;
  useEvery(LOOK_AGAIN_MS, reload, running);
  return (
    <>
      <PeopleHead />
      <Upload onStarted={reload} />
      <section class="section">
        <Loaded of={runs} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t.imports.none}>{t.imports.noneText}</Empty>
            ) : (
              <Runs runs={items} reload={reload} />
            )
          }
        </Loaded>
      </section>
    </>
  );
}

function Upload(props: { onStarted: () => void }) {
  const { t } = useWords();
  const action = useAction();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const upload = (file: File | undefined) => {
    if (!file) return;
    void action.run(async () => {
      await call('POST', `/api/imports${query({ name: file.name })}`, file);
      props.onStarted();
    });
  };
  return (
    <div
      class={`drop${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        upload(event.dataTransfer?.files[0]);
      }}
    >
      <p>{t.imports.lead}</p>
      <p class="hint">{fill(t.imports.columns, { columns: t.imports.columnNames })}</p>
      <ProblemNote problem={action.problem} />
      <p class="drop-row">
        <input
          ref={input}
          type="file"
          class="unseen"
          tabIndex={-1}
          aria-hidden="true"
          accept=".csv,.tsv,.txt,.xlsx"
          onChange={(event) => {
            upload(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button kind="main" icon="up" busy={action.busy} onClick={() => input.current?.click()}>
          {action.busy ? t.imports.uploading : t.imports.choose}
        </Button>
        <span class="muted">{t.imports.drop}</span>
      </p>
    </div>
  );
}

const TONES = { receiving: 'busy', running: 'busy', done: 'good', failed: 'bad' } as const;

function Runs(props: { runs: ImportRun[]; reload: () => void }) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const resume = (run: ImportRun) =>
    void quick(async () => {
      await post(`/api/imports/${run.id}/resume`);
      props.reload();
    });
  return (
    <table class="rows">
      <Head
        of={[
          t.imports.file,
          num(t.imports.rows),
          wide(num(t.imports.created)),
          wide(num(t.imports.updated)),
          num(t.imports.rejected),
          unseen(t.common.more),
        ]}
      />
      <tbody>
        {props.runs.map((run) => (
          <tr key={run.id}>
            <th scope="row" class="file-name">
              {run.name}
              <span class="under">
                <span role="status">
                  <Badge tone={TONES[run.state] ?? 'none'}>
                    {t.imports[run.state] ?? run.state}
                  </Badge>
                </span>{' '}
                · <When at={run.startedAt} />
                {' · '}
                <a href={`/api/imports/${run.id}/report.csv`} download>
                  {t.imports.report}
                </a>
              </span>
              {run.problem && <span class="field-error">{run.problem}</span>}
            </th>
            <td class="num">{f.number(run.rows)}</td>
            <td class="num wide-only">{f.number(run.created)}</td>
            <td class="num wide-only">{f.number(run.updated)}</td>
            <td class="num">
              {run.rejected > 0 ? (
                <Badge tone="wait">{f.number(run.rejected)}</Badge>
              ) : (
                f.number(0)
              )}
            </td>
            <td class="row-actions">
              {run.state === 'failed' && (
                <Button small onClick={() => resume(run)}>
                  {t.imports.resume}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
