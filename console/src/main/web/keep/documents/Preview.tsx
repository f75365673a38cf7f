import { useEffect, useState } from 'preact/hooks';
import type { VaultDocument } from '../../api/vault.ts';
import { Button } from '../../ui/controls.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { isText } from './media.ts';

/** As much of a text as one looks at without opening it. */
const TEXT_BYTES = 64 * 1024;
const WIDTH = 960;

/** What LibreOffice on the server would draw. */
const OFFICE = /opendocument\.(text|spreadsheet)|wordprocessingml|spreadsheetml|msword|ms-excel|rtf/;

/** How it looks: pages and pictures as pictures, text as text; nothing is ever run. */
export function Preview({ document }: { document: VaultDocument }) {
  if (isText(document.mediaType)) return <TextPreview document={document} />;
  return <Pages key={`${document.id}/${document.version}`} document={document} />;
}

function TextPreview({ document }: { document: VaultDocument }) {
  const { t } = useWords();
  const [text, setText] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    // A part is enough, and the same for a small file as for a huge one.
    fetch(`/api/documents/${document.id}/content?inline=true`, {
      headers: document.size > TEXT_BYTES ? { Range: `bytes=0-${TEXT_BYTES - 1}` } : {},
      signal: stop.signal,
    })
      .then((response) => (response.ok ? response.text() : undefined))
      .then(setText, () => {});
    return () => stop.abort();
  }, [document.id, document.version]);
  if (text === undefined) return null;
  return (
    <pre class="preview-text" tabIndex={0} aria-label={t.documents.preview}>
      {text}
      {document.size > TEXT_BYTES && '\n…'}
    </pre>
  );
}

function Pages({ document }: { document: VaultDocument }) {
  const { t } = useWords();
  const [page, setPage] = useState(1);
  const [failed, setFailed] = useState<'never' | 'now'>();
  const [drawn, setDrawn] = useState(0);
  const [last, setLast] = useState(document.pages || undefined); // of office documents nobody knows
  if (failed === 'now') {
    return (
      <div class="preview-none muted">
        <p>{t.documents.notDrawn}</p>
        <Button small onClick={() => setFailed(undefined)}>
          {t.common.retry}
        </Button>
      </div>
    );
  }
  if (document.preview === false || failed) {
    const office = OFFICE.test(document.mediaType);
    return (
      <p class="preview-none muted">
        {t.documents.noPreview} {office && (document.preview ? t.documents.cannotDraw : t.documents.noOffice)}
      </p>
    );
  }
  const paged = /pdf|office|opendocument|msword|ms-|rtf/.test(document.mediaType);
  const url = (n: number) =>
    `/api/documents/${document.id}/preview?page=${n}&width=${WIDTH}&version=${document.version}`;
  return (
    <figure class="preview" aria-busy={drawn !== page}>
      {drawn !== page && (
        <p class={drawn === 0 ? 'preview-wait' : 'preview-wait over'} role="status">
          {t.documents.drawing}
        </p>
      )}
      <img
        class={drawn === 0 ? 'coming' : undefined}
        src={url(page)}
        alt={fill(t.documents.previewOf, { name: document.name })}
        onLoad={() => setDrawn(page)}
        onError={() => {
          if (page === 1) return void why(url(1)).then(setFailed);
          setLast(page - 1);
          setPage(page - 1);
        }}
      />
      {paged && last !== 1 && (
        <figcaption>
          <Button small icon="back" label={t.documents.pageBefore} disabled={page === 1} onClick={() => setPage(page - 1)} />
          <span>
            {last === undefined
              ? fill(t.documents.page, { n: page })
              : fill(t.documents.pageOf, { n: page, all: last })}
          </span>
          <Button small icon="next" label={t.documents.pageAfter} disabled={page === last} onClick={() => setPage(page + 1)} />
        </figcaption>
      )}
    </figure>
  );
}

/** A picture that did not come does not say whether there is one: a busy server, a cut line, or never. */
async function why(url: string): Promise<'never' | 'now'> {
  const status = await fetch(url).then((response) => response.status, () => 0);
  return status === 404 ? 'never' : 'now';
}
