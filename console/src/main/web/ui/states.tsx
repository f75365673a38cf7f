import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Fetched } from '../api/fetched.ts';
import { problemOf, type Problem, type WrongField } from '../api/problem.ts';
import { explain, fieldOf } from '../words/explain.ts';
import { useWords } from '../words/words.ts';
import { Button } from './controls.tsx';
import { Icon } from './icons.tsx';
import { toast } from './toast.tsx';

/** Grey lines where text will be: the page keeps its shape while it loads. */
export function Skeleton(props: { lines?: number }) {
  const { t } = useWords();
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{t.common.loading}</span>
      {Array.from({ length: props.lines ?? 6 }, (_, i) => (
        <div key={i} class={`bone b${i % 4}`} />
      ))}
    </div>
  );
}

/** Nothing here yet: says what to do next. */
export function Empty(props: {
  title: string;
  /** The page has no other title. */
  heading?: boolean;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      {props.heading ? (
        <h1 class="empty-title" tabIndex={-1}>
          {props.title}
        </h1>
      ) : (
        <p class="empty-title">{props.title}</p>
      )}
      {props.children && <div class="empty-text">{props.children}</div>}
      {props.action && <div class="empty-action">{props.action}</div>}
    </div>
  );
}

export function ProblemNote(props: {
  problem: Problem | undefined;
  retry?: () => void;
  /** What a wrong part is called; with it every wrong part is listed. */
  nameOf?: (field: string) => string;
}) {
  const words = useWords();
  if (!props.problem) return null;
  return (
    <div class="note wrong" role="alert">
      <Icon name="warn" />
      <span class="grow">
        {props.nameOf === undefined || props.problem.field === undefined ? (
          explain(props.problem, words)
        ) : (
          <Wrong problem={props.problem} nameOf={props.nameOf} />
        )}
      </span>
      {props.retry && (
        <Button small icon="refresh" onClick={props.retry}>
          {words.t.common.retry}
        </Button>
      )}
    </div>
  );
}

function Wrong(props: { problem: Problem; nameOf: (field: string) => string }) {
  const words = useWords();
  const { problem } = props;
  const { code, detail } = problem;
  const all: WrongField[] = problem.fields ?? [{ field: problem.field ?? '', code, detail }];
  return (
    <ul class="wrong-fields">
      {all.map((one) => (
        <li key={one.field}>
          <strong>{props.nameOf(one.field)}</strong> {explain({ ...one, status: problem.status }, words)}
        </li>
      ))}
    </ul>
  );
}

/** On top of a form: a problem that belongs to none of the fields shown. */
export function FormProblem(props: { problem: Problem | undefined; fields: string[] }) {
  const field = fieldOf(props.problem);
  if (field !== undefined && props.fields.includes(field)) return null;
  return <ProblemNote problem={props.problem} />;
}

/** Skeleton, then the thing, or what went wrong and a way to try again. */
export function Loaded<T>(props: {
  of: Pick<Fetched<T>, 'data' | 'problem' | 'reload'>;
  lines?: number;
  children: (data: T) => ComponentChildren;
}) {
  const { data, problem, reload } = props.of;
  if (data !== undefined) {
    return (
      <>
        <ProblemNote problem={problem} retry={reload} />
        {props.children(data)}
      </>
    );
  }
  // What is not there, or not for this reader, is not there the next time either.
  const lasts = problem?.status === 404 || problem?.status === 403;
  if (problem) return <ProblemNote problem={problem} retry={lasts ? undefined : reload} />;
  return <Skeleton lines={props.lines} />;
}

/** Runs a change: says that it runs, keeps what went wrong. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (change: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await change();
      return true;
    } catch (thrown) {
      setProblem(problemOf(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, clear: () => setProblem(undefined) };
}

/** Runs a change that has no form to show its problem in: the problem becomes a toast. */
export function useQuickAction() {
  const words = useWords();
  return async (change: () => Promise<void>): Promise<boolean> => {
    try {
      await change();
      return true;
    } catch (thrown) {
      toast({ text: explain(problemOf(thrown), words), wrong: true });
      return false;
    }
  };
}
