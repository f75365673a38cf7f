import { useEffect } from 'preact/hooks';
import { Inbox } from '../inbox/Inbox.tsx';
import { MessagePage } from '../messages/MessagePage.tsx';
import { PollPage, type PollTab } from '../polls/PollPage.tsx';
import { Polls } from '../polls/Polls.tsx';
import { KEEP_PAGES } from '../keep/addresses.tsx';
import { Review } from '../review/Review.tsx';
import { WATCH_PAGES } from '../watch/addresses.tsx';
import { Lazy } from './Lazy.tsx';
import type { PageAt } from './pageAt.ts';
import { match, navigate, usePlace } from './router.ts';
import { DOORS, visibleSections, type DoorKey } from './sections.ts';
import { useMay } from './session.ts';
import { NoSuchPage, NotAllowed } from './NoPage.tsx';

/** Pages that are not the first thing one looks at are fetched when somebody opens them. */
const admin = () => import('../admin/pages.ts');
const editor = () => import('../polls/Editor.tsx');
const newPoll = () => editor().then((pages) => pages.NewPoll);
const editPoll = () => editor().then((pages) => pages.EditPoll);
const peoplePages = () => import('../people/pages.ts');
const people = () => peoplePages().then((pages) => pages.People);
const groups = () => peoplePages().then((pages) => pages.Groups);
const imports = () => peoplePages().then((pages) => pages.Import);
const person = () => peoplePages().then((pages) => pages.PersonPage);
const account = () => import('../account/Account.tsx').then((pages) => pages.Account);
const channels = () => admin().then((pages) => pages.Channels);
const users = () => admin().then((pages) => pages.Users);
const userGroups = () => admin().then((pages) => pages.UserGroups);
const status = () => admin().then((pages) => pages.Status);
const audit = () => admin().then((pages) => pages.Audit);
const settings = () => admin().then((pages) => pages.Settings);

/** Every page of the console, by address. */
const PAGES: PageAt[] = [
  { path: '', needs: [], page: () => <Home /> },
  { path: '/polls', needs: ['polls.read'], page: () => <Polls /> },
  { path: '/polls/new', needs: ['polls.edit'], page: () => <Lazy load={newPoll} with={{}} /> },
  {
    path: '/polls/:id/edit',
    needs: ['polls.edit'],
    page: (p) => <Lazy load={editPoll} with={{ id: p.id! }} />,
  },
  pollTab('/polls/:id', 'results'),
  pollTab('/polls/:id/answers', 'answers'),
  pollTab('/polls/:id/rules', 'rules'),
  pollTab('/polls/:id/sending', 'sending'),
  { path: '/inbox', needs: ['inbox.read'], page: () => <Inbox /> },
  { path: '/review', needs: ['polls.read'], page: () => <Review /> },
  {
    path: '/messages/:id',
    needs: ['inbox.read'],
    page: (p) => <MessagePage id={p.id!} />,
  },
  { path: '/people', needs: ['people.read'], page: () => <Lazy load={people} with={{}} /> },
  { path: '/people/groups', needs: ['people.read'], page: () => <Lazy load={groups} with={{}} /> },
  { path: '/people/import', needs: ['people.import'], page: () => <Lazy load={imports} with={{}} /> },
  {
    path: '/people/:id',
    needs: ['people.read'],
    page: (p) => <Lazy load={person} with={{ id: p.id! }} />,
  },
  { path: '/channels', needs: ['channels.read'], page: () => <Lazy load={channels} with={{}} /> },
  { path: '/admin', needs: [], page: () => <Home /> },
  { path: '/admin/users', needs: ['admin.users'], page: () => <Lazy load={users} with={{}} /> },
  { path: '/admin/groups', needs: ['admin.users'], page: () => <Lazy load={userGroups} with={{}} /> },
  { path: '/admin/status', needs: ['admin.status'], page: () => <Lazy load={status} with={{}} /> },
  { path: '/admin/audit', needs: ['admin.audit'], page: () => <Lazy load={audit} with={{}} /> },
  { path: '/admin/settings', needs: ['admin.settings'], page: () => <Lazy load={settings} with={{}} /> },
  { path: '/account', needs: [], page: () => <Lazy load={account} with={{}} /> },
  { path: '/keep', needs: [], page: () => <Home door="keep" /> },
  { path: '/watch', needs: [], page: () => <Home door="watch" /> },
  ...KEEP_PAGES,
  ...WATCH_PAGES,
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
function Home(props: { door?: DoorKey }) {
  const may = useMay();
  useEffect(() => {
    const doors = props.door ? DOORS.filter((door) => door.key === props.door) : DOORS;
    const first = doors.flatMap((door) => visibleSections(door, may))[0];
    navigate(first?.href ?? '/account', 'replace');
  }, []);
  return null;
}
