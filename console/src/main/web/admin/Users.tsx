import { useState } from 'preact/hooks';
import { post, query } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { Page, UserGroup, UserRow } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { Badge, CopyText, When } from '../ui/bits.tsx';
import { Button, SearchBox } from '../ui/controls.tsx';
import { DeleteDialog } from '../ui/DeleteDialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, useQuickAction } from '../ui/states.tsx';
import { Head, Rows, unseen, wide } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { UserDialog } from './UserDialog.tsx';

interface Link {
  user: UserRow;
  token: string;
  expiresAt: string;
}

/** Who may sign in. */
export function Users() {
  const { t } = useWords();
  const quick = useQuickAction();
  const [q, setQ] = useFilter('q');
  const users = useListed<UserRow>(`/api/users${query({ q })}`);
  const groups = useFetched<Page<UserGroup>>('/api/user-groups');
  const [editing, setEditing] = useState<UserRow | 'new'>();
  const [deleting, setDeleting] = useState<UserRow>();
  const [link, setLink] = useState<Link>();
  const makeLink = (user: UserRow) =>
    void quick(async () => {
      const made = await post<Omit<Link, 'user'>>(`/api/users/${user.id}/setup-link`);
      setLink({ ...made, user });
    });
  return (
    <>
      <PageHead
        title={t.users.title}
        actions={
          <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
            {t.users.create}
          </Button>
        }
      />
      <div class="filters">
        <SearchBox label={t.users.search} value={q} onSearch={setQ} />
      </div>
      <Rows of={users} empty={<Empty title={t.users.noneFound}>{t.common.changeFilters}</Empty>}>
        {(rows) => (
          <UserTable
            rows={rows}
            groups={groups.data?.items ?? []}
            onEdit={setEditing}
            onDelete={setDeleting}
            onLink={makeLink}
          />
        )}
      </Rows>
      {editing && (
        <UserDialog
          user={editing === 'new' ? undefined : editing}
          groups={groups.data?.items ?? []}
          onClose={() => setEditing(undefined)}
          onSaved={(user, isNew) => {
            users.reload();
            if (isNew) makeLink(user);
          }}
        />
      )}
      {deleting && (
        <DeleteDialog
          title={fill(t.users.deleteTitle, { name: deleting.name })}
          text={t.users.deleteText}
          submit={t.users.delete}
          done={t.users.deleted}
          path={`/api/users/${deleting.id}`}
          onClose={() => setDeleting(undefined)}
          onDone={users.reload}
        />
      )}
      {link && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </>
  );
}

function UserTable(props: {
  rows: UserRow[];
  groups: UserGroup[];
  onEdit: (user: UserRow) => void;
  onDelete: (user: UserRow) => void;
  onLink: (user: UserRow) => void;
}) {
  const { t } = useWords();
  const nameOf = (id: number) => {
    const group = props.groups.find((one) => one.id === id);
    return group?.builtIn ? t.userGroups.administrators : group?.name;
  };
  return (
    <table class="rows">
      <Head
        of={[
          t.users.name,
          t.users.groups,
          wide(t.users.state),
          wide(t.users.seen),
          unseen(t.common.more),
        ]}
      />
      <tbody>
        {props.rows.map((user) => (
          <tr key={user.id}>
            <th scope="row">
              <button
                type="button"
                class="cell-button row-link"
                onClick={() => props.onEdit(user)}
              >
                {user.name}
              </button>
              <span class="under">{user.login}</span>
              <span class="under narrow-only">
                <UserState user={user} />
              </span>
            </th>
            <td>
              {user.groups.length > 0 ? (
                user.groups.map(nameOf).filter(Boolean).join(', ')
              ) : (
                <span class="muted">{t.users.noGroups}</span>
              )}
            </td>
            <td class="wide-only">
              <UserState user={user} />
            </td>
            <td class="wide-only nowrap">
              <When at={user.seenAt} />
            </td>
            <td class="row-actions">
              <Menu label={t.common.more}>
                <button type="button" onClick={() => props.onEdit(user)}>
                  {t.users.edit}
                </button>
                <button type="button" onClick={() => props.onLink(user)}>
                  {t.users.linkNew}
                </button>
                <button type="button" class="danger" onClick={() => props.onDelete(user)}>
                  {t.users.delete}
                </button>
              </Menu>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function UserState({ user }: { user: UserRow }) {
  const { t } = useWords();
  if (!user.active) return <Badge tone="bad">{t.users.inactive}</Badge>;
  if (!user.ready) return <Badge tone="wait">{t.users.invited}</Badge>;
  return (
    <>
      <Badge tone="good">{t.users.active}</Badge>
      {user.totp && <span class="under">{t.users.totp}</span>}
    </>
  );
}

function LinkDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const { t, f } = useWords();
  return (
    <Dialog
      title={fill(t.users.linkTitle, { name: link.user.name })}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t.common.close}</Button>}
    >
      <p>
        {fill(t.users.linkText, { name: link.user.name, until: f.dateTime(link.expiresAt) })}
      </p>
      <CopyText text={`${location.origin}/setup#${link.token}`} />
    </Dialog>
  );
}
