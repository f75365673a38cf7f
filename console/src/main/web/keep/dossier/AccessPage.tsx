import { useEffect, useState } from 'preact/hooks';
import { put } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Dossier, Grant } from '../../api/vault.ts';
import { Button } from '../../ui/controls.tsx';
import { Loaded, ProblemNote, useAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { useWords } from '../../words/words.ts';
import { GrantsEditor } from '../types/GrantsEditor.tsx';
import { useTypes } from '../useTypes.ts';
import { OneDossier } from './OneDossier.tsx';

/** Which groups may do what with this one dossier, beside what its type says. */
export function AccessPage({ id }: { id: string }) {
  return <OneDossier id={id}>{(dossier) => <Access dossier={dossier} />}</OneDossier>;
}

function Access({ dossier }: { dossier: Dossier }) {
  const { t } = useWords();
  const grants = useFetched<{ items: Grant[] }>(`/api/dossiers/${dossier.id}/grants`);
  const type = useTypes().byId.get(dossier.type);
  const [edited, setEdited] = useState<Grant[]>();
  const action = useAction();
  useEffect(() => setEdited(undefined), [grants.data]);
  const save = () =>
    action.run(async () => {
      await put(`/api/dossiers/${dossier.id}/grants`, {
        items: edited!.map(({ group, level }) => ({ group, level })),
      });
      grants.reload();
      toast({ text: t.common.saved });
    });
  return (
    <div class="access">
      <p class="lead">{dossier.confidential ? t.access.confidential : t.access.lead}</p>
      {!dossier.confidential && (type?.grants?.length ?? 0) > 0 && (
        <>
          <h2>{t.access.ofType}</h2>
          <GrantsEditor grants={type!.grants} />
        </>
      )}
      <h2>{t.access.ofThis}</h2>
      <ProblemNote problem={action.problem} />
      <Loaded of={grants} lines={3}>
        {({ items }) => (
          <>
            <GrantsEditor grants={edited ?? items} onChange={setEdited} />
            {edited && (
              <div class="form-foot">
                <Button kind="main" busy={action.busy} onClick={() => void save()}>
                  {t.common.save}
                </Button>
                <Button onClick={() => setEdited(undefined)}>{t.common.cancel}</Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
