import { ButtonLink } from '../ui/controls.tsx';
import { usePageTitle } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { fill } from '../words/formats.ts';
import { known } from '../words/server.ts';
import { useWords } from '../words/words.ts';

export function NoSuchPage() {
  const { t } = useWords();
  usePageTitle(t.shell.noSuchPage);
  return (
    <div class="page">
      <Empty heading title={t.shell.noSuchPage} action={<ButtonLink href="/">{t.shell.toStart}</ButtonLink>}>
        {t.shell.noSuchPageText}
      </Empty>
    </div>
  );
}

export function NotAllowed(props: { needs: string }) {
  const { t } = useWords();
  usePageTitle(t.shell.notAllowed);
  return (
    <div class="page">
      <Empty heading title={t.shell.notAllowed} action={<ButtonLink href="/">{t.shell.toStart}</ButtonLink>}>
        {fill(t.shell.notAllowedText, { permission: known(t.userGroups.helps, props.needs) })}
      </Empty>
    </div>
  );
}
