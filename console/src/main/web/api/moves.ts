/** What the page of moving in reads from the server. */
import type { Texts } from './types.ts';

export interface Move {
  id: number;
  name: string;
  dump: string;
  share: string;
  state: string;
  createdAt: string;
  changedAt: string;
}

export interface Evidence {
  clean: boolean;
  same: boolean;
  rows: number;
  tables: { table: string; target: string; state: string; read: number; rejected: number; kept: number; same: boolean }[];
}

export interface ShareReport {
  files: number;
  bytes: number;
  references: number;
  kept: number;
  keptBytes: number;
  waiting: number;
  missingCount: number;
  missing: string[];
  orphanCount: number;
  orphans: string[];
  collisionCount: number;
  collisions: string[];
  troubleCount: number;
  troubles: string[];
  /** Folders that could not be listed, and what is no plain file. */
  unreadableCount: number;
  unreadable: string[];
  /** What was copied, in equal pieces of time. */
  came: { at: string; files: number; bytes: number }[];
}

export interface FieldMapping {
  column: string;
  key: string;
  label: Texts;
  kind: string;
}

export interface DossierMapping {
  key: string;
  name: Texts;
  table: string;
  keyColumn: string;
  number?: string;
  title?: string;
  state?: string;
  fields: FieldMapping[];
}

export interface Mapping {
  dossiers: DossierMapping[];
  documents: { table: string; path: string; of: string }[];
}

/** What an operator has laid down on the server to be moved in. */
export interface MoveSources {
  folder: string;
  items: { name: string; share: boolean; size: number }[];
}
