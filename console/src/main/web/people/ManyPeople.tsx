import { useState } from 'preact/hooks';
import { changeMany } from '../api/many.ts';
import type { Group } from '../api/types.ts';
import { Button } from '../ui/controls.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Menu } from '../ui/menu.tsx';
import type { Selection } from '../ui/selection.ts';
import { SelectionBar } from '../ui/SelectionBar.tsx';
import { useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** What can be done with many people: put into a group, take out of it, stop writing to them. */
export function ManyPeople(props: {
  selection: Selection;
  more: boolean;
  groups: Group[];
  reload: () => void;
}) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const { selection, reload } = props;
  const [stopping, setStopping] = useState(false);
  const move = (group: Group, verb: 'add' | 'remove') =>
    void quick(async () => {
      const path = `/api/groups/${group.id}`;
      const changed = await changeMany(`${path}/${verb}`, selection.chosen());
      selection.clear();
      reload();
      const said = f.count(verb === 'add' ? t.people.manyAdded : t.people.manyRemoved, changed.ids.length, {
        group: group.name,
      });
      const stayed = changed.kept > 0 ? f.count(t.people.manyKept, changed.kept) : '';
      toast({
        text: [said, stayed, changed.rest ? t.common.someRest : ''].filter(Boolean).join(' '),
        undo: () =>
          void quick(async () => {
            await changeMany(`${path}/${verb === 'add' ? 'remove' : 'add'}`, { ids: changed.ids });
            reload();
          }),
      });
    });
  const groupMenu = (label: string, verb: 'add' | 'remove') => (
    <Menu label={label} text={label} align="left">
      {props.groups.map((group) => (
        <button key={group.id} type="button" onClick={() => move(group, verb)}>
          {group.name}
        </button>
      ))}
    </Menu>
  );
  return (
    <SelectionBar selection={selection} more={props.more}>
      {props.groups.length > 0 && groupMenu(t.people.manyAdd, 'add')}
      {props.groups.length > 0 && groupMenu(t.people.manyRemove, 'remove')}
      <Button small onClick={() => setStopping(true)}>
        {t.people.stop}
      </Button>
      {stopping && (
        <StopDialog selection={selection} onClose={() => setStopping(false)} onDone={reload} />
      )}
    </SelectionBar>
  );
}

/** Who is stopped by hundreds cannot be told from who asked for it: so this one is asked before. */
function StopDialog(props: { selection: Selection; onClose: () => void; onDone: () => void }) {
  const { t, f } = useWords();
  const { selection } = props;
  const whom =
    selection.count === undefined ? t.common.chosenAll : f.count(t.common.people, selection.count);
  return (
    <ConfirmDialog
      title={t.people.manyStopTitle}
      text={fill(t.people.manyStopText, { whom })}
      submit={t.people.stop}
      danger
      onClose={props.onClose}
      change={async () => {
        const changed = await changeMany('/api/people/stop', selection.chosen());
        selection.clear();
        props.onDone();
        const said = f.count(t.people.manyStopped, changed.ids.length);
        toast({ text: changed.rest ? `${said} ${t.common.someRest}` : said });
      }}
    />
  );
}
