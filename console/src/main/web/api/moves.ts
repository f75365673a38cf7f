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
  waiting: number;
  missingCount: number;
  missing: string[];
  orphanCount: number;
  orphans: string[];
  collisions: string[];
  troubles: string[];
  /** Folders that could not be listed, and what is no plain file. */
  unreadable: string[];
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
