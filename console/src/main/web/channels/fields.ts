import type { Channel, ChannelKind } from '../api/types.ts';
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

type Kind = Pick<ChannelField, 'type' | 'initial'> & Partial<ChannelField>;

const at = (name: FieldName, kind: Kind): ChannelField => ({ name, ...kind });
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
  at('host', needed()),
  at('port', number('2775')),
  at('tls', check),
  at('systemId', needed()),
  at('password', secret),
  at('window', number('10')),
  at('systemType', rare(text())),
  at('separate', rare(check)),
  at('defaultAlphabet', rare(choice('alphabets', 'GSM7'))),
  at('joining', rare(choice('joinings', 'UDH8'))),
  at('receiptIds', rare(choice('receipts', 'AS_WRITTEN'))),
  at('enquireLinkSeconds', rare(number('30'))),
  at('repeatSeconds', rare(number('60'))),
];

const KANNEL: ChannelField[] = [
  at('sendsms', needed('http://127.0.0.1:13013/cgi-bin/sendsms')),
  at('user', needed()),
  at('password', secret),
  at('callback', needed()),
  at('smsc', rare(text())),
  at('inbound', rare(secret)),
  at('window', rare(number('10'))),
];

export const FIELDS: Record<ChannelKind, ChannelField[]> = {
  smpp: [...SMPP, ...COMMON],
  kannel: [...KANNEL, ...COMMON],
  simulated: [...COMMON, at('window', rare(number('50')))],
};

/** A channel's present settings, as the form's texts. */
export function channelValues(channel: Channel): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name } of FIELDS[channel.kind] ?? []) {
    const found = channel[name as keyof Channel];
    if (found !== undefined && found !== null) values[name] = String(found);
  }
  return values;
}

/**
 * A typed form as the server reads it: numbers as numbers, secrets only when typed. What the form
 * does not know of (addressing, paused) the server leaves as it is.
 */
export function channelBody(
  kind: ChannelKind,
  name: string,
  values: Record<string, string>,
): Record<string, unknown> {
  const body: Record<string, unknown> = { kind, name: name.trim() };
  for (const field of FIELDS[kind]) {
    const value = (values[field.name] ?? field.initial).trim();
    if (field.type === 'secret' && value === '') continue;
    body[field.name] =
      field.type === 'check'
        ? value === 'true'
        : field.type === 'number'
          ? Number(value.replace(',', '.'))
          : value;
  }
  return body;
}
