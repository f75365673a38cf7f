import { useMemo, useState } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import type { Host } from '../api/meter.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Choice, SearchBox, Select } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { useWide } from '../ui/wide.ts';
import { useWords } from '../words/words.ts';
import { HostBadge } from './HostBadge.tsx';
import { HostDialog, ForgetDialog, RevokeDialog } from './HostDialogs.tsx';
import { HostFacts } from './HostFacts.tsx';
import { GraphCard } from './GraphCard.tsx';
import { MarksList, useMarks } from './marks.tsx';
import { ReportMenu } from './ReportMenu.tsx';
import { RangeBar } from './RangeBar.tsx';
import { twice } from './categories.ts';
import { RANGES, useSpan, type RangeName } from './span.ts';

/** One machine: how it is, and all its graphs under one cursor. */
export function HostPage(props: { id: string }) {
  const { t } = useWords();
  const found = useFetched<Host>(`/api/hosts/${props.id}`, `host:${props.id}`);
  const host = found.data;
  return (
    <>
      <PageHead
        title={host ? host.title || host.name : t.hosts.host}
        back={{ href: '/hosts', label: t.hosts.title }}
        badge={host && <HostBadge state={host.state} />}
        lead={host && <Lead host={host} />}
        actions={host && <Actions host={host} reload={found.reload} />}
      />
      <Loaded of={found} lines={10}>
        {(whole) => (
          <>
            <HostFacts host={whole} />
            {whole.categories.length === 0 ? (
              <Empty title={t.host.noGraphs}>{t.host.noGraphsText}</Empty>
            ) : (
              <Graphs host={whole} />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Lead({ host }: { host: Host }) {
  const names = host.groups.map((group) => group.name);
  if (host.title && host.title !== host.name) names.unshift(host.name);
  return <>{names.join(' · ')}</>;
}

type Asked = 'edit' | 'revoke' | 'forget';

function Actions(props: { host: Host; reload: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const [asked, setAsked] = useState<Asked>();
  const { host } = props;
  const report = <ReportMenu kind="hosts" about={String(host.id)} title={host.title || host.name} />;
  if (!may('hosts.edit')) return report;
  const dialog = { ...props, onClose: () => setAsked(undefined) };
  return (
    <>
      {report}
      <Menu label={t.common.more}>
        <button type="button" onClick={() => setAsked('edit')}>
          {t.host.edit}
        </button>
        <button type="button" onClick={() => setAsked('revoke')}>
          {t.host.revoke}
        </button>
        <button type="button" class="danger" onClick={() => setAsked('forget')}>
          {t.host.forget}
        </button>
      </Menu>
      {asked === 'edit' && <HostDialog {...dialog} />}
      {asked === 'revoke' && <RevokeDialog {...dialog} />}
      {asked === 'forget' && <ForgetDialog {...dialog} />}
    </>
  );
}

/** With fewer graphs than this nobody searches among them. */
const SEARCH_FROM = 8;
/** More categories than this are chosen from a list. */
const PILLS_MAX = 10;
const NARROW = 720;

/** A day of a host that came some minutes ago would be an empty picture. */
function firstRange(host: Host): RangeName {
  const age = Date.now() - Date.parse(host.pairedAt);
  return age < RANGES.hour ? 'quarter' : age < RANGES.day / 4 ? 'hour' : 'day';
}

function Graphs({ host }: { host: Host }) {
  const { t } = useWords();
  const [first] = useState(() => firstRange(host));
  const span = useSpan(`host:${host.id}`, first);
  const marks = useMarks(span, host.id);
  const [category, setCategory] = useFilter('category');
  const [q, setQ] = useFilter('q');
  const shown = useMemo(() => {
    const needle = q.trim().toLocaleLowerCase();
    return host.categories
      .filter((one) => category === '' || one.name === category)
      .map((one) => ({
        ...one,
        graphs: one.graphs.filter((graph) =>
          `${graph.title} ${graph.name}`.toLocaleLowerCase().includes(needle),
        ),
      }))
      .filter((one) => one.graphs.length > 0);
  }, [host, category, q]);
  const Categories = useWide(NARROW) && host.categories.length <= PILLS_MAX ? Choice : Select;
  const options = [
    { value: '', label: t.host.allCategories },
    ...host.categories.map((one) => ({ value: one.name, label: one.title ?? one.name })),
  ];
  const namesakes = useMemo(() => twice(host.categories), [host]);
  const count = host.categories.reduce((sum, one) => sum + one.graphs.length, 0);
  return (
    <>
      <div class="graph-bar">
        <RangeBar span={span} />
        <div class="filters">
          {host.categories.length > 1 && (
            <Categories label={t.host.category} value={category} onInput={setCategory} options={options} />
          )}
          {count >= SEARCH_FROM && <SearchBox label={t.host.searchGraphs} value={q} onSearch={setQ} />}
        </div>
      </div>
      {shown.length === 0 && <Empty title={t.host.noneFound}>{t.common.changeFilters}</Empty>}
      {shown.map((one) => (
        <section key={one.name} class="section" aria-label={one.title ?? one.name}>
          <h2 class="category-name">{one.title ?? one.name}</h2>
          <div class="graph-grid">
            {one.graphs.map((graph) => (
              <GraphCard
                key={graph.id}
                graph={graph}
                span={span}
                group={`host-${host.id}`}
                host={namesakes.has(graph.title) ? graph.name : undefined}
                marks={marks.marks}
                onPress={marks.onPress}
              />
            ))}
          </div>
        </section>
      ))}
      <MarksList events={marks.events} />
      {marks.dialog}
    </>
  );
}
