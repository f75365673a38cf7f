import { post } from '../api/client.ts';
import { useListed } from '../api/fetched.ts';
import type { DossierRow } from '../api/vault.ts';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { Button } from '../ui/controls.tsx';
import { Empty, useQuickAction } from '../ui/states.tsx';
import { Head, Rows, unseen, wide } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { KeepHead } from './KeepHead.tsx';

/** Dossiers that were thrown away and can still be taken back. */
export function DossierTrash() {
  const { t } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const list = useListed<DossierRow>('/api/dossiers?trashed=true', 'dossiers');
  const restore = (row: DossierRow) =>
    void quick(async () => {
      await post(`/api/dossiers/${row.id}/restore`);
      list.reload();
      toast({ text: fill(t.dossiers.restored, { number: row.number }) });
    });
  return (
    <>
      <KeepHead />
      <Rows of={list} empty={<Empty title={t.dossiers.trashEmpty}>{t.dossiers.trashText}</Empty>}>
        {(rows) => (
          <table class="rows">
            <Head of={[t.dossiers.dossier, wide(t.documents.trashedAt), unseen(t.common.more)]} />
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <a class="row-link" href={`/dossiers/${row.id}`}>
                      {row.title}
                    </a>
                    <span class="under">
                      <span class="mono">{row.number}</span>
                      <span class="narrow-only">
                        {' '}
                        · {t.documents.trashedAt} <When at={row.trashedAt ?? row.changedAt} />
                      </span>
                    </span>
                  </th>
                  <td class="wide-only nowrap">
                    <When at={row.trashedAt ?? row.changedAt} />
                  </td>
                  <td class="row-actions">
                    {may('records.edit') && (
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
