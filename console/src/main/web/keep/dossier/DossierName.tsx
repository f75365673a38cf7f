import { useFetched } from '../../api/fetched.ts';
import type { Dossier } from '../../api/vault.ts';

/** Another dossier by number and title, with a way to it, for who may see it. */
export function DossierName({ id }: { id: number }) {
  const dossier = useFetched<Dossier>(`/api/dossiers/${id}`).data;
  return dossier ? (
    <a href={`/dossiers/${id}`}>
      <span class="mono">{dossier.number}</span> {dossier.title}
    </a>
  ) : (
    <>#{id}</>
  );
}
