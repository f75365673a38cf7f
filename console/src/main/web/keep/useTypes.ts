import { useMemo } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import type { Page } from '../api/types.ts';
import type { DossierType } from '../api/vault.ts';

export interface Types {
  all: DossierType[];
  byId: Map<number, DossierType>;
  /** False until the server has said which there are. */
  known: boolean;
  /** It has said so, or cannot: nobody needs to wait for their words any more. */
  settled: boolean;
}

/** The types of dossiers that one may see: every page of the door needs their words. */
export function useTypes(): Types {
  const { data: page, problem } = useFetched<Page<DossierType>>('/api/dossier-types');
  return useMemo(() => {
    const all = (page?.items ?? []).filter((type) => !type.archived);
    return {
      all,
      byId: new Map((page?.items ?? []).map((type) => [type.id, type])),
      known: page !== undefined,
      settled: page !== undefined || problem !== undefined,
    };
  }, [page, problem]);
}
