import { query } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { Found } from '../api/vault.ts';
import { useFilter } from '../app/router.ts';
import { SearchBox } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { Rows } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';
import { Snippet } from './Snippet.tsx';

/** Everything one may see: fields of dossiers and texts of documents. */
export function SearchPage() {
  const { t } = useWords();
  const [q, setQ] = useFilter('q');
  const list = useListed<Found>(q.trim() === '' ? undefined : `/api/keep-search${query({ q })}`);
  return (
    <>
      <PageHead title={t.keepSearch.title} />
      <div class="filters keep-search">
        <SearchBox label={t.keepSearch.label} value={q} onSearch={setQ} />
      </div>
      {q.trim() === '' ? (
        <Empty title={t.keepSearch.begin}>{t.keepSearch.help}</Empty>
      ) : (
        <Rows of={list} empty={<Empty title={t.keepSearch.none}>{t.keepSearch.noneText}</Empty>}>
          {(rows) => (
            <ol class="found">
              {rows.map((row) => (
                <li key={`${row.kind}${row.id}`}>
                  <Icon name={row.kind === 'document' ? 'file' : 'folder'} label={t.keepSearch.kinds[row.kind]} />
                  <div class="grow">
                    <a
                      class="row-link"
                      href={
                        row.kind === 'document'
                          ? `/dossiers/${row.dossierId}/documents?document=${row.id}`
                          : `/dossiers/${row.id}`
                      }
                    >
                      {row.title}
                    </a>
                    {row.number && <span class="mono muted"> {row.number}</span>}
                    {row.snippet && (
                      <p class="snippet">
                        <Snippet text={row.snippet} />
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ol>
          )}
        </Rows>
      )}
    </>
  );
}
