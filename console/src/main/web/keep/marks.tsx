import type { DossierRow, DossierType } from '../api/vault.ts';
import { Badge } from '../ui/bits.tsx';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../words/words.ts';
import { stateName, stateOf } from './texts.ts';

/** Where a dossier stands: a closed one is done, any other is still somebody's. */
export function StateBadge(props: { type: DossierType | undefined; state: string }) {
  const { lang } = useWords();
  const closed = stateOf(props.type, props.state)?.closed;
  return <Badge tone={closed ? 'good' : 'busy'}>{stateName(props.type, props.state, lang)}</Badge>;
}

/** What everybody who opens it must know first. */
export function DossierMarks(props: { of: Pick<DossierRow, 'confidential' | 'held'> }) {
  const { t } = useWords();
  return (
    <>
      {props.of.confidential && (
        <span class="mark-word" title={t.dossiers.confidentialHelp}>
          <Icon name="lock" />
          {t.dossiers.confidential}
        </span>
      )}
      {props.of.held && (
        <span class="mark-word" title={t.holds.help}>
          <Icon name="shield" />
          {t.holds.held}
        </span>
      )}
    </>
  );
}

export function Tags(props: { of: string[]; onChoose?: (tag: string) => void }) {
  const { t } = useWords();
  if (props.of.length === 0) return null;
  return (
    <span class="tags">
      {props.of.map((tag) =>
        props.onChoose ? (
          <button
            key={tag}
            type="button"
            class="tag"
            title={t.dossiers.filterTag}
            onClick={() => props.onChoose!(tag)}
          >
            {tag}
          </button>
        ) : (
          <span key={tag} class="tag">
            {tag}
          </span>
        ),
      )}
    </span>
  );
}
