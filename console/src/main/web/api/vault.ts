/** What the door Keep reads from the server. */
import type { Texts } from './types.ts';

export const FIELD_KINDS = [
  'text',
  'longtext',
  'number',
  'date',
  'boolean',
  'choice',
  'choices',
  'person',
  'phone',
  'email',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export interface FieldDefinition {
  key: string;
  label: Texts;
  kind: FieldKind;
  required?: boolean;
  choices?: { key: string; label: Texts }[];
  pattern?: string;
  min?: number;
  max?: number;
}

export interface StateDefinition {
  key: string;
  label: Texts;
  closed?: boolean;
}

export interface Transition {
  from: string;
  to: string;
  /** Who may do it; everybody who may write where nobody is named. */
  groups?: number[];
}

export type GrantLevel = 'read' | 'write' | 'manage';

export interface Grant {
  group: number;
  /** Where the server names it. */
  groupName?: string;
  level: GrantLevel;
}

export interface TypeDefinition {
  key: string;
  name: Texts;
  number: string;
  fields: FieldDefinition[];
  states: StateDefinition[];
  initial: string;
  transitions: Transition[];
  retention?: { years?: number; from: 'closed' | 'created' };
  grants: Grant[];
}

export interface DossierType extends TypeDefinition {
  id: number;
  version?: number;
  dossiers?: number;
  mayCreate?: boolean;
  archived?: boolean;
}

export interface DossierRow {
  id: number;
  type: number;
  typeName?: string | Texts;
  number: string;
  title: string;
  state: string;
  confidential?: boolean;
  tags: string[];
  changedAt: string;
  documents?: number;
  held?: boolean;
  trashedAt?: string;
}

export type FieldValue = string | number | boolean | string[] | null | undefined;
export type FieldValues = Record<string, FieldValue>;

export interface DossierPerson {
  contactId: number;
  name?: string;
  role?: string;
}

export interface DossierLink {
  id: number;
  /** The other dossier, where the server tells it apart from the link itself. */
  dossierId?: number;
  number: string;
  title: string;
  kind: string;
}

export interface Dossier {
  id: number;
  type: number;
  number: string;
  title: string;
  fields: FieldValues;
  state: string;
  confidential?: boolean;
  tags: string[];
  people: DossierPerson[];
  version: number;
  createdAt: string;
  createdBy?: string | number;
  changedAt: string;
  level: GrantLevel;
  transitions: string[];
  holds: Hold[] | number;
  links: DossierLink[];
  documents?: number;
  trashed?: boolean;
  closedAt?: string;
}

export interface Hold {
  id: number;
  reason: string;
  at?: string;
  by?: string;
  /** It stands on all dossiers of the type. */
  ofType?: boolean;
}

/** A dossier that has been kept long enough. */
export interface DueDossier {
  id: number;
  type: number;
  number: string;
  title: string;
  from: string;
}

/** What stays of an erased dossier. */
export interface Certificate {
  id: number;
  type: number;
  number: string;
  openedAt: string;
  closedAt?: string;
  due: string;
  erasedAt: string;
  erasedBy: string;
  documents: number;
  digest: string;
}

/** A message that was filed in a dossier. */
export interface FiledMessage {
  id: number;
  contactId: number;
  direction: 'in' | 'out';
  text: string;
  at: string;
  status?: string;
}

export interface HistoryEntry {
  id?: number;
  at: string;
  who?: string;
  what: string;
  changes?: { field: string; from?: unknown; to?: unknown }[];
}

export interface Note {
  id: number;
  text: string;
  at: string;
  by?: string;
}

export interface DossierTask {
  id: number;
  title: string;
  due?: string;
  assignee?: number;
  assigneeName?: string;
  done?: boolean;
  dossier?: number | { id: number; number?: string; title?: string };
  dossierId?: number;
  number?: string;
  dossierTitle?: string;
}

export interface SavedSearch {
  id: number;
  name: string;
  query: Record<string, string>;
  shared: boolean;
  mine?: boolean;
}

export interface Found {
  kind: 'dossier' | 'document';
  id: number;
  dossierId: number;
  title: string;
  snippet?: string;
  number?: string;
}

export interface BulkDone {
  done: number | number[];
  refused: { id: number; code: string }[];
}

export interface FolderRow {
  id: number;
  name: string;
  documents?: number;
}

export type Scan = 'pending' | 'clean' | 'infected' | 'unscanned';

export interface DocumentRow {
  id: number;
  name: string;
  size: number;
  mediaType: string;
  version: number;
  changedAt: string;
  changedBy?: string;
  locked?: boolean | string;
  scan?: Scan;
  preview?: boolean;
  hash?: string;
}

/** A file that still lies on an old share. */
export interface WaitingFile {
  id: number;
  name: string;
  size: number;
  changedAt: string;
}

export interface FolderPage {
  path: string;
  id?: number;
  folders: FolderRow[];
  documents: DocumentRow[];
  waiting?: WaitingFile[];
  next?: string;
}

export interface DocumentVersion {
  version: number;
  size: number;
  hash: string;
  at: string;
  by?: string;
}

export interface DocumentLock {
  by?: string;
  at?: string;
  until?: string;
  mine?: boolean;
}

export interface VaultDocument extends DocumentRow {
  dossierId: number;
  path: string;
  hash: string;
  copies?: number;
  versions: DocumentVersion[];
  lock?: DocumentLock;
  text?: string;
  pages?: number;
}

export interface TrashRow {
  id: number;
  kind?: 'folder' | 'document';
  name: string;
  path?: string;
  size?: number;
  trashedAt?: string;
  trashedBy?: string;
}

export interface Share {
  id: number;
  url?: string;
  token?: string;
  expiresAt: string;
  password?: boolean;
  most?: number;
  used?: number;
  createdBy?: string;
  revokedAt?: string;
}

export interface Proof {
  hash: string;
  size?: number;
  verifiedAt?: string;
  damaged?: boolean;
  copies?: { store: string; state?: string; verifiedAt?: string }[];
}

/** How many dossiers, by state and by month: what the overview draws. */
export interface DossierFigures {
  states: { type: number; state: string; dossiers: number }[];
  /** Each with its first day; none of the last year is left out. */
  months: { month: string; opened: number; closed: number }[];
}
