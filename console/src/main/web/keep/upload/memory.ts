/**
 * What this browser still remembers of uploads after the page was closed: addresses at the server,
 * never contents.
 */
export interface Remembered {
  key: string;
  user: number;
  dossier: number;
  path: string;
  size: number;
  modified: number;
  url?: string;
  /** When it was whole. */
  doneAt?: number;
  since: number;
}

const NAME = 'relais-uploads';
const STORE = 'uploads';
/** As long as the server keeps half an upload. */
const KEPT_MS = 7 * 86_400_000;

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Private windows may have no memory: then nothing is remembered, and all else works. */
async function change(act: (store: IDBObjectStore) => void): Promise<void> {
  try {
    const database = await open();
    await new Promise<void>((resolve, reject) => {
      const tx = database.transaction(STORE, 'readwrite');
      act(tx.objectStore(STORE));
      tx.oncomplete = () => resolve();
      tx.onerror = () => reject(tx.error);
    });
  } catch {
    opened = undefined;
  }
}

export const remember = (all: Remembered[]): Promise<void> =>
  change((store) => all.forEach((one) => store.put(one)));

export const forget = (keys: string[]): Promise<void> =>
  change((store) => keys.forEach((key) => store.delete(key)));

/** All that belongs to a user; what is too old is forgotten by the way. */
export async function recall(user: number, now: number): Promise<Remembered[]> {
  try {
    const database = await open();
    const all = await new Promise<Remembered[]>((resolve, reject) => {
      const request = database.transaction(STORE).objectStore(STORE).getAll();
      request.onsuccess = () => resolve(request.result as Remembered[]);
      request.onerror = () => reject(request.error);
    });
    const old = all.filter((one) => now - (one.doneAt ?? one.since) > KEPT_MS);
    if (old.length > 0) void forget(old.map((one) => one.key));
    return all.filter((one) => one.user === user && !old.includes(one));
  } catch {
    opened = undefined;
    return [];
  }
}
