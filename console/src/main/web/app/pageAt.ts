import type { ComponentChild } from 'preact';

/** A page of the console and where it lies. */
export interface PageAt {
  path: string;
  /** One of these permissions opens the page; none means everybody signed in. */
  needs: string[];
  page: (parts: Record<string, string>) => ComponentChild;
}
