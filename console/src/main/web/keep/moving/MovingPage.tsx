import { useEffect, useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Evidence, Move, MoveSources, ShareReport } from '../../api/moves.ts';
import type { Page } from '../../api/types.ts';
import { Badge, CopyText, Figure, When } from '../../ui/bits.tsx';
import { Button } from '../../ui/controls.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useEvery } from '../../ui/every.ts';
import { PageHead } from '../../ui/page.tsx';
import { Empty, Loaded, useQuickAction } from '../../ui/states.tsx';
import { Head, num, wide } from '../../ui/table.tsx';
import { toast } from '../../ui/toast.tsx';
import { known } from '../../words/server.ts';
import { useWords } from '../../words/words.ts';
import { fill } from '../../words/formats.ts';
import { MoveCharts } from './MoveCharts.tsx';
import { MappingEditor } from './MappingEditor.tsx';
import { NewMove } from './NewMove.tsx';

const STEPS = ['load', 'map', 'look', 'copy', 'freeze', 'switch', 'back'] as const;
type Step = (typeof STEPS)[number];
/** What people notice who work on either side: asked before. */
const ASKED: Step[] = ['freeze', 'switch', 'back'];
const LOOK_MS = 3000;
/** A switched move is finished, but for the way back and for what people still ask to be copied. */
const AFTER_SWITCH: Step[] = ['copy', 'back'];
const open = (step: Step, state: string) =>
  state === 'switched' ? AFTER_SWITCH.includes(step) : step !== 'back';
/** What comes next, as the move stands. */
const next = (move: Move): Step | undefined =>
  ({ new: move.dump === '' ? 'look' : 'load', loaded: 'map', mapped: 'copy', frozen: 'switch' } as Record<string, Step>)[
    move.state
  ];
/** Comparing both sides costs more than a glance. */
const EVIDENCE_MS = 8000;

/** Old systems that move in: what has been done, what is next, and what proves it. */
export function MovingPage() {
  const { t } = useWords();
  const moves = useFetched<Page<Move>>('/api/moves');
  useEvery(LOOK_MS, moves.reload);
  const sources = useFetched<MoveSources>('/api/move-sources');
  const [beginning, setBeginning] = useState(false);
  const begin = (
    <Button
      kind="main"
      icon="plus"
      onClick={() => {
        sources.reload();
        setBeginning(true);
      }}
    >
      {t.moving.begin}
    </Button>
  );
  return (
    <>
      <PageHead title={t.moving.title} lead={t.moving.lead} actions={begin} />
      {beginning && sources.data && (
        <NewMove sources={sources.data} onClose={() => setBeginning(false)} onBegun={moves.reload} />
      )}
      <Loaded of={moves}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.moving.none}>
              <p>{fill(t.moving.noneText, { folder: sources.data?.folder ?? 'incoming' })}</p>
              <CopyText text="./relais vault import --help" />
            </Empty>
          ) : (
            <>
              {items.map((move) => (
                <OneMove key={move.id} move={move} reload={moves.reload} />
              ))}
            </>
          )
        }
      </Loaded>
    </>
  );
}

function OneMove(props: { move: Move; reload: () => void }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const { move } = props;
  const [asked, setAsked] = useState<Step>();
  const [mapping, setMapping] = useState(false);
  // The tables are there and nothing is made of them yet: what is proposed is next.
  useEffect(() => setMapping(move.state === 'loaded'), [move.state]);
  const run = async (step: Step) => {
    await post(`/api/moves/${move.id}/steps`, { step });
    props.reload();
    toast({ text: t.moving.begun });
  };
  return (
    <section class="section">
      <div class="section-head">
        <h2>{move.name}</h2>
        <Badge tone={move.state === 'switched' ? 'good' : 'busy'}>{known(t.moving.states, move.state)}</Badge>
        <span class="muted">
          <When at={move.changedAt} />
        </span>
      </div>
      <p class="muted mono">{[move.dump, move.share].filter(Boolean).join(' · ')}</p>
      <ol class="move-steps">
        {STEPS.map((step) => (
          <li key={step}>
            <Button
              small
              kind={step === next(move) ? 'main' : undefined}
              disabled={!open(step, move.state)}
              onClick={() => (ASKED.includes(step) ? setAsked(step) : void quick(() => run(step)))}
            >
              {t.moving.steps[step]}
            </Button>
            <span class="muted small-text">{t.moving.stepHelps[step]}</span>
          </li>
        ))}
      </ol>
      <Files id={move.id} />
      <Tables id={move.id} state={move.state} />
      <p class="pane-foot">
        <Button icon="pen" onClick={() => setMapping(!mapping)} pressed={mapping}>
          {t.moving.mapping}
        </Button>
      </p>
      {mapping && <MappingEditor id={move.id} />}
      {asked && (
        <ConfirmDialog
          title={t.moving.steps[asked]}
          text={t.moving.stepHelps[asked]}
          submit={t.moving.steps[asked]}
          onClose={() => setAsked(undefined)}
          change={() => run(asked)}
        />
      )}
    </section>
  );
}

function Files({ id }: { id: number }) {
  const { t, f } = useWords();
  const report = useFetched<ShareReport>(`/api/moves/${id}/files`);
  useEvery(LOOK_MS, report.reload);
  return (
    <Loaded of={report} lines={2}>
      {(all) => (
        <>
          <h3>{t.moving.files}</h3>
          <dl class="figures">
            <Figure value={f.number(all.files)} label={t.moving.onShare} note={f.bytes(all.bytes)} />
            <Figure value={f.number(all.kept)} label={t.moving.kept} note={f.bytes(all.keptBytes)} />
            <Figure value={f.number(all.waiting)} label={t.moving.waiting} />
          </dl>
          <MoveCharts of={all} />
          <Names label={t.moving.missing} of={all.missing} count={all.missingCount} />
          <Names label={t.moving.orphans} of={all.orphans} count={all.orphanCount} />
          <Names label={t.moving.collisions} of={all.collisions} count={all.collisionCount} />
          <Names label={t.moving.troubles} of={all.troubles} count={all.troubleCount} />
          <Names label={t.moving.unreadable} of={all.unreadable} count={all.unreadableCount} help={t.moving.unreadableText} />
        </>
      )}
    </Loaded>
  );
}

/** What there is of a kind; of very many only the first ones are listed. */
function Names(props: { label: string; of: string[]; count: number; help?: string }) {
  const { f } = useWords();
  const { count } = props;
  if (props.of.length === 0) return null;
  return (
    <details>
      <summary>
        {props.label} ({f.number(count)})
      </summary>
      {props.help && <p class="muted">{props.help}</p>}
      <pre class="preview-text" tabIndex={0} aria-label={props.label}>
        {props.of.join('\n')}
        {count > props.of.length && '\n…'}
      </pre>
    </details>
  );
}

function Tables({ id, state }: { id: number; state: string }) {
  const { t, f } = useWords();
  const evidence = useFetched<Evidence>(`/api/moves/${id}/evidence`);
  useEffect(() => evidence.reload(), [state]);
  useEvery(EVIDENCE_MS, evidence.reload);
  return (
    <Loaded of={evidence} lines={3}>
      {(found) => (
        <>
          <div class="section-head spaced-top">
            <h3>{t.moving.tables}</h3>
            {found.tables.length > 0 && (
              <Badge tone={found.clean ? 'good' : found.same ? 'wait' : 'bad'}>
                {found.clean ? t.moving.clean : found.same ? t.moving.same : t.moving.differs}
              </Badge>
            )}
            <a href={`/api/moves/${id}/evidence.html`} download>
              {t.moving.evidence}
            </a>
          </div>
          {found.tables.length > 0 && (
            <table class="rows">
              <Head
                of={[t.moving.table, num(t.moving.read), num(t.moving.keptRows), num(t.moving.rejected), wide(t.dossiers.state)]}
              />
              <tbody>
                {found.tables.map((table) => (
                  <tr key={table.table}>
                    <th scope="row" class="mono">
                      {table.table}
                    </th>
                    <td class="num">{f.number(table.read)}</td>
                    <td class="num">{f.number(table.kept)}</td>
                    <td class="num">{f.number(table.rejected)}</td>
                    <td class="wide-only">
                      <Badge tone={table.same ? 'good' : 'bad'}>{table.same ? t.moving.same : t.moving.differs}</Badge>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </Loaded>
  );
}
