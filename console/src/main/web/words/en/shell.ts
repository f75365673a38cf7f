export const common = {
  optional: '(optional)',
  loading: 'Loading…',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved.',
  add: 'Add',
  remove: 'Remove',
  delete: 'Delete',
  edit: 'Edit',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  more: 'More actions',
  all: 'All',
  none: 'None',
  yes: 'Yes',
  no: 'No',
  showMore: 'Show more',
  selection: 'Selection',
  choose: 'Choose {name}',
  chooseShown: 'Choose all that are shown',
  chooseAll: 'Choose all of this filter',
  chooseNone: 'Choose none',
  chosen: { one: '{n} chosen', other: '{n} chosen' },
  chosenAll: 'All of this filter chosen',
  someRest: 'There are more: do it again for the rest.',
  rowsShown: { one: '{n} row shown', other: '{n} rows shown' },
  people: { one: '{n} person', other: '{n} people' },
  changeFilters: 'Nothing fits these filters. Change or clear them.',
  search: 'Search',
  unknown: 'unknown',
};

export const nav = {
  hosts: 'Hosts',
  dashboards: 'Dashboards',
  alerts: 'Alerts',
  events: 'Events',
  agents: 'Agents',
  polls: 'Polls',
  inbox: 'Inbox',
  review: 'To review',
  people: 'People',
  channels: 'Channels',
  users: 'Users',
  userGroups: 'Groups and permissions',
  status: 'Status',
  audit: 'Audit log',
  settings: 'Settings',
  account: 'My account',
};

export const doors = { listen: 'Listen', keep: 'Keep', watch: 'Watch', admin: 'Administration' };

export const shell = {
  skip: 'Skip to content',
  doors: 'Doors',
  menu: 'Menu',
  demo: 'Demonstration',
  account: 'Account',
  signOut: 'Sign out',
  waiting: 'waiting',
  connectionLost:
    'Live updates have stopped: the connection was lost. Retrying; what you see may be old.',
  noSuchPage: 'There is no such page',
  noSuchPageText: 'The address is wrong, or what was here has been deleted.',
  toStart: 'Go to the first page',
  notAllowed: 'You may not open this page',
  notAllowedText:
    'It needs the permission “{permission}”. An administrator can grant it to one of your groups.',
};

export const later = {
  keep: {
    lead: 'Records that stay: dossiers, documents, their versions and who may read them.',
    things: [
      'A dossier for each case, opened from a message in the inbox',
      'Documents with preview, full-text search and every earlier version',
      'Copies in several places, checked, and found again after a disk has failed',
    ],
  },
  notYet: 'This door opens with a later version of Relais. Nothing here is hidden from you.',
  toInbox: 'Go to the inbox',
};

export const signin = {
  lead: 'Listen to people, keep their records, watch the machines.',
  title: 'Sign in',
  login: 'Login',
  password: 'Password',
  submit: 'Sign in',
  codeTitle: 'Second step',
  codeText: 'Type the six digits that your authenticator app shows now.',
  code: 'Code',
  otherAccount: 'Use another account',
  setupNeeded: 'Welcome',
  setupNeededText:
    'Nobody has an account yet. The first one is made with a one-time link, which this command prints where Relais was started:',
  setupDone: 'The first account exists now',
  noToken: 'This link is not complete',
  noTokenText:
    'A set-up link ends with a long code after the “#”. Copy the whole link, or ask for a new one: it works once and for a limited time.',
  toSignIn: 'Go to sign-in',
  setupTitle: 'Your account',
  setupText: 'This link works once. Choose what you sign in with.',
  name: 'Your name',
  newPassword: 'Password',
  passwordHint: 'At least 12 characters. A few words in a row are good and easy to remember.',
  language: 'Language',
  setupSubmit: 'Create the account',
};
