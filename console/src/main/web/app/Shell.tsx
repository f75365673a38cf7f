import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { listen, watchConnection, type Connection } from '../api/live.ts';
import { StoresAway } from '../keep/stores/StoresAway.tsx';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { Menu } from '../ui/menu.tsx';
import { Toasts } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';
import { useDocked } from './dock.ts';
import { backToPlace, navigate, usePlace } from './router.ts';
import { DOORS, doorOf, isBehind, sectionOf, visibleSections, type Door } from './sections.ts';
import { useSignedIn } from './session.ts';
import { together, useWaiting, type Waiting } from './waiting.ts';

/** What surrounds every page: the masthead with the doors, and the open door's sections. */
export function Shell(props: { children: ComponentChildren }) {
  const { t } = useWords();
  const { may, session } = useSignedIn();
  const { path } = usePlace();
  const door = doorOf(path);
  const [menuOpen, setMenuOpen] = useState(false);
  useEffect(() => setMenuOpen(false), [path]);
  const main = useNewPageFocus(path);
  const waiting = useWaiting();
  const Docked = useDocked();
  const doors = DOORS.filter((one) => visibleSections(one, may).length > 0);
  return (
    <div class="shell" data-door={door.key}>
      <a class="skip" href="#main" onClick={(event) => skipTo(event, main.current)}>
        {t.shell.skip}
      </a>
      <header class="masthead">
        <div class="masthead-row">
          <a class="wordmark" href="/">
            Relais
          </a>
          {session.demo && <span class="demo-mark">{t.shell.demo}</span>}
          <nav class="doors" aria-label={t.shell.doors}>
            {doors.map((one) => (
              <a
                key={one.key}
                href={firstPage(one, may)}
                data-door={one.key}
                aria-current={isBehind(one, path) ? 'true' : undefined}
              >
                {t.doors[one.key]}
                {one !== door && (
                  <Count of={together(one.sections.map(({ href }) => waiting[href]))} />
                )}
              </a>
            ))}
          </nav>
          <span class="grow" />
          <UserMenu />
          <span class="menu-button">
            <Button
              kind="quiet"
              icon={menuOpen ? 'close' : 'menu'}
              label={t.shell.menu}
              pressed={menuOpen}
              onClick={() => setMenuOpen(!menuOpen)}
            />
          </span>
        </div>
        {menuOpen ? (
          <NarrowMenu doors={doors} path={path} waiting={waiting} />
        ) : (
          <SectionRow door={door} path={path} waiting={waiting} />
        )}
      </header>
      <LiveBanner>{door.key === 'keep' && may('files.stores') && <StoresAway />}</LiveBanner>
      <main id="main" ref={main} tabIndex={-1}>
        {props.children}
      </main>
      {Docked && <Docked />}
      <Toasts />
    </div>
  );
}

function firstPage(door: Door, may: (permission: string) => boolean): string {
  return visibleSections(door, may)[0]?.href ?? door.href;
}

function skipTo(event: MouseEvent, main: HTMLElement | null) {
  event.preventDefault();
  main?.focus();
}

/** A new page is announced by moving the focus to its title, unless the page took it itself. */
function useNewPageFocus(path: string) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    backToPlace();
    requestAnimationFrame(() => {
      const taken = document.activeElement;
      if (taken && taken !== document.body && main.current?.contains(taken)) return;
      if (taken?.closest('dialog')) return;
      (main.current?.querySelector<HTMLElement>('h1') ?? main.current)?.focus({ preventScroll: true });
    });
  }, [path]);
  return main;
}

type AllWaiting = Record<string, Waiting | undefined>;

/** How much waits behind a door or section; nothing where nothing does. */
function Count({ of }: { of: Waiting | undefined }) {
  const { t, f } = useWords();
  if (!of || of.count === 0) return null;
  return (
    <span class="waiting">
      {f.number(of.count)}
      {of.more && '+'}
      <span class="unseen"> {t.shell.waiting}</span>
    </span>
  );
}

function SectionRow(props: { door: Door; path: string; waiting: AllWaiting }) {
  const { t } = useWords();
  const { may } = useSignedIn();
  const sections = visibleSections(props.door, may);
  const current = sectionOf(props.door, props.path);
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a telephone the row is wider than the screen: the present section must be on it.
    const link = row.current?.querySelector('[aria-current]');
    link?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [current]);
  if (sections.length === 0) return null;
  return (
    <nav class="sections" aria-label={t.doors[props.door.key]} ref={row}>
      <div class="sections-row">
        {sections.map((section) => (
          <a
            key={section.href}
            href={section.href}
            aria-current={section === current ? 'page' : undefined}
          >
            {section.label(t)}
            <Count of={props.waiting[section.href]} />
          </a>
        ))}
      </div>
    </nav>
  );
}

/** On a telephone: every door and section at once. */
function NarrowMenu(props: { doors: Door[]; path: string; waiting: AllWaiting }) {
  const { t } = useWords();
  const { may } = useSignedIn();
  const current = doorOf(props.path);
  return (
    <nav class="narrow-menu" aria-label={t.shell.menu}>
      {props.doors.map((door) => (
        <div key={door.key} data-door={door.key}>
          <a class="narrow-door" href={firstPage(door, may)}>
            {t.doors[door.key]}
          </a>
          {visibleSections(door, may).map((section) => (
            <a
              key={section.href}
              href={section.href}
              aria-current={
                door === current && sectionOf(door, props.path) === section ? 'page' : undefined
              }
            >
              {section.label(t)}
              <Count of={props.waiting[section.href]} />
            </a>
          ))}
        </div>
      ))}
    </nav>
  );
}

function UserMenu() {
  const { t } = useWords();
  const { user, signOut } = useSignedIn();
  return (
    <Menu
      label={t.shell.account}
      text={
        <>
          <Icon name="user" />
          <span class="user-name">{user.name}</span>
        </>
      }
    >
      <p class="menu-head">
        {user.name}
        <span class="muted">{user.login}</span>
      </p>
      <a href="/account">{t.nav.account}</a>
      <button
        type="button"
        onClick={() => {
          navigate('/', 'replace');
          signOut();
        }}
      >
        {t.shell.signOut}
      </button>
    </Menu>
  );
}

/** Silence is not good news: says when live updates stopped coming, and what else is away. */
function LiveBanner(props: { children: ComponentChildren }) {
  const { t } = useWords();
  const [state, setState] = useState<Connection>('idle');
  useEffect(() => watchConnection(setState), []);
  // The shell listens too, so that the banner tells the truth on pages that show nothing live.
  const { session, refresh } = useSignedIn();
  useEffect(() => listen('reading-only', refresh), []);
  return (
    <div class="live-banner" role="status" aria-live="polite">
      {session.readingOnly && (
        <p>
          <Icon name="warn" />
          {t.shell.readingOnly}
        </p>
      )}
      {state === 'lost' && (
        <p>
          <Icon name="warn" />
          {t.shell.connectionLost}
        </p>
      )}
      {props.children}
    </div>
  );
}
