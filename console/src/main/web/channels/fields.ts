import type { ChannelKind } from '../api/types.ts';
import type { Words } from '../words/words.ts';

/** What can be set of a channel, by kind; the form is drawn from this. */
export type FieldName = keyof Words['channels']['fields'];

export interface ChannelField {
  name: FieldName;
  type: 'text' | 'number' | 'secret' | 'check' | 'choice';
  initial: string;
  required?: boolean;
  /** Folded away: most operators are well served by the initial value. */
  rare?: boolean;
  choices?: 'alphabets' | 'joinings' | 'receipts';
}

const text = (name: FieldName, initial = '', required = false): ChannelField => ({
  name,
  type: 'text',
  initial,
  required,
});
const number = (name: FieldName, initial: string): ChannelField => ({
  name,
  type: 'number',
  initial,
  required: true,
});
const secret = (name: FieldName): ChannelField => ({ name, type: 'secret', initial: '' });
const rare = (field: ChannelField): ChannelField => ({ ...field, rare: true });
const choice = (
  name: FieldName,
  choices: NonNullable<ChannelField['choices']>,
  initial: string,
): ChannelField => ({ name, type: 'choice', choices, initial, rare: true });

const COMMON: ChannelField[] = [
  text('sender', '', true),
  text('country', 'BI', true),
  number('ratePerSecond', '10'),
  number('price', '0'),
  text('currency', 'BIF', true),
];

const SMPP: ChannelField[] = [
  text('host', '', true),
  number('port', '2775'),
  { name: 'tls', type: 'check', initial: '' },
  text('systemId', '', true),
  secret('password'),
  number('window', '10'),
  rare(text('systemType')),
  { name: 'separate', type: 'check', initial: '', rare: true },
  choice('defaultAlphabet', 'alphabets', 'GSM7'),
  choice('joining', 'joinings', 'UDH8'),
  choice('receiptIds', 'receipts', 'AS_WRITTEN'),
  rare(number('enquireLinkSeconds', '30')),
];

const KANNEL: ChannelField[] = [
  text('sendsms', 'http://127.0.0.1:13013/cgi-bin/sendsms', true),
  text('user', '', true),
  secret('password'),
  text('callback', '', true),
  secret('inbound'),
  rare(text('smsc')),
  rare(number('window', '10')),
];

export const FIELDS: Record<ChannelKind, ChannelField[]> = {
  smpp: [...SMPP, ...COMMON],
  kannel: [...KANNEL, ...COMMON],
  simulated: [...COMMON, rare(number('window', '50'))],
};

/** A typed form becomes what the server reads: numbers as numbers, secrets only when typed. */
export function channelBody(
  kind: ChannelKind,
  name: string,
  values: Record<string, string>,
): Record<string, unknown> {
  const body: Record<string, unknown> = { kind, name: name.trim() };
  for (const field of FIELDS[kind]) {
    const value = (values[field.name] ?? field.initial).trim();
    if (field.type === 'check') body[field.name] = value === 'true';
    else if (field.type === 'number') body[field.name] = Number(value.replace(',', '.'));
    else if (field.type !== 'secret' || value !== '') body[field.name] = value;
  }
  return body;
}
