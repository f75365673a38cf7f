import { useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { usePaged } from '../api/paged.ts';
import type { BestPage } from '../api/types.ts';
import type { DossierRow, DossierType } from '../api/vault.ts';
import { navigate, useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Highlight, When } from '../ui/bits.tsx';
import { Button, ButtonLink, SearchBox, Select } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageTurn } from '../ui/PageTurn.tsx';
import { useRowKeys } from '../ui/rowKeys.ts';
import { useSelection, type Selection } from '../ui/selection.ts';
import { RowCheck } from '../ui/SelectionBar.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Head, num, wide } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';
import { KeepHead } from './KeepHead.tsx';
import { ManyDossiers } from './ManyDossiers.tsx';
import { DossierMarks, StateBadge, Tags } from './marks.tsx';
import { NewDossier } from './NewDossier.tsx';
import { SavedSearches } from './SavedSearches.tsx';
import { inLang } from './texts.ts';
import { useTypes } from './useTypes.ts';

const SORTS = ['changed', 'created', 'number', 'title'] as const;

/** What the list shows, as it stands in the address and in a saved search. */
export function useDossierFilter() {
  const [q, setQ] = useFilter('q');
  const [type, setType] = useFilter('type');
  const [state, setState] = useFilter('state');
  const [tag, setTag] = useFilter('tag');
  const [mine, setMine] = useFilter('mine');
  const [person, setPerson] = useFilter('person');
  const [sort, setSort] = useFilter('sort');
  const values = { q, type, state, tag, mine, person };
  return {
    ...values,
    sort,
    values: { ...values, sort },
    any: Object.values(values).some((value) => value !== ''),
    setQ,
    setType: (next: string) => {
      setType(next);
      setState('');
    },
    setState,
    setTag,
    setMine,
    setPerson,
    setSort,
  };
}
type Filter = ReturnType<typeof useDossierFilter>;

const ROWS = 50;

/** Every dossier one may see. */
export function Dossiers() {
  const { t, lang } = useWords();
  const may = useMay();
  const filter = useDossierFilter();
  const types = useTypes();
  const [opening, setOpening] = useState(false);
  const found = query(filter.values);
  const list = usePaged<BestPage<DossierRow>>(`/api/dossiers${found}`, 'dossiers', ROWS, (page) => page.items.length);
  const rows = list.data?.items ?? [];
  const selection = useSelection(rows.map((row) => row.id), list.key);
  const at = useRowKeys(
    '.dossiers',
    list.key,
    rows.map((row) => ({
      open: () => navigate(`/dossiers/${row.id}`),
      tick: () => selection.toggle(row.id),
    })),
    selection.clear,
  );
  const creatable = types.all.filter((type) => type.mayCreate !== false);
  // There from the start: what stands beside it must not move away under a finger.
  const create = may('records.edit') && (!types.settled || creatable.length > 0) && (
    <Button kind="main" icon="plus" disabled={creatable.length === 0} onClick={() => setOpening(true)}>
      {t.dossiers.create}
    </Button>
  );
  return (
    <>
      <KeepHead
        actions={
          <>
            {may('records.export') && <ExportMenu found={found} />}
            {create}
          </>
        }
      />
      <Filters filter={filter} types={types.all} settled={types.settled} />
      <Loaded of={list}>
        {({ items: shown }) =>
          shown.length === 0 ? (
            filter.any ? (
              <Empty
                title={t.dossiers.noneFound}
                action={
                  filter.q !== '' && (
                    <ButtonLink href={`/keep/search${query({ q: filter.q })}`} icon="search">
                      {t.dossiers.searchDocuments}
                    </ButtonLink>
                  )
                }
              >
                {t.common.changeFilters}
              </Empty>
            ) : (
              <FirstSteps types={types.known ? types.all : undefined} create={create} />
            )
          ) : (
            <>
              {may('records.edit') && (
                <ManyDossiers
                  selection={selection}
                  rows={shown}
                  types={types.all}
                  reload={list.reload}
                />
              )}
              <table class="rows dossiers">
                <Head
                  of={[
                    may('records.edit') && { name: t.common.selection, class: 'check-column', unseen: true },
                    t.dossiers.dossier,
                    t.dossiers.state,
                    wide(t.dossiers.tags),
                    wide(num(t.dossiers.documents)),
                    wide(t.dossiers.changed),
                  ]}
                />
                <tbody>
                  {shown.map((row, i) => (
                    <Line
                      key={row.id}
                      row={row}
                      type={types.byId.get(row.type)}
                      lang={lang}
                      q={filter.q}
                      current={at === i}
                      selection={may('records.edit') ? selection : undefined}
                      onTag={filter.setTag}
                    />
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </Loaded>
      <PageTurn of={list} shown={rows.length} total={list.data?.total} />
      {list.data?.cut && rows.length > 0 && <p class="muted">{t.dossiers.onlyBest}</p>}
      {opening && <NewDossier types={creatable} type={filter.type} onClose={() => setOpening(false)} />}
    </>
  );
}

function Filters(props: { filter: Filter; types: DossierType[]; settled: boolean }) {
  const { t, lang } = useWords();
  const { filter, types } = props;
  const type = types.find((one) => String(one.id) === filter.type);
  const states = type?.states ?? [];
  const clear = (label: string, drop: (value: string) => void) => (
    <Button icon="close" onClick={() => drop('')}>
      {label}
    </Button>
  );
  return (
    <div class="filters steady">
      <SearchBox label={t.dossiers.search} value={filter.q} onSearch={filter.setQ} />
      {(types.length > 1 || !props.settled) && (
        <Select
          label={t.dossiers.type}
          disabled={!props.settled}
          value={filter.type}
          onInput={filter.setType}
          options={[
            { value: '', label: t.dossiers.anyType },
            ...types.map((one) => ({ value: String(one.id), label: inLang(one.name, lang) })),
          ]}
        />
      )}
      {(type || types.length === 1 || (!props.settled && filter.type !== '')) && (
        <Select
          label={t.dossiers.state}
          disabled={!props.settled}
          value={filter.state}
          onInput={filter.setState}
          options={[
            { value: '', label: t.dossiers.anyState },
            ...(states.length > 0 ? states : (types[0]?.states ?? [])).map((one) => ({
              value: one.key,
              label: inLang(one.label, lang),
            })),
          ]}
        />
      )}
      <Select
        label={t.dossiers.sort}
        value={filter.sort}
        onInput={filter.setSort}
        options={SORTS.map((one) => ({
          value: one === 'changed' ? '' : one,
          label: t.dossiers.sorts[one],
        }))}
      />
      {filter.tag !== '' && clear(`${t.dossiers.tag} : ${filter.tag}`, filter.setTag)}
      {filter.person !== '' && clear(t.dossiers.ofOnePerson, filter.setPerson)}
      <SavedSearches filter={filter.values} any={filter.any} />
    </div>
  );
}

function ExportMenu(props: { found: string }) {
  const { t } = useWords();
  return (
    <Menu label={t.dossiers.export} text={t.dossiers.export}>
      <a href={`/api/dossiers.xlsx${props.found}`} download>
        {t.dossiers.exportXlsx}
      </a>
      <a href={`/api/dossiers.csv${props.found}`} download>
        {t.dossiers.exportCsv}
      </a>
    </Menu>
  );
}

/** Nothing is there: a type comes first, then the first dossier. */
function FirstSteps(props: { types: DossierType[] | undefined; create: preact.ComponentChildren }) {
  const { t } = useWords();
  const may = useMay();
  if (props.types === undefined) return <Empty title={t.dossiers.none} />;
  if (props.types.length === 0) {
    return (
      <Empty
        title={t.dossiers.noTypes}
        action={
          may('records.types') && (
            <ButtonLink href="/keep/types/new" kind="main" icon="plus">
              {t.types.create}
            </ButtonLink>
          )
        }
      >
        {may('records.types') ? t.dossiers.noTypesText : t.dossiers.noTypesAsk}
      </Empty>
    );
  }
  return (
    <Empty title={t.dossiers.none} action={props.create}>
      {props.create ? t.dossiers.noneText : t.dossiers.noneAsk}
    </Empty>
  );
}

function Line(props: {
  row: DossierRow;
  type: DossierType | undefined;
  lang: 'fr' | 'en';
  q: string;
  current: boolean;
  selection: Selection | undefined;
  onTag: (tag: string) => void;
}) {
  const { f } = useWords();
  const { row, selection } = props;
  const of = inLang(row.typeName ?? props.type?.name, props.lang);
  return (
    <tr
      class={`${selection?.has(row.id) ? 'ticked' : ''}${props.current ? ' current' : ''}`}
      aria-current={props.current ? 'true' : undefined}
    >
      {selection && (
        <td class="check-column">
          <RowCheck selection={selection} id={row.id} name={row.number} />
        </td>
      )}
      <th scope="row">
        <a class="row-link" href={`/dossiers/${row.id}`}>
          <Highlight text={row.title} of={props.q} />
        </a>{' '}
        <DossierMarks of={row} />
        <span class="under">
          <span class="mono">
            <Highlight text={row.number} of={props.q} />
          </span>{' '}
          · {of}
          <span class="narrow-only">
            {' '}
            · <When at={row.changedAt} />
          </span>
        </span>
      </th>
      <td>
        <StateBadge type={props.type} state={row.state} />
      </td>
      <td class="wide-only">
        <Tags of={row.tags} onChoose={props.onTag} />
      </td>
      <td class="wide-only num">{row.documents ? f.number(row.documents) : ''}</td>
      <td class="wide-only nowrap">
        <When at={row.changedAt} />
      </td>
    </tr>
  );
}

