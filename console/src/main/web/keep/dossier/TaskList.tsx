import { useState } from 'preact/hooks';
import { post, put, remove } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Page, UserRow } from '../../api/types.ts';
import type { Dossier, DossierTask } from '../../api/vault.ts';
import { useMay, useSignedIn } from '../../app/session.ts';
import { Badge } from '../../ui/bits.tsx';
import { Button, SelectField, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { FormProblem, Loaded, useAction, useQuickAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { wrongIn } from '../../words/explain.ts';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';

type Changed = (task: DossierTask, done: boolean) => void;

/** Ticks off, and back. */
export function useTaskChange(reload: () => void): Changed {
  const { t } = useWords();
  const quick = useQuickAction();
  const change = async (task: DossierTask, done: boolean) => {
    await put(`/api/dossier-tasks/${task.id}`, {
      title: task.title,
      due: task.due,
      assignee: task.assignee,
      done,
    });
    reload();
  };
  return (task, done) =>
    void quick(async () => {
      await change(task, done);
      if (!done) return;
      toast({
        text: fill(t.tasks.ticked, { task: task.title }),
        undo: () => void quick(() => change(task, false)),
      });
    });
}

export function TaskCheck(props: { task: DossierTask; onChange: Changed; disabled?: boolean }) {
  const { t } = useWords();
  return (
    <label class="row-check">
      <input
        type="checkbox"
        aria-label={fill(t.tasks.tick, { task: props.task.title })}
        checked={props.task.done ?? false}
        disabled={props.disabled}
        onChange={(event) => props.onChange(props.task, event.currentTarget.checked)}
      />
    </label>
  );
}

/** A date on the calendar, whatever the clock says where the server stands. */
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

export function Due({ task }: { task: DossierTask }) {
  const { t, f } = useWords();
  if (!task.due) return <span class="muted">–</span>;
  const day = task.due.slice(0, 10);
  const late = !task.done && day < today();
  const date = day === today() ? t.tasks.today : f.date(day);
  return late ? (
    <Badge tone="bad">{fill(t.tasks.late, { date })}</Badge>
  ) : (
    <span class={day === today() && !task.done ? 'strong' : 'muted'}>{date}</span>
  );
}

/** What is to be done in one dossier. */
export function TaskList(props: { dossier: Dossier; writes: boolean }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const path = `/api/dossiers/${props.dossier.id}/tasks`;
  const tasks = useFetched<Page<DossierTask>>(path, `dossier:${props.dossier.id}`);
  const change = useTaskChange(tasks.reload);
  const [editing, setEditing] = useState<DossierTask | 'new'>();
  const drop = (task: DossierTask) =>
    void quick(async () => {
      await remove(`/api/dossier-tasks/${task.id}`);
      tasks.reload();
      toast({
        text: t.tasks.deleted,
        undo: () =>
          void quick(async () => {
            await post(path, { title: task.title, due: task.due, assignee: task.assignee });
            tasks.reload();
          }),
      });
    });
  return (
    <section class="side-section">
      <div class="section-head">
        <h2>{t.tasks.title}</h2>
        {props.writes && (
          <div class="actions">
            <Button small icon="plus" label={t.tasks.create} onClick={() => setEditing('new')} />
          </div>
        )}
      </div>
      <Loaded of={tasks} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{t.tasks.noneHere}</p>
          ) : (
            <ul class="plain-list tasks">
              {items.map((task) => (
                <li key={task.id} class={task.done ? 'done' : undefined}>
                  <TaskCheck task={task} onChange={change} disabled={!props.writes} />
                  <span class="grow">
                    <span class="task-title">{task.title}</span>
                    <span class="under">
                      <Due task={task} />
                      {task.assigneeName && <span class="muted"> · {task.assigneeName}</span>}
                    </span>
                  </span>
                  {props.writes && (
                    <Menu label={t.common.more}>
                      <button type="button" onClick={() => setEditing(task)}>
                        {t.common.edit}
                      </button>
                      <button type="button" class="danger" onClick={() => drop(task)}>
                        {t.common.delete}
                      </button>
                    </Menu>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing && (
        <TaskDialog
          path={path}
          task={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={tasks.reload}
        />
      )}
    </section>
  );
}

function TaskDialog(props: {
  path: string;
  task?: DossierTask;
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const may = useMay();
  const { user } = useSignedIn();
  const { task } = props;
  const action = useAction();
  const users = useFetched<Page<UserRow>>(may('admin.users') ? '/api/users?limit=200' : undefined);
  const [title, setTitle] = useState(task?.title ?? '');
  const [due, setDue] = useState(task?.due?.slice(0, 10) ?? '');
  const [assignee, setAssignee] = useState(String(task ? (task.assignee ?? '') : user.id));
  const names = new Map<string, string>([[String(user.id), fill(t.tasks.me, { name: user.name })]]);
  for (const one of users.data?.items ?? []) if (!names.has(String(one.id))) names.set(String(one.id), one.name);
  if (task?.assignee && !names.has(String(task.assignee))) {
    names.set(String(task.assignee), task.assigneeName ?? `#${task.assignee}`);
  }
  const save = () =>
    action.run(async () => {
      const form = {
        title: title.trim(),
        due: due === '' ? undefined : due,
        assignee: assignee === '' ? undefined : Number(assignee),
      };
      await (task
        ? put(`/api/dossier-tasks/${task.id}`, { ...form, done: task.done ?? false })
        : post(props.path, form));
      props.onSaved();
      props.onClose();
    });
  return (
    <FormDialog
      title={task ? t.tasks.edit : t.tasks.create}
      submit={t.common.save}
      busy={action.busy}
      disabled={title.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['title', 'due', 'assignee']} />
      <TextField
        label={t.tasks.task}
        value={title}
        onInput={setTitle}
        error={wrongIn(action.problem, 'title', words)}
        maxlength={200}
        required
      />
      <div class="form-row">
        <TextField
          label={t.tasks.due}
          type="date"
          value={due}
          onInput={setDue}
          error={wrongIn(action.problem, 'due', words)}
          optional
        />
        <SelectField
          label={t.tasks.assignee}
          value={assignee}
          onInput={setAssignee}
          error={wrongIn(action.problem, 'assignee', words)}
          options={[
            { value: '', label: t.tasks.nobody },
            ...[...names].map(([value, label]) => ({ value, label })),
          ]}
        />
      </div>
    </FormDialog>
  );
}
