import { useEffect } from 'preact/hooks';
import { useFetched } from '../api/fetched.ts';
import { listen } from '../api/live.ts';
import { useMay } from './session.ts';

/** How much waits for a person, counted up to a bound. */
export interface Waiting {
  count: number;
  more: boolean;
}

/** A badge need not follow every message of a busy hour. */
const BADGE_MS = 3000;

function useCount(path: string, thing: string, allowed: boolean): Waiting | undefined {
  const counted = useFetched<Waiting>(allowed ? path : undefined);
  const { reload } = counted;
  useEffect(
    () => (allowed ? listen(thing, reload, BADGE_MS) : undefined),
    [allowed, thing, reload],
  );
  return counted.data;
}

/** What waits behind the sections that have something waiting, by their address. */
export function useWaiting(): Record<string, Waiting | undefined> {
  const may = useMay();
  return {
    '/inbox': useCount('/api/inbox/count', 'inbox', may('inbox.read')),
    '/review': useCount('/api/review/count', 'review', may('polls.read')),
  };
}

export function together(all: (Waiting | undefined)[]): Waiting {
  return {
    count: all.reduce((sum, one) => sum + (one?.count ?? 0), 0),
    more: all.some((one) => one?.more),
  };
}
