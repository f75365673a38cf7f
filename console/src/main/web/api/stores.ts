/** What the pages of stores read from the server. */

export type StoreKind = 'folder' | 'smb' | 's3';
export type StoreState = 'new' | 'up' | 'full' | 'away' | 'wrong' | 'elsewhere';

export interface StoreSettings {
  folder?: string;
  host?: string;
  port?: number;
  share?: string;
  domain?: string;
  user?: string;
  encrypt?: boolean;
  endpoint?: string;
  region?: string;
  bucket?: string;
  pathStyle?: boolean;
  checksums?: boolean;
}

export interface Prices {
  gbMonth?: number;
  millionWrites?: number;
  gbOut?: number;
}

export interface Store {
  id: number;
  name: string;
  kind: StoreKind;
  settings: StoreSettings;
  /** The folder in the home of this very process: it is always there. */
  own?: boolean;
  state: StoreState;
  detail?: string;
  since?: string;
  blobs: number;
  bytes: number;
  freeBytes?: number;
  waiting: number;
  leaving?: number;
  lastVerified?: string;
  /** How long ago copies were last read again and found equal; each is counted once. */
  checked: { day: number; week: number; month: number; before: number; never: number };
  hasSecret?: boolean;
  prices?: Prices;
}

export interface StoreRule {
  name: string;
  minAgeDays: number;
  minBytes: number;
  copies: number;
  quorum: number;
  stores: number[];
}

export interface StorePlace {
  storeId: number;
  store: string;
  objects: number;
  bytes: number;
  month: number;
}

export interface WhatIf {
  before: StorePlace[];
  after: StorePlace[];
  once: { objects: number; bytes: number; cost: number };
}

export interface Finding {
  id: number;
  storeId: number;
  store: string;
  key: string;
  kind: string;
  size?: number;
  state: string;
  foundAt: string;
  seenAt: string;
}
