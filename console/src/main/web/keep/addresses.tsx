import type { ComponentType } from 'preact';
import { Lazy } from '../app/Lazy.tsx';
import type { PageAt } from '../app/pageAt.ts';

type Module = typeof import('./pages.ts');

/** All pages of the door are one script, fetched when the first of them is opened. */
function at<K extends keyof Module>(path: string, name: K, needs = 'records.read'): PageAt {
  const load = () => import('./pages.ts').then((pages) => pages[name] as ComponentType<{ id: string }>);
  return { path, needs: [needs], page: (parts) => <Lazy load={load} with={{ id: parts.id ?? '' }} /> };
}

export const KEEP_PAGES: PageAt[] = [
  at('/dossiers', 'Dossiers'),
  at('/dossiers/overview', 'Overview'),
  at('/dossiers/tasks', 'Tasks'),
  at('/dossiers/trash', 'DossierTrash'),
  at('/dossiers/erasures', 'Erasures', 'records.hold'),
  at('/dossiers/:id', 'DossierPage'),
  at('/dossiers/:id/documents', 'DocumentsPage'),
  at('/dossiers/:id/history', 'HistoryPage'),
  at('/dossiers/:id/access', 'AccessPage'),
  at('/keep/search', 'SearchPage'),
  at('/keep/types', 'Types'),
  at('/keep/types/new', 'NewType', 'records.types'),
  at('/keep/types/:id', 'EditType', 'records.types'),
  at('/keep/moving', 'MovingPage', 'files.import'),
  at('/keep/stores', 'Stores', 'files.stores'),
  at('/keep/stores/rules', 'StoreRules', 'files.stores'),
  at('/keep/stores/findings', 'Findings', 'files.stores'),
];
