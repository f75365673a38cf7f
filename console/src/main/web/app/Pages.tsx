import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';
import { Account } from '../account/Account.tsx';
import { Audit } from '../admin/Audit.tsx';
import { Settings } from '../admin/Settings.tsx';
import { UserGroups } from '../admin/UserGroups.tsx';
import { Users } from '../admin/Users.tsx';
import { Channels } from '../channels/Channels.tsx';
import { Inbox } from '../inbox/Inbox.tsx';
import { MessagePage } from '../messages/MessagePage.tsx';
import { Groups } from '../people/Groups.tsx';
import { Import } from '../people/Import.tsx';
import { People } from '../people/People.tsx';
import { PersonPage } from '../people/PersonPage.tsx';
import { EditPoll, NewPoll } from '../polls/Editor.tsx';
import { PollPage, type PollTab } from '../polls/PollPage.tsx';
import { Polls } from '../polls/Polls.tsx';
import { Review } from '../review/Review.tsx';
import { Status } from '../status/Status.tsx';
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
  { path: '/polls/new', needs: ['polls.edit'], page: () => <NewPoll /> },
  { path: '/polls/:id/edit', needs: ['polls.edit'], page: (p) => <EditPoll id={p.id!} /> },
  pollTab('/polls/:id', 'results'),
  pollTab('/polls/:id/answers', 'answers'),
  pollTab('/polls/:id/rules', 'rules'),
  pollTab('/polls/:id/sending', 'sending'),
  { path: '/inbox', needs: ['inbox.read'], page: () => <Inbox /> },
  { path: '/review', needs: ['polls.read'], page: () => <Review /> },
  {
    path: '/messages/:id',
    needs: ['inbox.read', 'people.read', 'polls.read'],
    page: (p) => <MessagePage id={p.id!} />,
  },
  { path: '/people', needs: ['people.read'], page: () => <People /> },
  { path: '/people/groups', needs: ['people.read'], page: () => <Groups /> },
  { path: '/people/import', needs: ['people.import'], page: () => <Import /> },
  { path: '/people/:id', needs: ['people.read'], page: (p) => <PersonPage id={p.id!} /> },
  { path: '/channels', needs: ['channels.read'], page: () => <Channels /> },
  { path: '/admin', needs: [], page: () => <Home /> },
  { path: '/admin/users', needs: ['admin.users'], page: () => <Users /> },
  { path: '/admin/groups', needs: ['admin.users'], page: () => <UserGroups /> },
  { path: '/admin/status', needs: ['admin.status'], page: () => <Status /> },
  { path: '/admin/audit', needs: ['admin.audit'], page: () => <Audit /> },
  { path: '/admin/settings', needs: ['admin.settings'], page: () => <Settings /> },
  { path: '/account', needs: [], page: () => <Account /> },
  { path: '/keep', needs: [], page: () => <Later door="keep" /> },
  { path: '/watch', needs: [], page: () => <Later door="watch" /> },
];

function pollTab(path: string, tab: PollTab): PageAt {
  return { path, needs: ['polls.read'], page: (p) => <PollPage id={p.id!} tab={tab} /> };
}

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
