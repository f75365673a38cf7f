import type { Texts } from '../../api/types.ts';
import type { DossierType, FieldDefinition, TypeDefinition } from '../../api/vault.ts';

/** What a number will look like: "CASE-{year}-{n:5}" → "CASE-2026-00001". */
export function numberExample(pattern: string, year: number, n = 1): string {
  return pattern
    .replace(/\{year\}/g, String(year))
    .replace(/\{n(?::(\d{1,2}))?\}/g, (_, digits: string | undefined) =>
      String(n).padStart(Math.min(12, Number(digits ?? 1)), '0'),
    );
}

/** "Date de naissance" → "date-de-naissance": a key that the server takes, unlike those there are. */
export function keyFrom(name: string, taken: string[]): string {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  const base = plain === '' ? 'x' : plain;
  let key = base;
  for (let n = 2; taken.includes(key); n++) key = `${base}-${n}`;
  return key;
}

const both = (fr: string, en: string): Texts => ({ fr, en });
const field = (
  key: string,
  label: Texts,
  kind: FieldDefinition['kind'],
  more: Partial<FieldDefinition> = {},
): FieldDefinition => ({ key, label, kind, required: false, ...more });

const OPEN = { key: 'open', label: both('Ouvert', 'Open'), closed: false };
const CLOSED = { key: 'closed', label: both('Clos', 'Closed'), closed: true };
const THERE_AND_BACK = [
  { from: 'open', to: 'closed', groups: [] },
  { from: 'closed', to: 'open', groups: [] },
];

export const EMPTY: TypeDefinition = {
  key: '',
  name: {},
  number: 'D-{year}-{n:5}',
  fields: [],
  states: [OPEN, CLOSED],
  initial: 'open',
  transitions: THERE_AND_BACK,
  grants: [],
};

/** What many offices begin with; changed at will before it is saved. */
export const TEMPLATES: TypeDefinition[] = [
  {
    ...EMPTY,
    key: 'case',
    name: both('Cas individuel', 'Individual case'),
    number: 'CAS-{year}-{n:5}',
    fields: [
      field('person', both('Personne concernée', 'Person concerned'), 'person'),
      field('kind', both('Nature de la demande', 'Kind of request'), 'choice', {
        required: true,
        choices: [
          { key: 'health', label: both('Santé', 'Health') },
          { key: 'school', label: both('École', 'School') },
          { key: 'protection', label: both('Protection', 'Protection') },
          { key: 'other', label: both('Autre', 'Other') },
        ],
      }),
      field('place', both('Lieu', 'Place'), 'text'),
      field('since', both('Signalé le', 'Reported on'), 'date'),
      field('summary', both('Résumé', 'Summary'), 'longtext'),
    ],
    states: [
      { key: 'new', label: both('Nouveau', 'New'), closed: false },
      { key: 'working', label: both('En cours', 'In progress'), closed: false },
      { key: 'waiting', label: both('En attente', 'Waiting'), closed: false },
      CLOSED,
    ],
    initial: 'new',
    transitions: [
      { from: 'new', to: 'working', groups: [] },
      { from: 'working', to: 'waiting', groups: [] },
      { from: 'waiting', to: 'working', groups: [] },
      { from: 'working', to: 'closed', groups: [] },
      { from: 'closed', to: 'working', groups: [] },
    ],
    retention: { years: 10, from: 'closed' },
  },
  {
    ...EMPTY,
    key: 'contract',
    name: both('Marché ou contrat', 'Contract'),
    number: 'CTR-{year}-{n:4}',
    fields: [
      field('supplier', both('Fournisseur', 'Supplier'), 'text', { required: true }),
      field('amount', both('Montant', 'Amount'), 'number', { min: 0 }),
      field('signed', both('Signé le', 'Signed on'), 'date'),
      field('ends', both('Se termine le', 'Ends on'), 'date'),
    ],
    states: [
      { key: 'draft', label: both('Projet', 'Draft'), closed: false },
      { key: 'signed', label: both('Signé', 'Signed'), closed: false },
      { key: 'ended', label: both('Terminé', 'Ended'), closed: true },
    ],
    initial: 'draft',
    transitions: [
      { from: 'draft', to: 'signed', groups: [] },
      { from: 'signed', to: 'ended', groups: [] },
    ],
    retention: { years: 10, from: 'closed' },
  },
  {
    ...EMPTY,
    key: 'mail',
    name: both('Courrier', 'Correspondence'),
    number: 'COU-{year}-{n:5}',
    fields: [
      field('sender', both('Expéditeur', 'Sender'), 'text', { required: true }),
      field('received', both('Reçu le', 'Received on'), 'date'),
      field('email', both('Adresse de réponse', 'Reply address'), 'email'),
    ],
    retention: { years: 5, from: 'created' },
  },
];

/** New parts have keys of no meaning until they are saved: then they are called by their labels. */
export const NEW = /^new-\d+$/;

export function newKey(taken: string[]): string {
  let n = 1;
  while (taken.includes(`new-${n}`)) n++;
  return `new-${n}`;
}

function named<T extends { key: string; label: Texts }>(all: T[]): { all: T[]; keys: Map<string, string> } {
  const taken = all.map((one) => one.key).filter((key) => !NEW.test(key));
  const keys = new Map<string, string>();
  const renamed = all.map((one) => {
    if (!NEW.test(one.key)) return one;
    const key = keyFrom(one.label.fr || one.label.en || '', taken);
    taken.push(key);
    keys.set(one.key, key);
    return { ...one, key };
  });
  return { all: renamed, keys };
}

/** The draft with keys that say what they are. */
export function withKeys(draft: TypeDefinition): TypeDefinition {
  const states = named(draft.states);
  const state = (key: string) => states.keys.get(key) ?? key;
  return {
    ...draft,
    key: draft.key || keyFrom(draft.name.fr || draft.name.en || '', []),
    fields: named(draft.fields).all.map((one) =>
      one.choices ? { ...one, choices: named(one.choices).all } : one,
    ),
    states: states.all,
    initial: state(draft.initial),
    transitions: draft.transitions.map((way) => ({ ...way, from: state(way.from), to: state(way.to) })),
  };
}

/** What the server takes: the type without what only its answers hold. */
export function definitionOf(type: TypeDefinition | DossierType): TypeDefinition {
  const { key, name, number, fields, states, initial, transitions, retention, grants } = type;
  return { key, name, number, fields, states, initial, transitions, retention, grants };
}
