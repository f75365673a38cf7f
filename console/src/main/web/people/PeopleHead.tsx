import type { ComponentChildren } from 'preact';
import { useMay } from '../app/session.ts';
import { PageHead, Tabs } from '../ui/page.tsx';
import { useWords } from '../words/words.ts';

/** People, their groups and how they come in: three pages of one subject. */
export function PeopleHead(props: { actions?: ComponentChildren }) {
  const { t } = useWords();
  const may = useMay();
  return (
    <>
      <PageHead title={t.people.title} actions={props.actions} />
      <Tabs
        label={t.people.tabs}
        tabs={[
          { href: '/people', label: t.people.all },
          { href: '/people/groups', label: t.people.groups },
          ...(may('people.import') ? [{ href: '/people/import', label: t.people.imports }] : []),
        ]}
      />
    </>
  );
}
