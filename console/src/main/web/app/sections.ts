import type { Words } from '../words/words.ts';

export type DoorKey = 'listen' | 'keep' | 'watch' | 'admin';

export interface Section {
  href: string;
  label: (t: Words) => string;
  /** Shown to whoever holds one of these; to everybody when empty. */
  needs: string[];
  /** Where else its pages lie. */
  also?: string[];
}

export interface Door {
  key: DoorKey;
  href: string;
  sections: Section[];
}

/** The doors and what is behind each. */
export const DOORS: Door[] = [
  {
    key: 'listen',
    href: '/polls',
    sections: [
      { href: '/polls', label: (t) => t.nav.polls, needs: ['polls.read'] },
      { href: '/inbox', label: (t) => t.nav.inbox, needs: ['inbox.read'] },
      { href: '/review', label: (t) => t.nav.review, needs: ['polls.read'] },
      { href: '/people', label: (t) => t.nav.people, needs: ['people.read'] },
      { href: '/channels', label: (t) => t.nav.channels, needs: ['channels.read'] },
    ],
  },
  {
    key: 'keep',
    href: '/keep',
    sections: [
      { href: '/dossiers', label: (t) => t.nav.dossiers, needs: ['records.read'] },
      { href: '/keep/search', label: (t) => t.nav.search, needs: ['records.read'] },
      { href: '/keep/types', label: (t) => t.nav.types, needs: ['records.read'] },
      { href: '/keep/moving', label: (t) => t.nav.moving, needs: ['files.import'] },
      { href: '/keep/stores', label: (t) => t.nav.stores, needs: ['files.stores'] },
    ],
  },
  {
    key: 'watch',
    href: '/watch',
    sections: [
      { href: '/hosts', label: (t) => t.nav.hosts, needs: ['hosts.read'], also: ['/graphs'] },
      { href: '/dashboards', label: (t) => t.nav.dashboards, needs: ['hosts.read'] },
      { href: '/alerts', label: (t) => t.nav.alerts, needs: ['hosts.read'] },
      { href: '/events', label: (t) => t.nav.events, needs: ['hosts.read'] },
      { href: '/agents', label: (t) => t.nav.agents, needs: ['hosts.read'] },
    ],
  },
  {
    key: 'admin',
    href: '/admin',
    sections: [
      { href: '/admin/users', label: (t) => t.nav.users, needs: ['admin.users'] },
      { href: '/admin/groups', label: (t) => t.nav.userGroups, needs: ['admin.users'] },
      { href: '/admin/status', label: (t) => t.nav.status, needs: ['admin.status'] },
      { href: '/admin/audit', label: (t) => t.nav.audit, needs: ['admin.audit'] },
      { href: '/admin/settings', label: (t) => t.nav.settings, needs: ['admin.settings'] },
    ],
  },
];

export function visibleSections(door: Door, may: (permission: string) => boolean): Section[] {
  return door.sections.filter((section) => section.needs.length === 0 || section.needs.some(may));
}

/** Whether the page is one of the door's own. */
export const isBehind = (door: Door, path: string): boolean =>
  inside(path, door.href) || door.sections.some((section) => holds(section, path));

const inside = (path: string, href: string) => path === href || path.startsWith(`${href}/`);

const holds = (section: Section, path: string) =>
  [section.href, ...(section.also ?? [])].some((href) => inside(path, href));

/** Whose colour and menu a page has; one's own account and unknown pages borrow the first's. */
export function doorOf(path: string): Door {
  return (
    DOORS.find((door) => door.sections.some((section) => holds(section, path))) ??
    DOORS.find((door) => inside(path, door.href)) ??
    DOORS[0]!
  );
}

export function sectionOf(door: Door, path: string): Section | undefined {
  return door.sections.find((section) => holds(section, path));
}
