import type { Dossier, DocumentRow, FolderPage, FolderRow } from '../../api/vault.ts';
import { query } from '../../api/client.ts';
import { Badge, When } from '../../ui/bits.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { Selection } from '../../ui/selection.ts';
import { RowCheck } from '../../ui/SelectionBar.tsx';
import { Head, num, unseen, wide } from '../../ui/table.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { within } from './paths.ts';

interface Row {
  folder?: FolderRow;
  document?: DocumentRow;
}

/** What is in a folder; folders first. */
export function FolderTable(props: {
  page: FolderPage;
  dossier: Dossier;
  path: string;
  shown: string;
  writes: boolean;
  selection: Selection;
  /** The row at which keys are. */
  at: number;
  onOpen: (path: string) => void;
  onShow: (document: string) => void;
  onRename: (row: Row) => void;
  onDrop: (row: Row) => void;
  onKeep: (waiting: number) => void;
}) {
  const { t, f } = useWords();
  const { page, path, writes, selection } = props;
  const slim = props.shown !== '';
  const menu = (row: Row, name: string, extra: preact.ComponentChildren) => (
    <td class="row-actions">
      <Menu label={fill(t.documents.moreOf, { name })}>
        {extra}
        {writes && (
          <>
            <button type="button" onClick={() => props.onRename(row)}>
              {t.documents.move}
            </button>
            <button type="button" class="danger" onClick={() => props.onDrop(row)}>
              {t.dossiers.toTrash}
            </button>
          </>
        )}
      </Menu>
    </td>
  );
  return (
    <table class="rows files">
      <Head
        of={[
          writes && { name: t.common.selection, class: 'check-column', unseen: true },
          t.documents.name,
          !slim && wide(num(t.documents.size)),
          !slim && wide(t.dossiers.changed),
          unseen(t.common.more),
        ]}
      />
      <tbody>
        {page.folders.map((folder, i) => (
          <tr key={`f${folder.id}`} class={props.at === i ? 'current' : undefined}>
            {writes && <td class="check-column" />}
            <th scope="row">
              <button type="button" class="file-button" onClick={() => props.onOpen(within(path, folder.name))}>
                <Icon name="folder" />
                <span class="grow">
                  {folder.name}
                  {folder.documents !== undefined && (
                    <span class="under">{f.count(t.documents.count, folder.documents)}</span>
                  )}
                </span>
              </button>
            </th>
            {!slim && <td class="wide-only" />}
            {!slim && <td class="wide-only" />}
            {menu(
              { folder },
              folder.name,
              <a
                href={`/api/dossiers/${props.dossier.id}/zip${query({ path: within(path, folder.name) })}`}
                download
              >
                {t.documents.zip}
              </a>,
            )}
          </tr>
        ))}
        {page.documents.map((document, i) => (
          <tr key={document.id} class={
              [selection.has(document.id) && 'ticked', (props.shown === String(document.id) || props.at === page.folders.length + i) && 'current']
                .filter(Boolean)
                .join(' ') || undefined
            }
          >
            {writes && (
              <td class="check-column">
                <RowCheck selection={selection} id={document.id} name={document.name} />
              </td>
            )}
            <th scope="row">
              <button
                type="button"
                class="file-button"
                aria-current={props.shown === String(document.id) ? 'true' : undefined}
                onClick={() => props.onShow(String(document.id))}
              >
                <Icon name="file" />
                <span class="grow">
                  {document.name}
                  <span class={slim ? 'under' : 'under narrow-only'}>
                    {f.bytes(document.size)} · <When at={document.changedAt} />
                  </span>
                  <Marks of={document} />
                </span>
              </button>
            </th>
            {!slim && <td class="wide-only num">{f.bytes(document.size)}</td>}
            {!slim && (
              <td class="wide-only nowrap">
                <When at={document.changedAt} />
                {document.changedBy && <span class="under">{document.changedBy}</span>}
              </td>
            )}
            {menu(
              { document },
              document.name,
              <a href={`/api/documents/${document.id}/content`} download>
                {t.documents.download}
              </a>,
            )}
          </tr>
        ))}
        {page.waiting?.map((file) => (
          <tr key={`w${file.id}`}>
            {writes && <td class="check-column" />}
            <th scope="row">
              <a class="file-button" href={`/api/waiting-files/${file.id}/content`} download>
                <Icon name="file" />
                <span class="grow">
                  {file.name}
                  <span class="under">{t.documents.waiting}</span>
                </span>
              </a>
            </th>
            {!slim && <td class="wide-only num">{f.bytes(file.size)}</td>}
            {!slim && (
              <td class="wide-only nowrap">
                <When at={file.changedAt} />
              </td>
            )}
            <td class="row-actions">
              {writes && (
                <Menu label={fill(t.documents.moreOf, { name: file.name })}>
                  <button type="button" onClick={() => props.onKeep(file.id)}>
                    {t.documents.keepNow}
                  </button>
                </Menu>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Marks({ of }: { of: DocumentRow }) {
  const { t } = useWords();
  const infected = of.scan === 'infected';
  if (!infected && !of.locked && of.version <= 1) return null;
  return (
    <span class="file-marks">
      {infected && <Badge tone="bad">{t.documents.scans.infected}</Badge>}
      {of.locked && (
        <span class="mark-word">
          <Icon name="lock" />
          {typeof of.locked === 'string' ? fill(t.documents.lockedBy, { name: of.locked }) : t.documents.locked}
        </span>
      )}
      {of.version > 1 && <span class="muted">{fill(t.documents.version, { n: of.version })}</span>}
    </span>
  );
}
