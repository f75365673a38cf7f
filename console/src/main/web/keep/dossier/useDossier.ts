import { useFetched, type Fetched } from '../../api/fetched.ts';
import { query } from '../../api/client.ts';
import type { Dossier } from '../../api/vault.ts';
import { useTypes } from '../useTypes.ts';

/** A dossier as it is, or as it was; there once the words of its type are there too. */
export function useDossier(id: string, at = ''): Fetched<Dossier> {
  const { settled } = useTypes();
  const found = useFetched<Dossier>(
    `/api/dossiers/${id}${query({ at })}`,
    at === '' ? `dossier:${id}` : undefined,
  );
  return settled ? found : { ...found, data: undefined };
}

export const isHeld = (dossier: Dossier): boolean =>
  Array.isArray(dossier.holds) ? dossier.holds.length > 0 : dossier.holds > 0;

export const mayWrite = (dossier: Dossier): boolean => dossier.level !== 'read' && !dossier.trashed;
