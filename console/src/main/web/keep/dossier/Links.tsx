import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import type { Dossier, DossierLink, DossierRow } from '../../api/vault.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, useAction, useQuickAction } from '../../ui/states.tsx';
import { useWords } from '../../words/words.ts';
import { DossierField } from '../DossierField.tsx';

/** Other dossiers that belong to this one. */
export function Links(props: { dossier: Dossier; writes: boolean; reload: () => void }) {
  const { t } = useWords();
  const quick = useQuickAction();
  const [adding, setAdding] = useState(false);
  const drop = (link: DossierLink) =>
    void quick(async () => {
      await remove(`/api/dossier-links/${link.id}`);
      props.reload();
    });
  const links = props.dossier.links ?? [];
  return (
    <section class="side-section">
      <div class="section-head">
        <h2>{t.dossierLinks.title}</h2>
        {props.writes && (
          <div class="actions">
            <Button small icon="plus" label={t.dossierLinks.add} onClick={() => setAdding(true)} />
          </div>
        )}
      </div>
      {links.length === 0 && <p class="muted">{t.dossierLinks.none}</p>}
      <ul class="plain-list">
        {links.map((link) => (
          <li key={link.id}>
            <span class="grow">
              <a href={`/dossiers/${link.dossierId ?? link.id}`}>
                <span class="mono">{link.number}</span> {link.title}
              </a>
              {link.kind && <span class="muted"> · {link.kind}</span>}
            </span>
            {props.writes && (
              <Button small kind="quiet" icon="close" label={t.common.remove} onClick={() => drop(link)} />
            )}
          </li>
        ))}
      </ul>
      {adding && <AddLink {...props} onClose={() => setAdding(false)} />}
    </section>
  );
}

function AddLink(props: { dossier: Dossier; reload: () => void; onClose: () => void }) {
  const { t } = useWords();
  const action = useAction();
  const [chosen, setChosen] = useState<DossierRow>();
  const [kind, setKind] = useState('');
  const save = () =>
    action.run(async () => {
      await post(`/api/dossiers/${props.dossier.id}/links`, { to: chosen!.id, kind: kind.trim() });
      props.reload();
      props.onClose();
    });
  return (
    <FormDialog
      title={t.dossierLinks.add}
      submit={t.common.add}
      busy={action.busy}
      disabled={!chosen}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={[]} />
      <DossierField label={t.dossierLinks.other} value={chosen} onInput={setChosen} not={props.dossier.id} />
      <TextField
        label={t.dossierLinks.kind}
        hint={t.dossierLinks.kindHint}
        value={kind}
        onInput={setKind}
        maxlength={100}
        optional
      />
    </FormDialog>
  );
}
