import type { ComponentType } from 'preact';
import { Lazy } from '../app/Lazy.tsx';
import type { PageAt } from '../app/pageAt.ts';

type Module = typeof import('./pages.ts');

/** All pages of the door are one script, fetched when the first of them is opened. */
function at<K extends keyof Module>(path: string, name: K, needs = 'hosts.read'): PageAt {
  const load = () => import('./pages.ts').then((pages) => pages[name] as ComponentType<{ id: string }>);
  return { path, needs: [needs], page: (parts) => <Lazy load={load} with={{ id: parts.id ?? '' }} /> };
}

export const WATCH_PAGES: PageAt[] = [
  at('/hosts', 'Hosts'),
  at('/hosts/:id', 'HostPage'),
  at('/hosts/:id/completeness', 'CompletenessPage'),
  at('/graphs/:id', 'GraphPage'),
  at('/dashboards', 'Dashboards'),
  at('/dashboards/reports', 'Reports'),
  at('/dashboards/links', 'Links'),
  at('/dashboards/new', 'NewDashboard', 'dashboards.edit'),
  at('/dashboards/:id', 'DashboardPage'),
  at('/dashboards/:id/edit', 'EditDashboard', 'dashboards.edit'),
  at('/alerts', 'Alerts'),
  at('/alerts/rules', 'Rules'),
  at('/alerts/silences', 'Silences'),
  at('/alerts/on-call', 'OnCallPage', 'alerts.edit'),
  at('/events', 'Events'),
  at('/agents', 'Agents'),
  at('/agents/groups', 'HostGroups'),
];
