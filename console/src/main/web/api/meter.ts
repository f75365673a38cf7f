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
  agent?: HostAgent;
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
  state?: GraphState;
  interval?: number;
  plugin?: PluginState;
}

export interface HostCategory {
  name: string;
  /** Its name in the reader's language. */
  title?: string;
  graphs: HostGraph[];
}

export interface Host extends HostRow {
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
  state?: GraphState;
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

export type Severity = 'warning' | 'critical' | 'unknown' | 'missing';
export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'resolved';

export interface Alert {
  id: number;
  ruleId?: number;
  /** Its name. */
  host: string;
  hostId?: number;
  graph?: { id: number; title: string };
  field?: string;
  title: string;
  severity: Severity;
  state: AlertState;
  value?: number;
  threshold?: number | string;
  since: string;
  acknowledgedBy?: string;
  note?: string;
  /** Why nobody is told of it now. */
  held?: string;
  /** It comes and goes. */
  flapping?: boolean;
}

export interface AlertStep {
  at: string;
  what: string;
  severity?: Severity;
  by?: string;
  detail?: string;
}

export interface AlertWhole {
  alert: Alert;
  history: AlertStep[];
}

export interface RuleForm {
  name: string;
  query: string;
  /** Seconds that it must hold before anybody is told. */
  for: number;
  severity: Severity;
  /** Seconds that it goes on after the query finds nothing any more. */
  keep: number;
  message: Record<string, string>;
  groups: number[];
  dependsOn: number[];
  notify: number[];
}

export interface AlertRule extends RuleForm {
  id: number;
  /** Why its query could not be answered. */
  problem?: string;
}

export interface Silence {
  id: number;
  hosts: string;
  title: string;
  from: string;
  until: string;
  repeat?: 'once' | 'daily' | 'weekly' | 'monthly';
  /** Whose clock a repeated one keeps to. */
  zone?: string;
  why: string;
  by?: string;
}

export interface OnCallPerson {
  name: string;
  address?: string;
  mail?: string;
  language?: string;
}

export interface OnCallForm {
  name: string;
  people: OnCallPerson[];
  webhook?: string;
  from: Severity;
  /** Seconds without anybody having taken it. */
  after: number;
}

export interface OnCall extends OnCallForm {
  id: number;
}

export interface WatchEvent {
  id: number;
  at: string;
  until?: string;
  title: string;
  text?: string;
  hosts: number[];
}

export type PanelKind = 'graph' | 'query' | 'text' | 'state';

export interface Panel {
  id: number | string;
  title: string;
  kind: PanelKind;
  graph?: number;
  hosts?: string;
  graphName?: string;
  query?: string;
  text?: string;
  /** Twelfths of the page. */
  width: number;
  /** Pixels. */
  height: number;
}

export interface Dashboard {
  id: number | string;
  name: string;
  description?: string;
  automatic?: boolean;
  panels: Panel[];
  /** Of hosts: who sees one of them sees it. */
  groups?: number[];
  /** Who is in one of them sees it too; without either kind everybody does. */
  userGroups?: number[];
}

export type ReportPeriod = 'day' | 'week' | 'month';

/** A report that leaves by mail by itself. */
export interface MailedReport {
  id: number;
  title: string;
  kind: 'hosts' | 'dashboards';
  /** A number, or an automatic dashboard's id. */
  about: string;
  period: ReportPeriod;
  /** Of the day after the period's last, by the zone's clock. */
  hour: number;
  zone: string;
  language: string;
  addresses: string[];
  by: string;
  nextAt: string;
  last?: { state: 'waiting' | 'sent' | 'given-up'; at: string; trouble?: string };
}

/** A picture that is open to whoever has its address. */
export interface SharedLink {
  id: number;
  path: string;
  title: string;
  by: string;
  madeAt: string;
  expiresAt: string;
  usedAt?: string;
}
