import { useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { HostGroup, HostRow, HostState } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Highlight, When } from '../ui/bits.tsx';
import { Button, Choice, SearchBox, Select } from '../ui/controls.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { Head, num, Rows, wide } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';
import { AlertCounts } from './AlertCounts.tsx';
import { Spark } from './chart/Spark.tsx';
import { HostBadge } from './HostBadge.tsx';
import { HostTree } from './HostTree.tsx';
import { PairDialog } from './PairDialog.tsx';

const STATES: HostState[] = ['critical', 'warning', 'silent', 'unknown', 'waiting', 'ok'];

/** Every machine one may see, and how it is. */
export function Hosts() {
  const { t } = useWords();
  const may = useMay();
  const [q, setQ] = useFilter('q');
  const [group, setGroup] = useFilter('group');
  const [state, setState] = useFilter('state');
  const [view, setView] = useFilter('view', 'list');
  const [pairing, setPairing] = useState(false);
  const list = useListed<HostRow>(`/api/hosts${query({ q, group, state })}`, 'hosts');
  const groups = useFetched<Page<HostGroup>>('/api/host-groups', 'hosts');
  const pair = may('hosts.edit') && (
    <Button kind="main" icon="plus" onClick={() => setPairing(true)}>
      {t.hosts.pair}
    </Button>
  );
  return (
    <>
      <PageHead title={t.hosts.title} actions={pair} />
      <div class="filters steady">
        <SearchBox label={t.hosts.search} value={q} onSearch={setQ} />
        {groups.data?.items.length !== 0 && (
          <Select
            label={t.hosts.groups}
            disabled={!groups.data}
            value={group}
            onInput={setGroup}
            options={[
              { value: '', label: t.hosts.anyGroup },
              ...(groups.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name })),
            ]}
          />
        )}
        <Select
          label={t.hosts.state}
          value={state}
          onInput={setState}
          options={[
            { value: '', label: t.hosts.anyState },
            ...STATES.map((one) => ({ value: one, label: t.hosts.states[one] })),
          ]}
        />
        <span class="grow" />
        <Choice
          label={t.hosts.view}
          value={view}
          onInput={setView}
          options={[
            { value: 'list', label: t.hosts.list },
            { value: 'tree', label: t.hosts.tree },
          ]}
        />
      </div>
      <Rows
        of={list}
        empty={
          q !== '' || group !== '' || state !== '' ? (
            <Empty title={t.hosts.noneFound}>{t.common.changeFilters}</Empty>
          ) : (
            <Empty title={t.hosts.none} action={pair}>
              <p>{t.hosts.noneText}</p>
              <p class="spaced-top">{t.hosts.noneUp}</p>
            </Empty>
          )
        }
      >
        {(rows) => (view === 'tree' ? <HostTree hosts={rows} /> : <HostTable rows={rows} q={q} />)}
      </Rows>
      {pairing && <PairDialog onClose={() => setPairing(false)} />}
    </>
  );
}

function HostTable(props: { rows: HostRow[]; q: string }) {
  const { t, f } = useWords();
  return (
    <table class="rows hosts">
      <Head
        of={[
          t.hosts.host,
          t.hosts.state,
          wide(t.hosts.groups),
          wide(t.hosts.lastHour),
          wide(num(t.hosts.graphs)),
          wide(t.hosts.alerts),
          wide(t.hosts.seen),
        ]}
      />
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <a class="row-link" href={`/hosts/${row.id}`}>
                <Highlight text={row.title || row.name} of={props.q} />
              </a>
              {row.title && row.title !== row.name && (
                <span class="under mono">
                  <Highlight text={row.name} of={props.q} />
                </span>
              )}
            </th>
            <td>
              <HostBadge state={row.state} />
              <span class="under narrow-only">
                <AlertCounts of={row.alerts} /> <When at={row.seenAt} />
              </span>
            </td>
            <td class="wide-only muted">{row.groups.map((group) => group.name).join(', ')}</td>
            <td class="wide-only spark-cell">
              {row.spark && <Spark title={row.spark.title} values={row.spark.values} />}
            </td>
            <td class="wide-only num">{f.number(row.graphs)}</td>
            <td class="wide-only">
              <AlertCounts of={row.alerts} />
            </td>
            <td class="wide-only nowrap">
              <When at={row.seenAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
