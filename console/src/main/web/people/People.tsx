import { useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { Group, Page, PersonRow } from '../api/types.ts';
import { navigate, useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Badge, Highlight } from '../ui/bits.tsx';
import { Button, ButtonLink, Choice, SearchBox, Select } from '../ui/controls.tsx';
import { useSelection, type Selection } from '../ui/selection.ts';
import { RowCheck } from '../ui/SelectionBar.tsx';
import { Empty } from '../ui/states.tsx';
import { Rows } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';
import { ManyPeople } from './ManyPeople.tsx';
import { PeopleHead } from './PeopleHead.tsx';
import { PersonDialog } from './PersonDialog.tsx';

/** Everybody we can write to, or who wrote to us. */
export function People() {
  const { t } = useWords();
  const may = useMay();
  const [q, setQ] = useFilter('q');
  const [group, setGroup] = useFilter('group');
  const [place, setPlace] = useFilter('place');
  const [stopped, setStopped] = useFilter('stopped');
  const [adding, setAdding] = useState(false);
  const found = query({ q, group, place, stopped });
  const list = useListed<PersonRow>(`/api/people${found}`, 'people');
  const groups = useFetched<Page<Group>>('/api/groups', 'people');
  const selection = useSelection((list.items ?? []).map((row) => row.id), found);
  const chooses = may('people.edit');
  const filtered = q !== '' || group !== '' || place !== '' || stopped !== '';
  const add = may('people.edit') && (
    <Button icon="plus" kind="main" onClick={() => setAdding(true)}>
      {t.people.add}
    </Button>
  );
  return (
    <>
      <PeopleHead actions={add} />
      <div class="filters steady">
        <SearchBox label={t.people.search} value={q} onSearch={setQ} />
        {groups.data?.items.length !== 0 && (
          <Select
            label={t.people.groups}
            disabled={!groups.data}
            value={group}
            onInput={setGroup}
            options={[
              { value: '', label: t.people.anyGroup },
              ...(groups.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name })),
            ]}
          />
        )}
        <Choice
          label={t.people.stoppedFilter}
          value={stopped}
          onInput={setStopped}
          options={[
            { value: '', label: t.people.anyStopped },
            { value: 'false', label: t.people.receiving },
            { value: 'true', label: t.people.stoppedOnly },
          ]}
        />
        {place !== '' && (
          <Button icon="close" onClick={() => setPlace('')}>
            {place}
          </Button>
        )}
      </div>
      <Rows
        of={list}
        empty={
          filtered ? (
            <Empty title={t.people.noneFound}>{t.common.changeFilters}</Empty>
          ) : (
            <Empty
              title={t.people.none}
              action={
                <span class="filters">
                  {may('people.import') && (
                    <ButtonLink href="/people/import" icon="up">
                      {t.people.imports}
                    </ButtonLink>
                  )}
                  {add}
                </span>
              }
            >
              {t.people.noneText}
            </Empty>
          )
        }
      >
        {(rows) => (
          <>
            {chooses && (
              <ManyPeople
                selection={selection}
                more={list.more !== undefined}
                groups={groups.data?.items ?? []}
                reload={list.reload}
              />
            )}
            <PeopleTable
              rows={rows}
              groups={groups.data?.items ?? []}
              q={q}
              selection={chooses ? selection : undefined}
              onPlace={setPlace}
            />
          </>
        )}
      </Rows>
      {adding && (
        <PersonDialog
          onClose={() => setAdding(false)}
          onSaved={(person) => navigate(`/people/${person.id}`)}
        />
      )}
    </>
  );
}

function PeopleTable(props: {
  rows: PersonRow[];
  groups: Group[];
  q: string;
  selection: Selection | undefined;
  onPlace: (place: string) => void;
}) {
  const { t } = useWords();
  return (
    <table class="rows">
      <thead>
        <tr>
          {props.selection && (
            <td class="check-column">
              <span class="unseen">{t.common.selection}</span>
            </td>
          )}
          <th scope="col">{t.people.name}</th>
          <th scope="col" class="wide-only">
            {t.people.number}
          </th>
          <th scope="col">{t.people.place}</th>
          <th scope="col" class="wide-only">
            {t.people.language}
          </th>
          <th scope="col" class="wide-only">
            {t.people.groups}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <PersonLine key={row.id} {...props} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function PersonLine(props: {
  row: PersonRow;
  groups: Group[];
  q: string;
  selection: Selection | undefined;
  onPlace: (place: string) => void;
}) {
  const { t, f } = useWords();
  const { row } = props;
  const name = row.name || row.address || t.people.noName;
  const names = row.groups
    .map((id) => props.groups.find((group) => group.id === id)?.name)
    .filter((name) => name !== undefined);
  return (
    <tr class={props.selection?.has(row.id) ? 'ticked' : undefined}>
      {props.selection && (
        <td class="check-column">
          <RowCheck selection={props.selection} id={row.id} name={name} />
        </td>
      )}
      <th scope="row">
        <a class="row-link" href={`/people/${row.id}`}>
          <Highlight text={name} of={props.q} />
        </a>{' '}
        {row.stoppedAt && <Badge tone="wait">{t.people.stopped}</Badge>}
        {row.name && <span class="under narrow-only">{row.address}</span>}
      </th>
      <td class="wide-only nowrap">
        <Highlight text={row.address ?? ''} of={props.q} />
      </td>
      <td>
        {row.place && (
          <button type="button" class="cell-button" onClick={() => props.onPlace(row.place!)}>
            {row.place}
          </button>
        )}
      </td>
      <td class="wide-only">{row.language && f.language(row.language)}</td>
      <td class="wide-only muted">{names.join(', ')}</td>
    </tr>
  );
}
