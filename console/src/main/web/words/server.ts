import { fill } from './formats.ts';
import type { Speech } from './words.ts';

type Known = Record<string, string>;
type LineWord = keyof Speech['t']['server']['line'];

/** A word the server names a thing by, in the reader's language; the word itself when it is new. */
export const known = (words: Known, code: string): string => words[code] ?? code;

/** How the gateway tells of a line, and which of our sentences says the same. */
const LINES: [RegExp, LineWord][] = [
  [/^bound to (?<at>\S+)$/, 'bound'],
  [/^Kannel at (?<at>\S+)$/, 'kannel'],
  [/^nothing answers at (?<at>\S+)$/, 'silent'],
  [/^bind refused: (?<what>.+)$/, 'refused'],
  [/^line broke$/, 'broke'],
  [/^unexpected: (?<what>.+)$/, 'unexpected'],
  [/^closed$/, 'closed'],
  [/^not asked yet$/, 'notAsked'],
  [/^no gateway process runs it$/, 'noGateway'],
  [/^(?<at>\S+) answers (?<what>.+)$/, 'answers'],
];

/** What the gateway says of a channel's line; what it quotes from elsewhere stays as it is. */
export function lineWords(detail: string, speech: Speech): string {
  const { line } = speech.t.server;
  const paused = /^paused; line: (.*)$/s.exec(detail);
  if (paused) return fill(line.paused, { what: lineWords(paused[1]!, speech) });
  const again = /^(.*); next attempt in (\d+) s$/s.exec(detail);
  if (again) {
    return `${lineWords(again[1]!, speech)}${line.then}${fill(line.again, { n: again[2]! })}`;
  }
  for (const [pattern, word] of LINES) {
    const found = pattern.exec(detail);
    if (found) return fill(line[word], found.groups ?? {});
  }
  return detail;
}

/** Where a setting's value came from: "environment RELAIS_HTTP_PORT", "relais.conf line 3". */
export function sourceWords(source: string, { t }: Speech): string {
  const { sources } = t.server;
  const variable = /^environment (\S+)$/.exec(source);
  if (variable) return fill(sources.environment, { name: variable[1]! });
  const line = /^(.+) line (\d+)$/.exec(source);
  if (line) return fill(sources.file, { name: line[1]!, n: line[2]! });
  return known(sources, source);
}
