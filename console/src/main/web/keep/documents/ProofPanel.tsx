import { useState } from 'preact/hooks';
import { useFetched } from '../../api/fetched.ts';
import type { Proof, VaultDocument } from '../../api/vault.ts';
import { Badge, CopyText, When } from '../../ui/bits.tsx';
import { ButtonLink } from '../../ui/controls.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWords } from '../../words/words.ts';

/** What proves that a document is as it came: its hash, its copies, and when they were last read. */
export function ProofPanel({ document }: { document: VaultDocument }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details class="pane-part" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.proof.title}</summary>
      {open && <Facts document={document} />}
    </details>
  );
}

function Facts({ document }: { document: VaultDocument }) {
  const { t, f } = useWords();
  const address = `/api/documents/${document.id}/proof`;
  const proof = useFetched<Proof>(address);
  return (
    <Loaded of={proof} lines={3}>
      {(facts) => (
        <>
          <p class="muted small-text">{t.proof.lead}</p>
          <dl class="facts">
            <div>
              <dt>SHA-256</dt>
              <dd>
                <CopyText text={facts.hash ?? document.hash} />
              </dd>
            </div>
            <div>
              <dt>{t.proof.verified}</dt>
              <dd>{facts.verifiedAt ? <When at={facts.verifiedAt} exact /> : t.proof.notYet}</dd>
            </div>
            {facts.damaged && (
              <div>
                <dt>{t.dossiers.state}</dt>
                <dd>
                  <Badge tone="bad">{t.proof.damaged}</Badge>
                </dd>
              </div>
            )}
            {(facts.copies ?? []).map((copy) => (
              <div key={copy.store}>
                <dt>{copy.store}</dt>
                <dd>
                  {copy.state}
                  {copy.verifiedAt && (
                    <>
                      {' '}
                      <When at={copy.verifiedAt} exact />
                    </>
                  )}
                </dd>
              </div>
            ))}
            {!facts.copies && document.copies !== undefined && (
              <div>
                <dt>{t.proof.copies}</dt>
                <dd>{f.number(document.copies)}</dd>
              </div>
            )}
          </dl>
          <p class="pane-foot">
            <ButtonLink href={`${address}/evidence`} icon="down" download>
              {t.proof.download}
            </ButtonLink>
          </p>
        </>
      )}
    </Loaded>
  );
}
