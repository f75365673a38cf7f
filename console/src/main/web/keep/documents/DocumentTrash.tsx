import { post } from '../../api/client.ts';
import { useListed } from '../../api/fetched.ts';
import type { Dossier, TrashRow } from '../../api/vault.ts';
import { When } from '../../ui/bits.tsx';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Empty, useQuickAction } from '../../ui/states.tsx';
import { Head, num, Rows, unseen, wide } from '../../ui/table.tsx';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { mayWrite } from '../dossier/useDossier.ts';

/** What was thrown away in a dossier and can be taken back. */
export function DocumentTrash(props: { dossier: Dossier; onBack: () => void; onChanged: () => void }) {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const list = useListed<TrashRow>(`/api/dossiers/${props.dossier.id}/trash`, `dossier:${props.dossier.id}`);
  const restore = (row: TrashRow) =>
    void quick(async () => {
      await post(`/api/${row.kind === 'folder' ? 'folders' : 'documents'}/${row.id}/restore`);
      list.reload();
      props.onChanged();
      toast({ text: fill(t.documents.restored, { name: row.name }) });
    });
  return (
    <>
      <div class="folder-bar">
        <h2>{t.documents.trash}</h2>
        <span class="actions">
          <Button icon="back" onClick={props.onBack}>
            {t.documents.title}
          </Button>
        </span>
      </div>
      <Rows of={list} empty={<Empty title={t.documents.trashEmpty}>{t.documents.trashText}</Empty>}>
        {(rows) => (
          <table class="rows">
            <Head
              of={[t.documents.name, wide(num(t.documents.size)), wide(t.documents.trashedAt), unseen(t.common.more)]}
            />
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.kind}${row.id}`}>
                  <th scope="row">
                    <Icon name={row.kind === 'folder' ? 'folder' : 'file'} /> {row.name}
                    {row.path && row.path !== '/' && <span class="under">{row.path}</span>}
                    <span class="under narrow-only">
                      {t.documents.trashedAt} <When at={row.trashedAt} />
                    </span>
                  </th>
                  <td class="wide-only num">{row.size === undefined ? '' : f.bytes(row.size)}</td>
                  <td class="wide-only nowrap">
                    <When at={row.trashedAt} />
                    {row.trashedBy && <span class="under">{row.trashedBy}</span>}
                  </td>
                  <td class="row-actions">
                    {mayWrite(props.dossier) && (
                      <Button small icon="undo" onClick={() => restore(row)}>
                        {t.dossiers.restore}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Rows>
    </>
  );
}
