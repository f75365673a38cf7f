import type { Dossier } from '../../api/vault.ts';
import { useFilter } from '../../app/router.ts';
import { Loaded } from '../../ui/states.tsx';
import { DossierHead } from '../dossier/DossierHead.tsx';
import { useDossier } from '../dossier/useDossier.ts';
import { DocumentTrash } from './DocumentTrash.tsx';
import { Folder } from './Folder.tsx';

/** The documents of a dossier: folders as on a share, and what was thrown away. */
export function DocumentsPage({ id }: { id: string }) {
  const found = useDossier(id);
  return (
    <Loaded of={found} lines={10}>
      {(dossier) => (
        <>
          <DossierHead dossier={dossier} reload={found.reload} />
          <Documents dossier={dossier} reload={found.reload} />
        </>
      )}
    </Loaded>
  );
}

function Documents(props: { dossier: Dossier; reload: () => void }) {
  const [trash, setTrash] = useFilter('trash');
  return trash === '1' ? (
    <DocumentTrash dossier={props.dossier} onBack={() => setTrash('')} onChanged={props.reload} />
  ) : (
    <Folder dossier={props.dossier} onTrash={() => setTrash('1')} />
  );
}
