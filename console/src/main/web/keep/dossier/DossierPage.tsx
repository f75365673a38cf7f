import type { Dossier } from '../../api/vault.ts';
import { useFilter } from '../../app/router.ts';
import { Button } from '../../ui/controls.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { Concerned } from './Concerned.tsx';
import { DossierFields } from './DossierFields.tsx';
import { OneDossier } from './OneDossier.tsx';
import { Links } from './Links.tsx';
import { Messages } from './Messages.tsx';
import { Notes } from './Notes.tsx';
import { TaskList } from './TaskList.tsx';
import { mayWrite } from './useDossier.ts';

/** One dossier: what is known, who it is about, what is to be done. */
export function DossierPage({ id }: { id: string }) {
  const [at, setAt] = useFilter('at');
  return (
    <OneDossier id={id} at={at}>
      {(dossier, reload) => (
        <>
          {at !== '' && <AsOf at={at} onNow={() => setAt('')} />}
          <Body dossier={dossier} past={at !== ''} reload={reload} />
        </>
      )}
    </OneDossier>
  );
}

function AsOf(props: { at: string; onNow: () => void }) {
  const { t, f } = useWords();
  return (
    <div class="note" role="status">
      <span class="grow">{fill(t.history.asOfNote, { at: f.full(props.at) })}</span>
      <Button small onClick={props.onNow}>
        {t.history.now}
      </Button>
    </div>
  );
}

function Body(props: { dossier: Dossier; past: boolean; reload: () => void }) {
  const { dossier, past, reload } = props;
  const writes = mayWrite(dossier) && !past;
  return (
    <div class="dossier">
      <div class="dossier-main">
        <DossierFields dossier={dossier} writes={writes} reload={reload} />
        {!past && <Messages dossier={dossier} writes={writes} />}
        {!past && <Notes dossier={dossier} writes={writes} />}
      </div>
      <div class="dossier-side">
        {!past && <TaskList dossier={dossier} writes={writes} />}
        <Concerned dossier={dossier} writes={writes} reload={reload} />
        <Links dossier={dossier} writes={writes} reload={reload} />
      </div>
    </div>
  );
}
