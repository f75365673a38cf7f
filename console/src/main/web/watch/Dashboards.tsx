import { useRef } from 'preact/hooks';
import { Refusal } from '../api/problem.ts';
import { useFetched } from '../api/fetched.ts';
import type { Dashboard } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { navigate, useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Button, ButtonLink, Choice, SearchBox } from '../ui/controls.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, Loaded, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { known } from '../words/server.ts';
import { useWords } from '../words/words.ts';

/** Own dashboards, and those that appear by themselves for each host, category and group. */
export function Dashboards() {
  const { t, f } = useWords();
  const may = useMay();
  const [kind, setKind] = useFilter('kind', 'own');
  const [q, setQ] = useFilter('q');
  const list = useFetched<Page<Dashboard>>(`/api/dashboards?kind=${kind}`, 'dashboards');
  const edits = may('dashboards.edit');
  const create = edits && (
    <ButtonLink href="/dashboards/new" kind="main" icon="plus">
      {t.dashboards.create}
    </ButtonLink>
  );
  const needle = q.trim().toLocaleLowerCase();
  return (
    <>
      <PageHead
        title={t.dashboards.title}
        actions={
          <>
            {edits && <Upload />}
            {create}
          </>
        }
      />
      <div class="filters">
        <Choice
          label={t.dashboards.kind}
          value={kind}
          onInput={setKind}
          options={[
            { value: 'own', label: t.dashboards.own },
            { value: 'automatic', label: t.dashboards.automatic },
          ]}
        />
        <SearchBox label={t.dashboards.search} value={q} onSearch={setQ} />
      </div>
      <Loaded of={list}>
        {({ items }) => {
          const shown = items.filter((one) =>
            `${one.name} ${one.description ?? ''}`.toLocaleLowerCase().includes(needle),
          );
          if (items.length === 0) {
            return (
              <Empty title={t.dashboards.none} action={kind === 'own' && create}>
                {kind === 'own' ? t.dashboards.noneText : t.dashboards.noneAutomatic}
              </Empty>
            );
          }
          if (shown.length === 0) {
            return <Empty title={t.dashboards.noneFound}>{t.common.changeFilters}</Empty>;
          }
          return (
            <ul class="dashboards">
              {shown.map((one) => (
                <li key={one.id}>
                  <a class="dashboard-link" href={`/dashboards/${encodeURIComponent(one.id)}`}>
                    {one.name}
                  </a>
                  {one.description && <p class="muted small-text">{one.description}</p>}
                  <p class="muted small-text">
                    {one.automatic
                      ? known(t.dashboards.of, String(one.id).split(':')[0]!)
                      : f.count(t.dashboards.panelCount, one.panels.length)}
                  </p>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </>
  );
}

/** Brings back a dashboard that was kept as a file. */
function Upload() {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const quick = useQuickAction();
  const send = (file: File) =>
    void quick(async () => {
      const made = await putYaml(await file.text());
      toast({ text: t.dashboards.uploaded });
      if (made?.id !== undefined) navigate(`/dashboards/${encodeURIComponent(made.id)}`);
    });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        hidden
        aria-label={t.dashboards.upload}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) send(file);
        }}
      />
      <Button icon="up" onClick={() => input.current!.click()}>
        {t.dashboards.upload}
      </Button>
    </>
  );
}

/** YAML is the one body that is not JSON. */
async function putYaml(text: string): Promise<{ id?: number | string } | undefined> {
  const response = await fetch('/api/dashboards/yaml', {
    method: 'PUT',
    headers: { 'Content-Type': 'text/yaml', 'X-Relais': '1', Accept: 'application/json' },
    body: text,
    credentials: 'same-origin',
  });
  const answer = await response.text();
  const said = answer === '' ? {} : JSON.parse(answer);
  if (response.ok) return said;
  throw new Refusal({ code: `http-${response.status}`, detail: '', ...said, status: response.status });
}
