/** What the door Watch reads from the server. Times are ISO-8601 texts, except where "ms" is said. */

export type HostState = 'ok' | 'warning' | 'critical' | 'unknown' | 'silent' | 'waiting';
export type GraphState = 'ok' | 'warning' | 'critical' | 'unknown';
export type PluginState = 'well' | 'failing' | 'hanging' | 'flooding' | 'rubbish';

export interface HostGroup {
  id: number;
  name: string;
  description?: string;
  hosts?: number;
}

export interface HostRow {
  id: number;
  name: string;
  title: string;
  groups: { id: number; name: string }[];
  state: HostState;
  seenAt?: string;
  pairedAt: string;
  /** Seconds. */
  interval?: number;
  graphs: number;
  alerts: { critical: number; warning: number; unknown: number };
  spark?: { title: string; values: (number | null)[] };
}

export interface HostAgent {
  version?: string;
  clockOffsetMs?: number;
  backlogSheets?: number;
  backlogSince?: string;
  rejected?: number;
  address?: string;
}

export interface HostGraph {
  id: number;
  name: string;
  title: string;
  vlabel?: string;
  info?: string;
  state: GraphState;
  interval?: number;
  plugin?: PluginState;
}

export interface HostCategory {
  name: string;
  graphs: HostGraph[];
}

export interface Host extends HostRow {
  agent?: HostAgent;
  categories: HostCategory[];
}

export interface Completeness {
  expected: number;
  arrived: number;
  missing: number;
  holes: { from: string; to: string }[];
  backlogUntil?: string;
  days: { day: string; share: number }[];
}

export interface GraphRow {
  id: number;
  name: string;
  title: string;
  category: string;
  host: { id: number; name: string };
  vlabel?: string;
  state: GraphState;
}

export type Attributes = Record<string, string>;

export interface GraphField {
  name: string;
  label?: string;
  attributes: Attributes;
  state?: GraphState;
  last?: number;
}

export interface Graph extends GraphRow {
  info?: string;
  attributes: Attributes;
  fields: GraphField[];
  plugin?: PluginState;
  interval?: number;
}

/** Values by step; times in ms. */
export interface GraphData {
  from: number;
  to: number;
  step: number;
  times: number[];
  fields: FieldData[];
}

export type Values = (number | null)[];

export interface FieldData {
  name: string;
  average: Values;
  min?: Values;
  max?: Values;
}

export interface PairingCode {
  id: number;
  title?: string;
  expiresAt: string;
  code?: string;
  command?: string;
}
