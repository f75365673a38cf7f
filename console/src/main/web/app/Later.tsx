import { useMay } from './session.ts';
import { ButtonLink } from '../ui/controls.tsx';
import { PageHead } from '../ui/page.tsx';
import { useWords } from '../words/words.ts';

/** A door whose rooms are not built yet: says what will be there and where to go meanwhile. */
export function Later(props: { door: 'keep' }) {
  const { t } = useWords();
  const may = useMay();
  const words = t.later[props.door];
  return (
    <div class="later">
      <PageHead title={t.doors[props.door]} lead={words.lead} />
      <ul class="later-list">
        {words.things.map((thing) => (
          <li key={thing}>{thing}</li>
        ))}
      </ul>
      <p class="muted">{t.later.notYet}</p>
      {may('inbox.read') && (
        <ButtonLink href="/inbox">{t.later.toInbox}</ButtonLink>
      )}
    </div>
  );
}
