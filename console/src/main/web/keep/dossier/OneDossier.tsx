import type { ComponentChildren } from 'preact';
import type { Dossier } from '../../api/vault.ts';
import { PageHead } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWords } from '../../words/words.ts';
import { DossierHead } from './DossierHead.tsx';
import { useDossier } from './useDossier.ts';

/** A page of a dossier below its head; where there is none, a way back to all of them. */
export function OneDossier(props: {
  id: string;
  at?: string;
  children: (dossier: Dossier, reload: () => void) => ComponentChildren;
}) {
  const { t } = useWords();
  const found = useDossier(props.id, props.at);
  return (
    <>
      {found.data === undefined && found.problem && (
        <PageHead title={t.dossiers.dossier} back={{ href: '/dossiers', label: t.dossiers.title }} />
      )}
      <Loaded of={found} lines={10}>
        {(dossier) => (
          <>
            <DossierHead dossier={dossier} reload={found.reload} />
            {props.children(dossier, found.reload)}
          </>
        )}
      </Loaded>
    </>
  );
}
