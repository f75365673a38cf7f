import type { ComponentChildren } from 'preact';
import { useMay } from '../app/session.ts';
import { PageHead, Tabs } from '../ui/page.tsx';
import { useWords } from '../words/words.ts';

/** Alerts, their rules, when they are silent and who hears of them: four pages of one subject. */
export function AlertsHead(props: { actions?: ComponentChildren }) {
  const { t } = useWords();
  const may = useMay();
  return (
    <>
      <PageHead title={t.alerts.title} actions={props.actions} />
      <Tabs
        label={t.alerts.title}
        tabs={[
          { href: '/alerts', label: t.alerts.now },
          { href: '/alerts/rules', label: t.rules.title },
          { href: '/alerts/silences', label: t.silences.title },
          // Telephone numbers are on it.
          ...(may('alerts.edit') ? [{ href: '/alerts/on-call', label: t.onCall.title }] : []),
        ]}
      />
    </>
  );
}
