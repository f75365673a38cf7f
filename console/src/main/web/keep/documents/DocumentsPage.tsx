import type { Dossier } from '../../api/vault.ts';
import { useFilter } from '../../app/router.ts';
import { OneDossier } from '../dossier/OneDossier.tsx';
import { DocumentTrash } from './DocumentTrash.tsx';
import { Folder } from './Folder.tsx';

/** The documents of a dossier: folders as on a share, and what was thrown away. */
export function DocumentsPage({ id }: { id: string }) {
  return <OneDossier id={id}>{(dossier, reload) => <Documents dossier={dossier} reload={reload} />}</OneDossier>;
}

function Documents(props: { dossier: Dossier; reload: () => void }) {
  const [trash, setTrash] = useFilter('trash');
  return trash === '1' ? (
    <DocumentTrash dossier={props.dossier} onBack={() => setTrash('')} onChanged={props.reload} />
  ) : (
    <Folder dossier={props.dossier} onTrash={() => setTrash('1')} />
  );
}
