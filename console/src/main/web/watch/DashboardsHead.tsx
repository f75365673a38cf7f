import type { ComponentChildren } from 'preact';
import { PageHead, Tabs } from '../ui/page.tsx';
import { useWords } from '../words/words.ts';

/** What one puts together to look at, and how it leaves: three pages of one subject. */
export function DashboardsHead(props: { actions?: ComponentChildren }) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t.dashboards.title} actions={props.actions} />
      <Tabs
        label={t.dashboards.title}
        tabs={[
          { href: '/dashboards', label: t.dashboards.all },
          { href: '/dashboards/reports', label: t.reports.title },
          { href: '/dashboards/links', label: t.links.title },
        ]}
      />
    </>
  );
}
