import { get } from '../api/client.ts';
import type { Page } from '../api/types.ts';
import type { Certificate } from '../api/vault.ts';
import type { Words } from '../words/words.ts';

/** A content that went with a dossier. */
interface Gone {
  sha256: string;
  size: number;
}

/** The certificate as a text for the archive: what is known, then every content by its hash. */
export function certificateText(
  of: Certificate,
  typeName: string,
  gone: Gone[],
  words: Words['erasures'],
): string {
  const { lines } = words;
  const facts: [string, string | number | undefined][] = [
    [lines.type, typeName],
    [lines.openedAt, of.openedAt],
    [lines.closedAt, of.closedAt],
    [lines.due, of.due],
    [lines.erasedAt, of.erasedAt],
    [lines.erasedBy, of.erasedBy],
    [lines.documents, of.documents],
    [lines.digest, of.digest],
  ];
  return [
    of.number,
    ...facts.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`),
    '',
    `${lines.contents}:`,
    ...gone.map(({ sha256, size }) => `${sha256}  ${size}`),
    '',
  ].join('\n');
}

/** Gives the reader the certificate as a file. */
export async function saveCertificate(
  of: Certificate,
  typeName: string,
  words: Words['erasures'],
): Promise<void> {
  const gone: Gone[] = [];
  let after = '';
  do {
    const page: Page<Gone> = await get<Page<Gone>>(
      `/api/dossier-certificates/${of.id}/contents?limit=200${after}`,
    );
    gone.push(...page.items);
    after = page.next === undefined ? '' : `&after=${page.next}`;
  } while (after !== '');
  const text = certificateText(of, typeName, gone, words);
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${words.file}-${of.number.replace(/[^\w.-]+/g, '-')}.txt`;
  link.click();
  URL.revokeObjectURL(url);
}
