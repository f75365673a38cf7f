import { useEffect, useRef, useState } from 'preact/hooks';
import { post, query, remove } from '../../api/client.ts';
import { throttled } from '../../api/live.ts';
import { usePaged } from '../../api/paged.ts';
import type { Dossier, DocumentRow, FolderPage, FolderRow } from '../../api/vault.ts';
import { here, left, navigate, useFilter } from '../../app/router.ts';
import { Button, SearchBox, Select } from '../../ui/controls.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageTurn } from '../../ui/PageTurn.tsx';
import { useRowKeys } from '../../ui/rowKeys.ts';
import { Empty, Loaded, useQuickAction } from '../../ui/states.tsx';
import { useSelection } from '../../ui/selection.ts';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { mayWrite } from '../dossier/useDossier.ts';
import { filesChosen, filesOf, type Coming } from '../upload/dropped.ts';
import { uploads } from '../upload/queue.ts';
import '../upload/UploadDock.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { FolderTable } from './FolderTable.tsx';
import { ManyDocuments } from './ManyDocuments.tsx';
import { MoveDialog, NameDialog } from './NameDialog.tsx';
import { within } from './paths.ts';

const SORTS = ['name', 'changed', 'size'] as const;
const ROWS = 100;
/** Five hundred files that arrive in a minute are not five hundred questions. */
const ARRIVED_MS = 1500;

/** One folder: what is in it, and the way into and out of it. */
export function Folder(props: { dossier: Dossier; onTrash: () => void }) {
  const { t, f } = useWords();
  const { dossier } = props;
  const [path] = useFilter('path', '/');
  const [sort, setSort] = useFilter('sort', 'name');
  const [shown, setShown] = useFilter('document');
  const [from, setFrom] = useFilter('from');
  const folder = usePaged<FolderPage>(
    `/api/dossiers/${dossier.id}/folder${query({ path, sort, from: sort === 'name' ? from : '' })}`,
    `dossier:${dossier.id}`,
    ROWS,
    lines,
  );
  const { reload } = folder;
  const selection = useSelection((folder.data?.documents ?? []).map((one) => one.id), folder.key);
  useEffect(() => {
    const look = throttled(reload, ARRIVED_MS);
    return uploads.onArrival((one) => one.dossier === dossier.id && look());
  }, [reload, dossier.id]);
  const [making, setMaking] = useState(false);
  const [renaming, setRenaming] = useState<{ folder?: FolderRow; document?: DocumentRow }>();
  const writes = mayWrite(dossier);
  const quick = useQuickAction();
  const take = (coming: Coming[]) => {
    const { begun, there } = uploads.add(dossier.id, path, coming);
    if (coming.length === 0) toast({ text: t.uploads.noFiles, wrong: true });
    else if (begun === 0) toast({ text: f.count(t.uploads.allThere, there) });
  };
  const dropRow = (row: { folder?: FolderRow; document?: DocumentRow }) =>
    void quick(async () => {
      const address = row.folder ? `/api/folders/${row.folder.id}` : `/api/documents/${row.document!.id}`;
      await remove(address);
      if (row.document && shown === String(row.document.id)) setShown('');
      reload();
      toast({
        text: fill(row.folder ? t.documents.folderTrashed : t.documents.trashed, {
          name: (row.folder ?? row.document)!.name,
        }),
        // What was in a folder is taken back one by one, from the trash.
        undo: row.document
          ? () =>
              void quick(async () => {
                await post(`${address}/restore`);
                reload();
              })
          : undefined,
      });
    });
  const keepRow = (id: number) =>
    void quick(async () => {
      await post(`/api/waiting-files/${id}/keep`);
      reload();
      toast({ text: t.documents.keptNow });
    });
  const goInto = (next: string) =>
    navigate(`${location.pathname}${query({ path: next === '/' ? '' : next, sort: sort === 'name' ? '' : sort })}`);
  // The way back from the first one that is looked at leads to the list, from the others too.
  const show = (next: string) =>
    shown === '' ? navigate(withDocument(next), 'push', left().turned) : setShown(next);
  const at = useRowKeys(
    '.files',
    folder.key,
    [
      ...(folder.data?.folders ?? []).map((one) => ({ open: () => goInto(within(path, one.name)) })),
      ...(folder.data?.documents ?? []).map((one) => ({
        open: () => show(String(one.id)),
        tick: () => selection.toggle(one.id),
      })),
    ],
    () => setShown(''),
  );
  return (
    <Drop active={writes} onFiles={take}>
      <div class="folder-bar">
        <Crumbs path={path} onGo={goInto} />
        <span class="actions">
          {writes && <AddButtons onFiles={take} />}
          {writes && (
            <Button icon="folder" onClick={() => setMaking(true)}>
              {t.documents.newFolder}
            </Button>
          )}
          <Menu label={t.common.more}>
            <a href={`/api/dossiers/${dossier.id}/zip${query({ path })}`} download>
              {t.documents.zip}
            </a>
            <button type="button" onClick={props.onTrash}>
              {t.documents.trash}
            </button>
          </Menu>
        </span>
      </div>
      <div class={shown === '' ? 'folder' : 'folder split'}>
        <div class="folder-list">
          <Loaded of={folder} lines={8}>
            {(page) =>
              lines(page) === 0 && from === '' && !folder.previous ? (
                <Empty title={path === '/' ? t.documents.none : t.documents.emptyFolder}>
                  {writes ? t.documents.noneText : undefined}
                </Empty>
              ) : (
                <>
                  <div class="folder-sort">
                    {sort === 'name' && (from !== '' || folder.next || folder.previous) ? (
                      <SearchBox label={t.documents.goTo} value={from} onSearch={setFrom} />
                    ) : (
                      <span class="muted">
                        {page.documents.length > 0 && f.count(t.documents.shown, page.documents.length)}
                      </span>
                    )}
                    <Select
                      small
                      label={t.dossiers.sort}
                      value={sort}
                      onInput={setSort}
                      options={SORTS.map((one) => ({ value: one, label: t.documents.sorts[one] }))}
                    />
                  </div>
                  {writes && page.documents.length > 0 && (
                    <ManyDocuments
                      selection={selection}
                      rows={page.documents}
                      dossier={dossier}
                      path={path}
                      reload={reload}
                    />
                  )}
                  <FolderTable
                    selection={selection}
                    page={page}
                    dossier={dossier}
                    path={path}
                    shown={shown}
                    writes={writes}
                    onOpen={goInto}
                    at={at}
                    onShow={show}
                    onRename={setRenaming}
                    onDrop={dropRow}
                    onKeep={keepRow}
                  />
                  <PageTurn of={folder} shown={lines(page)} />
                </>
              )
            }
          </Loaded>
        </div>
        {shown !== '' && (
          <DocumentPane
            key={shown}
            id={shown}
            writes={writes}
            onClose={() => setShown('')}
            onChanged={reload}
            onDrop={(document) => dropRow({ document })}
          />
        )}
      </div>
      {making && (
        <NameDialog
          title={t.documents.newFolder}
          submit={t.documents.make}
          onClose={() => setMaking(false)}
          onNamed={async (name) => {
            await post(`/api/dossiers/${dossier.id}/folders`, { path: within(path, name) });
            reload();
          }}
        />
      )}
      {renaming && (
        <MoveDialog dossier={dossier} of={renaming} path={path} onClose={() => setRenaming(undefined)} onDone={reload} />
      )}
    </Drop>
  );
}

function withDocument(id: string): string {
  const { path, query: asked } = here();
  asked.set('document', id);
  return `${path}?${asked.toString()}`;
}

const lines = (page: FolderPage) =>
  page.folders.length + page.documents.length + (page.waiting?.length ?? 0);

/** Where one is: "Documents / plans / 2025", each a way back. */
function Crumbs(props: { path: string; onGo: (path: string) => void }) {
  const { t } = useWords();
  const names = props.path.split('/').filter(Boolean);
  return (
    <nav class="crumbs" aria-label={t.documents.where}>
      <ol>
        {['', ...names].map((name, i) => {
          const to = `/${names.slice(0, i).join('/')}`;
          const label = i === 0 ? t.documents.title : name;
          return (
            <li key={to}>
              {i === names.length ? (
                <strong aria-current="location">{label}</strong>
              ) : (
                <button type="button" class="linklike" onClick={() => props.onGo(to)}>
                  {label}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function AddButtons(props: { onFiles: (coming: Coming[]) => void }) {
  const { t } = useWords();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (input: HTMLInputElement) => {
    if (input.files) props.onFiles(filesChosen(input.files));
    input.value = '';
  };
  // Not among the attributes that TypeScript knows.
  useEffect(() => folder.current?.setAttribute('webkitdirectory', ''), []);
  const hidden = { type: 'file' as const, class: 'unseen', tabIndex: -1, 'aria-hidden': true as const };
  return (
    <>
      <input ref={files} {...hidden} multiple onChange={(event) => chosen(event.currentTarget)} />
      <input ref={folder} {...hidden} multiple onChange={(event) => chosen(event.currentTarget)} />
      <Button kind="main" icon="up" onClick={() => files.current?.click()}>
        {t.documents.add}
      </Button>
      <span class="wide-only">
        <Button icon="up" onClick={() => folder.current?.click()}>
          {t.documents.addFolder}
        </Button>
      </span>
    </>
  );
}

/** Takes what is dropped anywhere on the page's part. */
function Drop(props: {
  active: boolean;
  onFiles: (coming: Coming[]) => void;
  children: preact.ComponentChildren;
}) {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  if (!props.active) return <div>{props.children}</div>;
  const files = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  return (
    <div
      class={`drop-zone${over ? ' over' : ''}`}
      onDragEnter={(event) => {
        if (!files(event)) return;
        depth.current++;
        setOver(true);
      }}
      onDragOver={(event) => files(event) && event.preventDefault()}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      }}
      onDrop={(event) => {
        if (!files(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void filesOf(event.dataTransfer!).then(props.onFiles);
      }}
    >
      {props.children}
      {over && (
        <p class="drop-here" aria-hidden="true">
          {t.documents.dropHere}
        </p>
      )}
    </div>
  );
}
