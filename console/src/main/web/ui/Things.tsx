import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { post, remove } from '../api/client.ts';
import type { Fetched } from '../api/fetched.ts';
import type { Page } from '../api/types.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { Button } from './controls.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { Menu } from './menu.tsx';
import { MoreRows } from './page.tsx';
import { Empty, Loaded, useQuickAction } from './states.tsx';
import { Head, unseen, type Column } from './table.tsx';
import { toast } from './toast.tsx';

/** What is there, and what one sees where there is none. */
type Source<T> = Pick<Fetched<Page<T>>, 'data' | 'problem' | 'reload'> & { more?: () => void };

/** How one goes: after a question, or at once with a way back. */
interface Going<T> {
  path: (one: T) => string;
  /** Said afterwards. */
  done: string;
  /** What to ask before; nothing where it can be brought back. */
  ask?: { name: (one: T) => string; text: string };
  /** What brings it back when posted to the list's address. */
  back?: { to: string; body: (one: T) => unknown };
  /** Where "delete" is not the word; then it is a button of its own. */
  word?: string;
}

/**
 * A list of things that people make, change and take away in dialogs: head, table, menus, what
 * stands there when it is empty.
 */
export function Things<T extends { id: number }>(props: {
  of: Source<T>;
  /** The page's head, with the button that makes one. */
  head: (create: ComponentChildren) => ComponentChildren;
  lead?: string;
  filters?: ComponentChildren;
  /** Which of those fetched are shown. */
  fits?: (one: T) => boolean;
  may: boolean;
  create?: string;
  empty: { title: string; text: string };
  columns: (string | Column)[];
  /** The cells of its row. */
  row: (one: T) => ComponentChildren;
  /** More in its menu. */
  menu?: (one: T) => ComponentChildren;
  /** To make one, where it is given none, or to change one. */
  dialog?: (one: T | undefined, close: () => void) => ComponentChildren;
  /** Some are made but not changed. */
  changes?: false;
  going: Going<T>;
}) {
  const { t } = useWords();
  const [editing, setEditing] = useState<T | 'new'>();
  const [asked, setAsked] = useState<T>();
  const quick = useQuickAction();
  const { going, of } = props;
  const create = props.may && props.create && (
    <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
      {props.create}
    </Button>
  );
  const drop = (one: T) => (going.ask ? setAsked(one) : void quick(() => dropped(one)));
  const dropped = async (one: T) => {
    const { back } = going;
    await remove(going.path(one));
    of.reload();
    toast({
      text: going.done,
      undo:
        back &&
        (() =>
          void quick(async () => {
            await post(back.to, back.body(one));
            of.reload();
          })),
    });
  };
  const close = () => setEditing(undefined);
  const line = (one: T) => (
    <tr key={one.id}>
      {props.row(one)}
      <td class="row-actions">
        {props.may && going.word && (
          <Button small onClick={() => drop(one)}>
            {going.word}
          </Button>
        )}
        {props.may && !going.word && (
          <Menu label={t.common.more}>
            {props.dialog && props.changes !== false && (
              <button type="button" onClick={() => setEditing(one)}>
                {t.common.edit}
              </button>
            )}
            {props.menu?.(one)}
            <button type="button" class="danger" onClick={() => drop(one)}>
              {t.common.delete}
            </button>
          </Menu>
        )}
      </td>
    </tr>
  );
  return (
    <>
      {props.head(create)}
      {props.lead && <p class="lead page-lead">{props.lead}</p>}
      {props.filters && <div class="filters">{props.filters}</div>}
      <Loaded of={of}>
        {({ items }) => {
          const shown = props.fits ? items.filter(props.fits) : items;
          if (items.length === 0) {
            return (
              <Empty title={props.empty.title} action={create}>
                {props.empty.text}
              </Empty>
            );
          }
          if (shown.length === 0) return <Empty title={t.common.nothingFits}>{t.common.changeFilters}</Empty>;
          return (
            <table class="rows">
              <Head of={[...props.columns, unseen(t.common.more)]} />
              <tbody>{shown.map(line)}</tbody>
            </table>
          );
        }}
      </Loaded>
      {of.more && <MoreRows more={of.more} shown={of.data?.items.length ?? 0} />}
      {editing && props.dialog?.(editing === 'new' ? undefined : editing, close)}
      {asked && going.ask && (
        <DeleteDialog
          title={fill(t.groups.deleteTitle, { name: going.ask.name(asked) })}
          text={going.ask.text}
          submit={t.common.delete}
          done={going.done}
          path={going.path(asked)}
          onClose={() => setAsked(undefined)}
          onDone={of.reload}
        />
      )}
    </>
  );
}

