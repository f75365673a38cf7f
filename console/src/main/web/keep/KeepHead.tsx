import type { ComponentChildren } from 'preact';
import { useMay } from '../app/session.ts';
import { PageHead, Tabs } from '../ui/page.tsx';
import { useWords } from '../words/words.ts';

/** All dossiers, what is to be done in them, and what was thrown away. */
export function KeepHead(props: { actions?: ComponentChildren }) {
  const { t } = useWords();
  const may = useMay();
  return (
    <>
      <PageHead title={t.dossiers.title} actions={props.actions} />
      <Tabs
        label={t.dossiers.title}
        tabs={[
          { href: '/dossiers', label: t.dossiers.all },
          { href: '/dossiers/overview', label: t.dossiers.overview },
          { href: '/dossiers/tasks', label: t.tasks.title },
          { href: '/dossiers/trash', label: t.dossiers.trash },
          ...(may('records.hold') ? [{ href: '/dossiers/erasures', label: t.erasures.title }] : []),
        ]}
      />
    </>
  );
}
