import { get, query } from '../../api/client.ts';
import { Refusal } from '../../api/problem.ts';
import type { DocumentRow, FolderPage, VaultDocument } from '../../api/vault.ts';
import { STALL_MS } from './tus.ts';

interface Listing {
  documents: Map<string, DocumentRow>;
  folders: Set<string>;
}

const LISTED_MAX = 200;
const NOTHING: Listing = { documents: new Map(), folders: new Set() };

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** What the folders held when the first of their files came; one question serves them all. */
export class Folders {
  private readonly asked = new Map<string, Promise<Listing>>();

  /** The document at a path, if there is one. */
  async document(dossier: number, path: string): Promise<DocumentRow | undefined> {
    return (await this.listing(dossier, folderOf(path))).documents.get(nameOf(path));
  }

  private listing(dossier: number, path: string): Promise<Listing> {
    const key = `${dossier}|${path}`;
    let listing = this.asked.get(key);
    if (!listing) {
      listing = this.look(dossier, path);
      listing.catch(() => this.asked.delete(key));
      this.asked.set(key, listing);
    }
    return listing;
  }

  /** A folder that its parent does not hold is not asked for. */
  private async look(dossier: number, path: string): Promise<Listing> {
    if (path !== '') {
      const parent = await this.listing(dossier, folderOf(path));
      if (!parent.folders.has(nameOf(path))) return NOTHING;
    }
    return listFolder(dossier, path);
  }
}

/** The hash of what a document is now. */
export async function hashOf(row: DocumentRow): Promise<string | undefined> {
  return row.hash ?? (await soon<VaultDocument>(`/api/documents/${row.id}`)).hash;
}

async function listFolder(dossier: number, path: string): Promise<Listing> {
  const found: Listing = { documents: new Map(), folders: new Set() };
  let after: string | undefined;
  try {
    do {
      const page = await soon<FolderPage>(
        `/api/dossiers/${dossier}/folder${query({ path: path || '/', limit: LISTED_MAX, after })}`,
      );
      for (const row of page.documents) found.documents.set(row.name.normalize('NFC'), row);
      for (const row of page.folders) found.folders.add(row.name.normalize('NFC'));
      after = page.next;
    } while (after !== undefined);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.problem.status !== 404) throw thrown;
  }
  return found;
}

/** On a line that went silent a browser waits for ever, and every file behind the question with it. */
async function soon<T>(path: string): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), STALL_MS);
  try {
    return await get<T>(path, stop.signal);
  } catch (thrown) {
    if (stop.signal.aborted) throw new Refusal({ status: 0, code: 'unreachable', detail: '' });
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}
