import { query } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { DossierTask } from '../api/vault.ts';
import { useFilter } from '../app/router.ts';
import { Choice } from '../ui/controls.tsx';
import { Empty } from '../ui/states.tsx';
import { Head, Rows, wide } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';
import { Due, TaskCheck, useTaskChange } from './dossier/TaskList.tsx';
import { KeepHead } from './KeepHead.tsx';

/** What is to be done in all dossiers, the most urgent first. */
export function Tasks() {
  const { t } = useWords();
  const [whose, setWhose] = useFilter('whose', 'mine');
  const list = useListed<DossierTask>(
    `/api/dossier-tasks${query({ open: true, mine: whose === 'mine' })}`,
    'dossier-tasks',
  );
  const change = useTaskChange(list.reload);
  return (
    <>
      <KeepHead />
      <div class="filters">
        <Choice
          label={t.tasks.whose}
          value={whose}
          onInput={setWhose}
          options={[
            { value: 'mine', label: t.tasks.mine },
            { value: 'all', label: t.tasks.everybody },
          ]}
        />
      </div>
      <Rows of={list} empty={<Empty title={t.tasks.none}>{t.tasks.noneText}</Empty>}>
        {(rows) => (
          <table class="rows">
            <Head
              of={[
                { name: t.tasks.done, class: 'check-column', unseen: true },
                t.tasks.task,
                t.tasks.due,
                wide(t.dossiers.dossier),
                whose === 'all' && wide(t.tasks.assignee),
              ]}
            />
            <tbody>
              {rows.map((task) => (
                <tr key={task.id}>
                  <td class="check-column">
                    <TaskCheck task={task} onChange={change} />
                  </td>
                  <th scope="row">
                    {task.title}
                    <span class="under narrow-only">
                      <DossierOf task={task} />
                    </span>
                  </th>
                  <td class="nowrap">
                    <Due task={task} />
                  </td>
                  <td class="wide-only">
                    <DossierOf task={task} />
                  </td>
                  {whose === 'all' && <td class="wide-only">{task.assigneeName}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Rows>
    </>
  );
}

function DossierOf({ task }: { task: DossierTask }) {
  const of = typeof task.dossier === 'object' ? task.dossier : undefined;
  const id = of?.id ?? task.dossierId ?? (typeof task.dossier === 'number' ? task.dossier : undefined);
  const number = of?.number ?? task.number;
  return (
    <a class="plain-link" href={`/dossiers/${id}`}>
      {[number, of?.title ?? task.dossierTitle].filter(Boolean).join(' · ')}
    </a>
  );
}
