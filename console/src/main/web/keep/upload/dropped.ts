/** A file and where it goes within the folder it was dropped on. */
export interface Coming {
  path: string;
  file: File;
}

/** Beyond this a browser's memory of names alone becomes a burden. */
export const FILES_MAX = 20_000;

/** Files that a desktop leaves behind and nobody wants to keep. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

const joined = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

/** All files of a drop, folders with all that is in them. Must be called within the drop's event. */
export async function filesOf(transfer: DataTransfer): Promise<Coming[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found: Coming[] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push({ path: entry.name, file: entry });
    else if (entry) await walk(entry, '', found);
  }
  return found.filter((one) => !LITTER.has(one.file.name));
}

async function walk(entry: FileSystemEntry, folder: string, found: Coming[]): Promise<void> {
  if (found.length >= FILES_MAX) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path: joined(folder, file.name), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const within = joined(folder, entry.name);
  // The browser gives a hundred at a time, and nothing when it is through.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const one of some) await walk(one, within, found);
  }
}

/** The files of a file chooser; of a whole folder with their places in it. */
export function filesChosen(list: FileList): Coming[] {
  return [...list]
    .filter((file) => !LITTER.has(file.name))
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}
