import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';
import { Polls } from '../polls/Polls.tsx';
import { match, navigate, usePlace } from './router.ts';
import { DOORS, visibleSections } from './sections.ts';
import { useMay } from './session.ts';
import { Later } from './Later.tsx';
import { NoSuchPage, NotAllowed } from './NoPage.tsx';

interface PageAt {
  path: string;
  /** One of these permissions opens the page; none means everybody signed in. */
  needs: string[];
  page: (parts: Record<string, string>) => ComponentChild;
}

/** Every page of the console, by address. */
const PAGES: PageAt[] = [
  { path: '', needs: [], page: () => <Home /> },
  { path: '/polls', needs: ['polls.read'], page: () => <Polls /> },
  { path: '/keep', needs: [], page: () => <Later door="keep" /> },
  { path: '/watch', needs: [], page: () => <Later door="watch" /> },
];

export function Pages() {
  const may = useMay();
  const { path } = usePlace();
  for (const at of PAGES) {
    const parts = match(at.path, path);
    if (!parts) continue;
    if (at.needs.length > 0 && !at.needs.some(may)) return <NotAllowed needs={at.needs[0]!} />;
    return <div class="page" key={path}>{at.page(parts)}</div>;
  }
  return <NoSuchPage />;
}

/** There is no separate home: one starts at the first page one may open. */
function Home() {
  const may = useMay();
  useEffect(() => {
    const first = DOORS.flatMap((door) => visibleSections(door, may))[0];
    navigate(first?.href ?? '/account', 'replace');
  }, []);
  return null;
}
