import { useFetched } from '../api/fetched.ts';
import type { Group, Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { GroupDialog } from '../ui/GroupDialog.tsx';
import { num } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { useWords } from '../words/words.ts';
import { PeopleHead } from './PeopleHead.tsx';

/** Groups of people: whom polls ask, and who of us sees whom. */
export function Groups() {
  const { t, f } = useWords();
  const may = useMay();
  const groups = useFetched<Page<Group>>('/api/groups');
  return (
    <Things
      of={groups}
      head={(create) => <PeopleHead actions={create} />}
      may={may('people.edit')}
      create={t.groups.create}
      empty={{ title: t.groups.none, text: t.groups.noneText }}
      columns={[t.groups.name, num(t.groups.people)]}
      row={(group) => (
        <>
          <th scope="row">
            <a class="row-link" href={`/people?group=${group.id}`}>
              {group.name}
            </a>
            {group.description && <span class="under">{group.description}</span>}
          </th>
          <td class="num">{f.number(group.people)}</td>
        </>
      )}
      dialog={(group, close) => (
        <GroupDialog
          title={group ? t.groups.editTitle : t.groups.create}
          address="/api/groups"
          group={group}
          onClose={close}
          onSaved={groups.reload}
        />
      )}
      going={{
        path: (group) => `/api/groups/${group.id}`,
        done: t.groups.deleted,
        ask: { name: (group) => group.name, text: t.groups.deleteText },
      }}
    />
  );
}
