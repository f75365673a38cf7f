/** The server's JSON, as the console reads it. Times are ISO-8601 texts, ids are numbers. */

export interface Page<T> {
  items: T[];
  next?: string;
}

/** Of a list of which words may be looked for: the total is counted so far as the server counts, on the first page alone; cut: more fit the words. */
export type BestPage<T> = Page<T> & { total?: number; cut: boolean };

export interface User {
  id: number;
  name: string;
  login: string;
  locale: string;
  theme?: string;
  permissions: string[];
}

export interface Session {
  user?: User;
  setupNeeded: boolean;
  demo: boolean;
  version: string;
  readingOnly: boolean;
}

export interface Me {
  id: number;
  name: string;
  login: string;
  locale: string;
  theme?: string;
  totp?: boolean;
}

export type Texts = Record<string, string>;
export type PollKind = 'yes_no' | 'multiple_choice' | 'numeric' | 'free_text';
export type PollState = 'draft' | 'running' | 'paused' | 'closed';
export type RuleKind = 'word' | 'phrase' | 'prefix' | 'regex';

export interface Rule {
  language?: string;
  kind: RuleKind;
  pattern: string;
  typos: boolean;
}

export interface Category {
  key: string;
  name: Texts;
  color: string;
  reply: Texts;
  rules: Rule[];
}

export interface Audience {
  groups: number[];
  exclude: number[];
  fields: { field: string; value: string }[];
  languages: string[];
}

export interface PollDefinition {
  name: string;
  kind: PollKind;
  question: Texts;
  audience: Audience;
  channel?: string;
  defaultLanguage: string;
  categories: Category[];
  confirmation: Texts;
}

export interface PollRow {
  id: number;
  name: string;
  kind: PollKind;
  state: PollState;
  createdAt: string;
  startedAt?: string;
  closedAt?: string;
  asked: number;
  answered: number;
}

export interface Poll {
  id: number;
  state: PollState;
  /** Whether questions are still being released. */
  sending?: boolean;
  definition: PollDefinition;
  createdAt: string;
  startedAt?: string;
  closedAt?: string;
}

export interface Estimate {
  recipients: number;
  perLanguage: {
    language: string;
    recipients: number;
    encoding: string;
    segments: number;
    characters: number;
  }[];
  totalSegments: number;
  cost: number;
  currency: string;
  /** Absent while the channel is unknown or paused. */
  durationSeconds?: number;
}

/** Each person's message counts under one of these. */
export interface Progress {
  asked: number;
  queued: number;
  sent: number;
  delivered: number;
  failed: number;
  uncertain: number;
  remaining: number;
}

export interface CategoryCount {
  key: string;
  name: Texts | string;
  color?: string;
  people: number;
  share: number;
}

export interface PlaceCount {
  place: string;
  people: number;
  categories: Record<string, number>;
}

export interface NumericSummary {
  count: number;
  mean: number;
  median: number;
  min: number;
  max: number;
  histogram: { from: number; to: number; people: number }[];
}

export interface Results {
  asked: number;
  answered: number;
  rate: number;
  categories: CategoryCount[];
  uncategorised: number;
  places: PlaceCount[];
  timeline: { at: string; people: number }[];
  numeric?: NumericSummary;
}

export interface AnswerRow {
  id: number;
  contactId: number;
  person: string;
  place?: string;
  text: string;
  category?: string;
  number?: number;
  manual: boolean;
  confidence: number;
  /** Whether it is the one of this person that counts. */
  counted?: boolean;
  late?: boolean;
  receivedAt: string;
  messageId: number;
}

export interface RuleTrial {
  changed: number;
  byChange: { from?: string; to?: string; count: number }[];
  samples: { answerId: number; text: string; from?: string; to?: string }[];
}

export interface ReviewRow {
  id: number;
  messageId: number;
  person: string;
  text: string;
  receivedAt: string;
  candidates: { pollId: number; name: string; confidence: number }[];
}

export interface InboxRow {
  id: number;
  contactId: number;
  person: string;
  address?: string;
  place?: string;
  text: string;
  at: string;
  state: 'open' | 'done';
  kind: 'unsolicited' | 'story' | 'undone';
  pollId?: number;
  pollName?: string;
}

export interface MessagePart {
  part: number;
  parts: number;
  status: string;
  providerId?: string;
  code?: string;
  at?: string;
}

export interface Message {
  id: number;
  direction: 'in' | 'out';
  text: string;
  at: string;
  channel?: string;
  status: string;
  person?: string;
  steps: { at: string; what: string; detail?: string }[];
  parts: MessagePart[];
  replies: MessageRow[];
}

export interface MessageRow {
  id: number;
  direction: 'in' | 'out';
  text: string;
  at: string;
  status?: string;
  channel?: string;
  pollId?: number;
  pollName?: string;
}

export interface PersonRow {
  id: number;
  name?: string;
  address?: string;
  language?: string;
  place?: string;
  groups: (number | string)[];
  stoppedAt?: string;
}

export interface Person extends PersonRow {
  fields: Record<string, string>;
}

export interface Group {
  id: number;
  name: string;
  description?: string;
  people: number;
}

export interface ImportRun {
  id: number;
  name: string;
  state: 'receiving' | 'running' | 'done' | 'failed';
  /** Why it failed. */
  problem?: string;
  rows: number;
  created: number;
  updated: number;
  rejected: number;
  startedAt: string;
  finishedAt?: string;
}

export type ChannelKind = 'smpp' | 'kannel' | 'simulated';

/** A channel's settings (never its secrets) and how its line is. */
export interface Channel {
  id: number;
  kind: ChannelKind;
  name: string;
  state: 'up' | 'connecting' | 'down' | 'paused';
  detail?: string;
  since?: string;
  node?: string;
  received: number;
  sent: number;
  waiting: number;
  ratePerSecond: number;
  window: number;
  sender: string;
  paused: boolean;
  country: string;
  price: number;
  currency: string;
  host?: string;
  port?: number;
  tls?: boolean;
  separate?: boolean;
  systemId?: string;
  systemType?: string;
  defaultAlphabet?: string;
  joining?: string;
  receiptIds?: string;
  enquireLinkSeconds?: number;
  repeatSeconds?: number;
  sendsms?: string;
  user?: string;
  smsc?: string;
  callback?: string;
  /** Only in the answer that made it up. */
  inbound?: string;
}

export interface TextPreview {
  encoding: string;
  segments: number;
  characters: number;
  remaining: number;
  cost: number;
  currency: string;
  costly: { character: string; count: number; replacement?: string }[];
  transliterated?: { text: string; segments: number; cost: number };
}

export interface UserRow {
  id: number;
  name: string;
  login: string;
  locale: string;
  groups: number[];
  active: boolean;
  /** Whether a password was set; until then only a set-up link lets them in. */
  ready: boolean;
  totp: boolean;
  seenAt?: string;
}

export interface UserGroup {
  id: number;
  name: string;
  /** The administrators: everything, not to be changed. */
  builtIn?: boolean;
  permissions: string[];
  allContacts: boolean;
  contactGroups: number[];
  allHosts: boolean;
  hostGroups: number[];
  users?: number;
}

export interface Token {
  id: number;
  name: string;
  permissions: string[];
  createdAt: string;
  expiresAt?: string;
  lastUsedAt?: string;
  /** Only in the answer to its making. */
  secret?: string;
}

export interface AuditRow {
  id: number;
  at: string;
  who: string;
  action: string;
  subject: string;
  details?: unknown;
}

export interface AuditCheck {
  intact: boolean;
  count?: number;
  brokenAt?: number;
  why?: string;
}

export interface Status {
  roles: { name: string; host: string; since: string; seenAt: string }[];
  topics: { topic: string; depth: number; oldestSeconds: number; dead: number }[];
  database: { version: string; sizeBytes: number; connections: number };
  disk: { freeBytes: number; totalBytes: number };
  spool?: Record<string, unknown>;
  series?: Record<string, unknown>;
  version: string;
  uptimeSeconds: number;
}

export interface DeadLetterRow {
  id: number;
  topic: string;
  key: string;
  itemId?: string;
  body?: string;
  error: string;
  attempts: number;
  diedAt: string;
}
