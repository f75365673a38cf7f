import type { Channel, ChannelKind } from '../api/types.ts';
import type { Words } from '../words/words.ts';

/** What can be set of a channel, by kind; the form is drawn from this. */
export type FieldName = keyof Words['channels']['fields'];

export interface ChannelField {
  name: FieldName;
  /** Where the server keeps it, such as "smpp.coding.joining"; its problems name it so. */
  path: string;
  type: 'text' | 'number' | 'secret' | 'check' | 'choice';
  initial: string;
  required?: boolean;
  /** Folded away: most operators are well served by the initial value. */
  rare?: boolean;
  choices?: 'alphabets' | 'joinings' | 'receipts';
}

type Kind = Pick<ChannelField, 'type' | 'initial'> & Partial<ChannelField>;

const at = (path: string, kind: Kind): ChannelField => ({
  name: path.slice(path.lastIndexOf('.') + 1) as FieldName,
  path,
  ...kind,
});
const text = (initial = ''): Kind => ({ type: 'text', initial });
const needed = (initial = ''): Kind => ({ type: 'text', initial, required: true });
const number = (initial: string): Kind => ({ type: 'number', initial, required: true });
const secret: Kind = { type: 'secret', initial: '' };
const check: Kind = { type: 'check', initial: 'false' };
const choice = (choices: NonNullable<ChannelField['choices']>, initial: string): Kind => ({
  type: 'choice',
  choices,
  initial,
});
const rare = (kind: Kind): Kind => ({ ...kind, rare: true });

const COMMON: ChannelField[] = [
  at('sender', text()),
  at('country', needed('BI')),
  at('ratePerSecond', number('10')),
  at('price', number('0')),
  at('currency', needed('BIF')),
];

const SMPP: ChannelField[] = [
  at('smpp.host', needed()),
  at('smpp.port', number('2775')),
  at('smpp.tls', check),
  at('smpp.systemId', needed()),
  at('password', secret),
  at('window', number('10')),
  at('smpp.systemType', rare(text())),
  at('smpp.separate', rare(check)),
  at('smpp.coding.defaultAlphabet', rare(choice('alphabets', 'GSM7'))),
  at('smpp.coding.joining', rare(choice('joinings', 'UDH8'))),
  at('smpp.coding.receiptIds', rare(choice('receipts', 'AS_WRITTEN'))),
  at('smpp.enquireLinkSeconds', rare(number('30'))),
];

const KANNEL: ChannelField[] = [
  at('kannel.sendsms', needed('http://127.0.0.1:13013/cgi-bin/sendsms')),
  at('kannel.user', needed()),
  at('password', secret),
  at('kannel.callback', needed()),
  at('kannel.smsc', rare(text())),
  at('inboundSecret', rare(secret)),
  at('window', rare(number('10'))),
];

export const FIELDS: Record<ChannelKind, ChannelField[]> = {
  smpp: [...SMPP, ...COMMON],
  kannel: [...KANNEL, ...COMMON],
  simulated: [...COMMON, at('window', rare(number('50')))],
};

type Tree = Record<string, unknown>;

/** A channel's present settings, as the form's texts. */
export function channelValues(channel: Channel): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { path } of FIELDS[channel.kind] ?? []) {
    const found = path
      .split('.')
      .reduce<unknown>((tree, key) => (tree as Tree | undefined)?.[key], channel);
    if (found !== undefined && found !== null) values[path] = String(found);
  }
  return values;
}

/**
 * A typed form as the server reads it: numbers as numbers, secrets only when typed. What the form
 * does not know of (addressing, paused) stays as it was.
 */
export function channelBody(
  kind: ChannelKind,
  name: string,
  values: Record<string, string>,
  before?: Channel,
): Tree {
  const body: Tree = { kind, name: name.trim(), [kind]: { ...(before?.[kind] ?? {}) } };
  if (before) body.paused = before.paused;
  for (const field of FIELDS[kind]) {
    const value = (values[field.path] ?? field.initial).trim();
    if (field.type === 'secret' && value === '') continue;
    const keys = field.path.split('.');
    const last = keys.pop()!;
    let tree = body;
    for (const key of keys) tree = tree[key] = { ...((tree[key] as Tree) ?? {}) };
    tree[last] =
      field.type === 'check'
        ? value === 'true'
        : field.type === 'number'
          ? Number(value.replace(',', '.'))
          : value;
  }
  return body;
}
