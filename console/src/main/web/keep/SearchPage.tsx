import { query } from '../api/client.ts';
import { usePaged } from '../api/paged.ts';
import type { BestPage } from '../api/types.ts';
import type { Found } from '../api/vault.ts';
import { useFilter } from '../app/router.ts';
import { SearchBox } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { PageHead } from '../ui/page.tsx';
import { PageTurn } from '../ui/PageTurn.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { useWords } from '../words/words.ts';
import { Snippet } from './Snippet.tsx';

const ROWS = 50;

/** Everything one may see: fields of dossiers and texts of documents. */
export function SearchPage() {
  const { t } = useWords();
  const [q, setQ] = useFilter('q');
  return (
    <>
      <PageHead title={t.keepSearch.title} />
      <div class="filters keep-search">
        <SearchBox label={t.keepSearch.label} value={q} onSearch={setQ} />
      </div>
      {q.trim() === '' ? (
        <Empty title={t.keepSearch.begin}>{t.keepSearch.help}</Empty>
      ) : (
        <Places q={q} />
      )}
    </>
  );
}

/** What the words were found in, the best first. */
function Places({ q }: { q: string }) {
  const { t } = useWords();
  const list = usePaged<BestPage<Found>>(
    `/api/keep-search${query({ q })}`,
    undefined, // what is read must not change places under the eye
    ROWS,
    (page) => page.items.length,
  );
  const rows = list.data?.items ?? [];
  return (
    <>
      <Loaded of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.keepSearch.none}>{t.keepSearch.noneText}</Empty>
          ) : (
            <ol class="found">
              {items.map((row) => (
                <Place key={`${row.kind}${row.id}`} row={row} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <PageTurn of={list} shown={rows.length} total={list.data?.total} />
      {list.data?.cut && rows.length > 0 && <p class="muted">{t.keepSearch.onlyBest}</p>}
    </>
  );
}

function Place({ row }: { row: Found }) {
  const { t } = useWords();
  const href =
    row.kind === 'document'
      ? `/dossiers/${row.dossierId}/documents?document=${row.id}`
      : `/dossiers/${row.id}`;
  return (
    <li>
      <Icon name={row.kind === 'document' ? 'file' : 'folder'} label={t.keepSearch.kinds[row.kind]} />
      <div class="grow">
        <a class="row-link" href={href}>
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
  );
}
