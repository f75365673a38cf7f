import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { DocumentRow, VaultDocument } from '../../api/vault.ts';
import { Badge, When } from '../../ui/bits.tsx';
import { Button, ButtonLink } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Loaded, useQuickAction } from '../../ui/states.tsx';
import { Head, num, unseen } from '../../ui/table.tsx';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { mediaKind } from './media.ts';
import { Preview } from './Preview.tsx';
import { ProofPanel } from './ProofPanel.tsx';
import { ShareDialog } from './ShareDialog.tsx';

/** One document beside its folder: how it looks, its versions, what proves it. */
export function DocumentPane(props: {
  id: string;
  writes: boolean;
  onClose: () => void;
  onChanged: () => void;
  onDrop: (document: DocumentRow) => void;
}) {
  const { t } = useWords();
  const found = useFetched<VaultDocument>(`/api/documents/${props.id}`, `document:${props.id}`);
  return (
    <aside class="document-pane" aria-label={found.data?.name ?? t.documents.document}>
      <Loaded of={found} lines={6}>
        {(document) => <Whole {...props} document={document} reload={found.reload} />}
      </Loaded>
    </aside>
  );
}

function Whole(props: {
  document: VaultDocument;
  writes: boolean;
  reload: () => void;
  onClose: () => void;
  onChanged: () => void;
  onDrop: (document: DocumentRow) => void;
}) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const [sharing, setSharing] = useState(false);
  const { document, writes } = props;
  const content = `/api/documents/${document.id}/content`;
  const lock = (on: boolean) =>
    void quick(async () => {
      const path = `/api/documents/${document.id}/lock`;
      await (on ? post(path) : remove(path));
      props.reload();
      props.onChanged();
    });
  return (
    <>
      <header class="pane-head">
        <h2>{document.name}</h2>
        <Button kind="quiet" icon="close" label={t.common.close} onClick={props.onClose} />
      </header>
      <div class="pane-actions">
        <ButtonLink href={content} icon="down" download>
          {t.documents.download}
        </ButtonLink>
        {writes && (
          <Button icon="link" onClick={() => setSharing(true)}>
            {t.shares.share}
          </Button>
        )}
        {writes && (
          <Menu label={t.common.more}>
            {(!document.lock || document.lock.mine !== false) && (
              <button type="button" onClick={() => lock(!document.lock)}>
                {document.lock ? t.documents.unlock : t.documents.lock}
              </button>
            )}
            <button type="button" class="danger" onClick={() => props.onDrop(document)}>
              {t.dossiers.toTrash}
            </button>
          </Menu>
        )}
      </div>
      {document.lock && (
        <p class="mark-word">
          <Icon name="lock" />
          {fill(t.documents.lockedBy, { name: document.lock.by ?? '' })} <When at={document.lock.at} />
        </p>
      )}
      {document.scan === 'infected' ? (
        <p class="note wrong">{t.documents.infected}</p>
      ) : (
        <Preview document={document} />
      )}
      <dl class="facts">
        <div>
          <dt>{t.documents.size}</dt>
          <dd>{f.bytes(document.size)}</dd>
        </div>
        <div>
          <dt>{t.documents.kind}</dt>
          <dd title={document.mediaType}>{t.documents.kinds[mediaKind(document.mediaType)]}</dd>
        </div>
        {document.scan && (
          <div>
            <dt>{t.documents.virus}</dt>
            <dd>
              <Badge tone={document.scan === 'clean' ? 'good' : document.scan === 'infected' ? 'bad' : 'wait'}>
                {t.documents.scans[document.scan]}
              </Badge>
            </dd>
          </div>
        )}
      </dl>
      <Versions {...props} />
      <ProofPanel document={document} />
      {sharing && <ShareDialog document={document} onClose={() => setSharing(false)} />}
    </>
  );
}

function Versions(props: {
  document: VaultDocument;
  writes: boolean;
  reload: () => void;
  onChanged: () => void;
}) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const { document } = props;
  const versions = document.versions ?? [];
  if (versions.length < 2) return null;
  const back = (n: number) =>
    void quick(async () => {
      await post(`/api/documents/${document.id}/versions/${n}/restore`);
      props.reload();
      props.onChanged();
      toast({ text: fill(t.documents.versionBack, { n }) });
    });
  return (
    <details class="pane-part">
      <summary>{f.count(t.documents.versions, versions.length)}</summary>
      <table class="rows">
        <Head of={[t.documents.versionName, num(t.documents.size), unseen(t.common.more)]} />
        <tbody>
          {[...versions]
            .sort((a, b) => b.version - a.version)
            .map((one) => (
              <tr key={one.version}>
                <th scope="row">
                  {one.version}
                  <span class="under">
                    <When at={one.at} exact /> {one.by && `· ${one.by}`}
                  </span>
                </th>
                <td class="num">{f.bytes(one.size)}</td>
                <td class="row-actions">
                  <Menu label={fill(t.documents.version, { n: one.version })}>
                    <a href={`/api/documents/${document.id}/content?version=${one.version}`} download>
                      {t.documents.download}
                    </a>
                    {props.writes && one.version !== document.version && (
                      <button type="button" onClick={() => back(one.version)}>
                        {t.documents.takeBack}
                      </button>
                    )}
                  </Menu>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}
