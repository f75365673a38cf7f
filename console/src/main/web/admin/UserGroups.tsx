import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { put } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Group, Page, UserGroup } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Button } from '../ui/controls.tsx';
import { DeleteDialog } from '../ui/DeleteDialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead } from '../ui/page.tsx';
import { Loaded, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { UserGroupDialog } from './UserGroupDialog.tsx';

interface Grantable {
  key: string;
  help: string;
}

/** The permission matrix: what each group of users may, at one glance. */
export function UserGroups() {
  const { t } = useWords();
  const may = useMay();
  const groups = useFetched<Page<UserGroup>>('/api/user-groups');
  const permissions = useFetched<Page<Grantable>>('/api/permissions');
  const people = useFetched<Page<Group>>(
    may('people.read') ? '/api/groups' : undefined,
  );
  const hosts = useFetched<Page<Group>>(may('hosts.read') ? '/api/host-groups' : undefined);
  const [editing, setEditing] = useState<UserGroup | 'new'>();
  const [deleting, setDeleting] = useState<UserGroup>();
  return (
    <>
      <PageHead
        title={t.userGroups.title}
        lead={t.userGroups.lead}
        actions={
          <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
            {t.userGroups.create}
          </Button>
        }
      />
      <Loaded of={groups}>
        {({ items }) => (
          <Loaded of={permissions}>
            {(grantable) => (
              <Matrix
                groups={items}
                permissions={grantable.items}
                contactGroups={people.data?.items ?? []}
                hostGroups={hosts.data?.items ?? []}
                reload={groups.reload}
                onEdit={setEditing}
                onDelete={setDeleting}
              />
            )}
          </Loaded>
        )}
      </Loaded>
      {editing && (
        <UserGroupDialog
          group={editing === 'new' ? undefined : editing}
          contactGroups={people.data?.items ?? []}
          hostGroups={hosts.data?.items ?? []}
          onClose={() => setEditing(undefined)}
          onSaved={groups.reload}
        />
      )}
      {deleting && (
        <DeleteDialog
          title={fill(t.userGroups.deleteTitle, { name: deleting.name })}
          text={t.userGroups.deleteText}
          submit={t.userGroups.delete}
          done={t.userGroups.deleted}
          path={`/api/user-groups/${deleting.id}`}
          onClose={() => setDeleting(undefined)}
          onDone={groups.reload}
        />
      )}
    </>
  );
}

const wanted = (group: UserGroup) => ({
  name: group.name,
  permissions: group.permissions,
  allContacts: group.allContacts,
  contactGroups: group.contactGroups,
  allHosts: group.allHosts,
  hostGroups: group.hostGroups,
});

function Matrix(props: {
  groups: UserGroup[];
  permissions: Grantable[];
  contactGroups: Group[];
  hostGroups: Group[];
  reload: () => void;
  onEdit: (group: UserGroup) => void;
  onDelete: (group: UserGroup) => void;
}) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const helps = t.userGroups.helps as Record<string, string>;
  const areas = [...new Set(props.permissions.map((one) => one.key.split('.')[0]!))];
  const change = (group: UserGroup, permissions: string[]) =>
    void quick(async () => {
      await put(`/api/user-groups/${group.id}`, { ...wanted(group), permissions });
      props.reload();
      toast({
        text: fill(t.userGroups.changed, { group: group.name }),
        undo: () =>
          void quick(async () => {
            await put(`/api/user-groups/${group.id}`, wanted(group));
            props.reload();
          }),
      });
    });
  return (
    <div class="scroll-x">
      <table class="rows matrix">
        <thead>
          <tr>
            <th scope="col">{t.userGroups.permission}</th>
            {props.groups.map((group) => (
              <th key={group.id} scope="col" class="matrix-group">
                <div class="matrix-head">
                  <div>
                    <span class="matrix-name">
                      {group.builtIn ? t.userGroups.administrators : group.name}
                    </span>
                    <span class="under">
                      {group.users !== undefined && f.count(t.userGroups.members, group.users)}
                    </span>
                  </div>
                  {!group.builtIn && (
                    <Menu label={fill(t.userGroups.editTitle, { name: group.name })}>
                      <button type="button" onClick={() => props.onEdit(group)}>
                        {t.common.edit}
                      </button>
                      <button type="button" class="danger" onClick={() => props.onDelete(group)}>
                        {t.userGroups.delete}
                      </button>
                    </Menu>
                  )}
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t.userGroups.sees}</th>
            {props.groups.map((group) => (
              <td key={group.id} class="small-text">
                {sees(group)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t.userGroups.seesHosts}</th>
            {props.groups.map((group) => (
              <td key={group.id} class="small-text">
                {seesHosts(group)}
              </td>
            ))}
          </tr>
          {areas.map(rowsOf)}
        </tbody>
      </table>
    </div>
  );

  function sees(group: UserGroup) {
    if (group.allContacts || group.builtIn) return t.userGroups.seesAll;
    return names(group.contactGroups, props.contactGroups) || t.userGroups.seesNobody;
  }

  function seesHosts(group: UserGroup) {
    if (group.allHosts || group.builtIn) return t.userGroups.seesAllHosts;
    return names(group.hostGroups, props.hostGroups) || t.userGroups.seesNoHost;
  }

  function names(ids: number[], of: Group[]) {
    return ids.map((id) => of.find((one) => one.id === id)?.name ?? String(id)).join(', ');
  }

  function rowsOf(area: string) {
    const own = props.permissions.filter((one) => one.key.startsWith(`${area}.`));
    return (
      <Fragment key={area}>
        <tr class="matrix-area">
          <th scope="rowgroup" colSpan={props.groups.length + 1}>
            {(t.userGroups.areas as Record<string, string>)[area] ?? area}
          </th>
        </tr>
        {own.map((permission) => (
          <tr key={permission.key}>
            <th scope="row">
              {helps[permission.key] ?? permission.help}
              <span class="under mono wide-only">{permission.key}</span>
            </th>
            {props.groups.map((group) => {
              const held = group.builtIn || group.permissions.includes(permission.key);
              return (
                <td key={group.id}>
                  <input
                    type="checkbox"
                    class="matrix-check"
                    checked={held}
                    disabled={group.builtIn}
                    title={group.builtIn ? t.userGroups.builtIn : undefined}
                    aria-label={fill(t.userGroups.grant, {
                      group: group.name,
                      permission: helps[permission.key] ?? permission.help,
                    })}
                    onChange={() =>
                      change(
                        group,
                        held
                          ? group.permissions.filter((key) => key !== permission.key)
                          : [...group.permissions, permission.key],
                      )
                    }
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </Fragment>
    );
  }
}
