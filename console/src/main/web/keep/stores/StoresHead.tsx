import type { ComponentChildren } from 'preact';
import { PageHead, Tabs } from '../../ui/page.tsx';
import { useWords } from '../../words/words.ts';

/** Where contents lie, by which rules, and what was found in there. */
export function StoresHead(props: { actions?: ComponentChildren }) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t.stores.title} actions={props.actions} />
      <Tabs
        label={t.stores.title}
        tabs={[
          { href: '/keep/stores', label: t.stores.places },
          { href: '/keep/stores/rules', label: t.stores.rules },
          { href: '/keep/stores/findings', label: t.stores.findings },
        ]}
      />
    </>
  );
}
