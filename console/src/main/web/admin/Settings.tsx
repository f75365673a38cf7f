import { useFetched } from '../api/fetched.ts';
import type { Page } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { SearchBox } from '../ui/controls.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Head, wide } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { sourceWords } from '../words/server.ts';
import { useWords } from '../words/words.ts';

interface SettingRow {
  key: string;
  value: string;
  default: string;
  help: string;
  source: string;
}

/** Every setting, its value and where that came from; read only. */
export function Settings() {
  const { t } = useWords();
  const helps: Record<string, string> = t.server.settings;
  const [q, setQ] = useFilter('q');
  const settings = useFetched<Page<SettingRow>>('/api/settings');
  const fits = (row: SettingRow) =>
    `${row.key} ${helps[row.key] ?? row.help} ${row.value}`.toLowerCase().includes(q.toLowerCase());
  return (
    <>
      <PageHead title={t.settings.title} lead={t.settings.lead} />
      <div class="filters">
        <SearchBox label={t.settings.search} value={q} onSearch={setQ} />
      </div>
      <Loaded of={settings}>
        {({ items }) => {
          const rows = items.filter(fits);
          if (rows.length === 0) return <Empty title={t.settings.noneFound} />;
          return (
            <table class="rows settings">
              <Head of={[t.settings.title, t.settings.value, wide(t.settings.source)]} />
              <tbody>
                {rows.map((row) => (
                  <SettingLine key={row.key} row={row} />
                ))}
              </tbody>
            </table>
          );
        }}
      </Loaded>
    </>
  );
}

function SettingLine({ row }: { row: SettingRow }) {
  const speech = useWords();
  const { t } = speech;
  const changed = row.value !== row.default;
  return (
    <tr>
      <th scope="row">
        <span class="mono">{row.key}</span>
        <span class="under">{(t.server.settings as Record<string, string>)[row.key] ?? row.help}</span>
      </th>
      <td class="setting-value">
        {row.value === '' ? (
          <span class="muted">{t.settings.empty}</span>
        ) : (
          <span class={changed ? 'mono strong' : 'mono'}>{row.value}</span>
        )}
        {changed && (
          <span class="under">
            {fill(t.settings.default, { value: row.default || t.settings.empty })}
          </span>
        )}
      </td>
      <td class="wide-only muted">{sourceWords(row.source, speech)}</td>
    </tr>
  );
}
