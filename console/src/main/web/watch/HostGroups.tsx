import { useFetched } from '../api/fetched.ts';
import type { HostGroup } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { GroupDialog } from '../ui/GroupDialog.tsx';
import { num } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { useWords } from '../words/words.ts';
import { AgentsHead } from './Agents.tsx';

/** Groups of hosts: for filters, rules, and who of us sees which. */
export function HostGroups() {
  const { t, f } = useWords();
  const may = useMay();
  const groups = useFetched<Page<HostGroup>>('/api/host-groups', 'hosts');
  return (
    <Things
      of={groups}
      head={(create) => <AgentsHead actions={create} />}
      may={may('hosts.edit')}
      create={t.agents.newGroup}
      empty={{ title: t.agents.noGroups, text: t.agents.noGroupsText }}
      columns={[t.agents.groupName, num(t.hosts.title)]}
      row={(group) => (
        <>
          <th scope="row">
            <a class="row-link" href={`/hosts?group=${group.id}`}>
              {group.name}
            </a>
            {group.description && <span class="under">{group.description}</span>}
          </th>
          <td class="num">{f.number(group.hosts ?? 0)}</td>
        </>
      )}
      dialog={(group, close) => (
        <GroupDialog
          title={group ? t.common.edit : t.agents.newGroup}
          address="/api/host-groups"
          group={group}
          onClose={close}
          onSaved={groups.reload}
        />
      )}
      going={{
        path: (group) => `/api/host-groups/${group.id}`,
        done: t.agents.groupDeleted,
        ask: { name: (group) => group.name, text: t.agents.deleteGroupText },
      }}
    />
  );
}
