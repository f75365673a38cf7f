import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, query, remove } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import { throttled } from '../../api/live.ts';
import type { Dossier, DocumentRow, FolderPage, FolderRow } from '../../api/vault.ts';
import { useFilter } from '../../app/router.ts';
import { Button, Select } from '../../ui/controls.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { MoreRows } from '../../ui/page.tsx';
import { Empty, Loaded, useQuickAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { mayWrite } from '../dossier/useDossier.ts';
import { filesChosen, filesOf, type Coming } from '../upload/dropped.ts';
import { uploads } from '../upload/queue.ts';
import '../upload/UploadDock.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { FolderTable } from './FolderTable.tsx';
import { MoveDialog, NameDialog } from './NameDialog.tsx';
import { within } from './paths.ts';

const SORTS = ['name', 'changed', 'size'] as const;
const FIRST = 200;
const MOST = 5000;
/** Five hundred files that arrive in a minute are not five hundred questions. */
const ARRIVED_MS = 1500;

/** One folder: what is in it, and the way into and out of it. */
export function Folder(props: { dossier: Dossier; onTrash: () => void }) {
  const { t, f } = useWords();
  const { dossier } = props;
  const [path, setPath] = useFilter('path', '/');
  const [sort, setSort] = useFilter('sort', 'name');
  const [shown, setShown] = useFilter('document');
  const [limit, setLimit] = useState(FIRST);
  useEffect(() => setLimit(FIRST), [path]);
  const folder = useFetched<FolderPage>(
    `/api/dossiers/${dossier.id}/folder${query({ path, sort })}`,
    `dossier:${dossier.id}`,
    (address, signal) => readFolder(address, limit, signal),
  );
  const { reload } = folder;
  useEffect(() => reload(), [limit]);
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
  useKeys({ Escape: () => setShown('') });
  return (
    <Drop active={writes} onFiles={take}>
      <div class="folder-bar">
        <Crumbs path={path} onGo={setPath} />
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
              page.folders.length === 0 && page.documents.length === 0 && !page.waiting?.length ? (
                <Empty title={path === '/' ? t.documents.none : t.documents.emptyFolder}>
                  {writes ? t.documents.noneText : undefined}
                </Empty>
              ) : (
                <>
                  <div class="folder-sort">
                    <span class="muted">
                      {f.count(t.documents.shown, page.documents.length)}
                      {page.next !== undefined && '+'}
                    </span>
                    <Select
                      small
                      label={t.dossiers.sort}
                      value={sort}
                      onInput={setSort}
                      options={SORTS.map((one) => ({ value: one, label: t.documents.sorts[one] }))}
                    />
                  </div>
                  <FolderTable
                    page={page}
                    dossier={dossier}
                    path={path}
                    shown={shown}
                    writes={writes}
                    onOpen={setPath}
                    onShow={setShown}
                    onRename={setRenaming}
                    onDrop={dropRow}
                  />
                  <MoreRows
                    shown={page.documents.length + page.folders.length}
                    more={page.next !== undefined && limit < MOST ? () => setLimit(limit * 2) : undefined}
                  />
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

async function readFolder(address: string, limit: number, signal: AbortSignal): Promise<FolderPage> {
  const whole = await get<FolderPage>(`${address}&limit=${FIRST}`, signal);
  while (whole.next !== undefined && whole.documents.length + whole.folders.length < limit) {
    const more = await get<FolderPage>(
      `${address}&limit=${FIRST}&after=${encodeURIComponent(whole.next)}`,
      signal,
    );
    whole.folders.push(...more.folders);
    whole.documents.push(...more.documents);
    whole.next = more.next;
  }
  return whole;
}

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
