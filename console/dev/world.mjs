// Invented people, polls and messages for looking at the console without a server.
import { seeded } from './random.mjs';

export const PROVINCES = [
    'Bubanza', 'Bujumbura Mairie', 'Bujumbura Rural', 'Bururi', 'Cankuzo', 'Cibitoke', 'Gitega',
    'Karuzi', 'Kayanza', 'Kirundo', 'Makamba', 'Muramvya', 'Muyinga', 'Mwaro', 'Ngozi', 'Rutana',
    'Ruyigi',
];
const FIRST = [
    'Aline', 'Jean-Bosco', 'Espérance', 'Désiré', 'Claudine', 'Innocent', 'Béatrice', 'Emmanuel',
    'Marie-Goreth', 'Fabrice', 'Odette', 'Thierry', 'Spès-Caritas', 'Pacifique', 'Yvette',
    'Alexis', 'Joselyne', 'Gérard', 'Nadine', 'Evariste',
];
const LAST = [
    'Ndayishimiye', 'Niyonzima', 'Hakizimana', 'Nkurunziza', 'Bigirimana', 'Irakoze', 'Nsengiyumva',
    'Uwimana', 'Ntahomvukiye', 'Habonimana', 'Kaneza', 'Ndikumana', 'Nizigiyimana', 'Barakamfitiye',
];
const ANSWERS = {
    fr: {
        yes: ['Oui', 'OUI', 'oui bien sûr', 'Oui chaque jour', 'ouii', 'oui mais loin, 40 minutes à pied'],
        no: ['Non', 'non pas du tout', 'NON', 'Non, la pompe est cassée depuis mars', 'nn'],
    },
    rn: {
        yes: ['Ego', 'EGO', 'ego turayafise', 'Ego cane', 'egoo'],
        no: ['Oya', 'OYA', 'oya ntayo dufise', 'Oya, turavoma mu ruzi', 'oyaa'],
    },
    en: { yes: ['Yes', 'yes we do', 'YES'], no: ['No', 'no, broken since March', 'NO'] },
};
const STORIES = [
    'La source de notre colline est polluée depuis les pluies. Les enfants tombent malades, aidez-nous svp',
    'Ego ariko amazi ntameze neza, abana bararwaye inda',
    'Yes but the borehole needs a key and the keeper travels often. We wait 3 days sometimes.',
    'Non. Le forage promis en 2024 n’a jamais été terminé. À qui faut-il s’adresser ?',
    'Bonjour, ma fille de 2 ans a la diarrhée depuis 4 jours, le centre de santé est à 15 km',
    'Murakoze cane kutubaza. Turasaba ko mwotwubakira ikigega',
    'svp comment faire pour inscrire ma mère ?',
    'Il n’y a plus de chlore au centre de Rugombo',
    'Merci pour le message. Quand est-ce que les résultats seront connus ?',
];
const GROUPS = [
    ['Relais communautaires', 'Volontaires formés en 2025'],
    ['Jeunes 15–24 ans', 'Inscrits par les clubs scolaires'],
    ['Agents de santé', ''],
    ['Comités de points d’eau', 'Un par colline, présidents et trésorières'],
    ['Enseignants', ''],
];

export function minutesAgo(minutes) {
    return new Date(Date.now() - minutes * 60_000).toISOString();
}

const people = (random) =>
    Array.from({ length: 420 }, (_, i) => {
        const language = random.pick(['rn', 'rn', 'rn', 'fr', 'fr', 'en']);
        const stopped = random.chance(0.03);
        return {
            id: i + 1,
            name: random.chance(0.06) ? '' : `${random.pick(FIRST)} ${random.pick(LAST)}`,
            address: `+257${random.pick(['79', '71', '68', '61'])}${String(100000 + random.below(899999))}`,
            language,
            place: random.pick(PROVINCES),
            groups: GROUPS.map((_, g) => g + 1).filter(() => random.chance(0.25)),
            stoppedAt: stopped ? minutesAgo(random.below(90_000)) : undefined,
            fields: { age: String(15 + random.below(50)), sexe: random.pick(['f', 'm']) },
        };
    });

const text = (fr, rn, en) => ({ fr, rn, en });

export const WATER = {
    name: 'Accès à l’eau potable, novembre',
    kind: 'yes_no',
    question: text(
        'Avez-vous de l’eau potable à moins de 30 minutes de chez vous ? Répondez OUI ou NON, c’est gratuit.',
        'Mwoba mufise amazi meza mu minota 30 uvuye i muhira ? Mwishure EGO canke OYA.',
        'Do you have safe water within 30 minutes of your home? Answer YES or NO, it is free.',
    ),
    audience: { groups: [1, 4], exclude: [3], fields: [], languages: [] },
    channel: 'lumitel',
    defaultLanguage: 'fr',
    categories: [
        {
            key: 'yes', name: text('Oui', 'Ego', 'Yes'), color: '#009E73',
            reply: text('Merci ! Votre réponse est comptée.', 'Murakoze ! Inyishu yanyu yaharuwe.', 'Thank you! Your answer is counted.'),
            rules: [
                { language: 'fr', kind: 'word', pattern: 'oui', typos: true },
                { language: 'rn', kind: 'word', pattern: 'ego', typos: true },
                { language: 'en', kind: 'word', pattern: 'yes', typos: true },
            ],
        },
        {
            key: 'no', name: text('Non', 'Oya', 'No'), color: '#D55E00',
            reply: text('Merci. Nous transmettons au service de l’eau de votre province.', 'Murakoze. Tuzobimenyesha.', 'Thank you. We pass this on to your province’s water office.'),
            rules: [
                { language: 'fr', kind: 'word', pattern: 'non', typos: true },
                { language: 'rn', kind: 'word', pattern: 'oya', typos: true },
                { language: 'en', kind: 'word', pattern: 'no', typos: false },
                { kind: 'phrase', pattern: 'pompe cassée', typos: true },
            ],
        },
        {
            key: 'sometimes', name: text('Parfois', 'Rimwe na rimwe', 'Sometimes'), color: '#56B4E9',
            reply: {}, rules: [{ language: 'fr', kind: 'prefix', pattern: 'parf', typos: false }],
        },
    ],
    confirmation: text('Merci, nous avons reçu votre message.', 'Murakoze, ubutumwa bwanyu bwashitse.', ''),
};

const simple = (name, kind, categories = []) => ({
    name, kind, question: { fr: `${name} ?` },
    audience: { groups: [2], exclude: [], fields: [], languages: [] },
    defaultLanguage: 'fr', categories, confirmation: {},
});

const named = (key, fr, color) => ({ key, name: { fr }, color, reply: {}, rules: [] });

const polls = () => [
    { id: 1, state: 'running', definition: WATER, asked: 4812, answered: 1733, startedAt: minutesAgo(140) },
    {
        id: 2, state: 'running', asked: 2460, answered: 611, startedAt: minutesAgo(60 * 26),
        definition: {
            ...simple('Combien de personnes vivent sous votre toit', 'numeric'),
            question: text('Combien de personnes vivent sous votre toit ? Répondez par un nombre.', 'Mu nzu yanyu mubamwo muri bangahe ?', ''),
        },
    },
    { id: 3, state: 'draft', definition: simple('Vaccination contre la rougeole : connaissez-vous la date ?', 'yes_no'), asked: 0, answered: 0 },
    {
        id: 4, state: 'paused', asked: 4998, answered: 2040, startedAt: minutesAgo(60 * 70),
        definition: simple('Quel est le premier besoin de votre commune pour la saison sèche et la rentrée scolaire', 'multiple_choice', [
            named('water', 'Eau', '#56B4E9'), named('school', 'École', '#E69F00'), named('road', 'Routes', '#CC79A7'),
            named('health', 'Santé', '#009E73'), named('food', 'Nourriture', '#D55E00'),
        ]),
    },
    { id: 5, state: 'closed', definition: simple('Que changeriez-vous dans votre école', 'free_text'), asked: 1890, answered: 702, startedAt: minutesAgo(60 * 24 * 40), closedAt: minutesAgo(60 * 24 * 33) },
    { id: 6, state: 'closed', definition: simple('Avez-vous reçu une moustiquaire', 'yes_no', [named('yes', 'Oui', '#009E73'), named('no', 'Non', '#D55E00')]), asked: 4700, answered: 3120, startedAt: minutesAgo(60 * 24 * 90), closedAt: minutesAgo(60 * 24 * 80) },
].map((poll) => ({ createdAt: minutesAgo(60 * 24 * 92), ...poll }));

const answers = (random, world) =>
    Array.from({ length: 260 }, (_, i) => {
        const person = world.people[random.below(world.people.length)];
        const yes = random.chance(0.62);
        const odd = random.chance(0.08);
        return {
            id: i + 1, contactId: person.id, person: person.name || person.address, place: person.place,
            text: odd ? random.pick(STORIES) : random.pick(ANSWERS[person.language][yes ? 'yes' : 'no']),
            category: odd && random.chance(0.6) ? undefined : yes ? 'yes' : 'no',
            manual: random.chance(0.04), confidence: odd ? 0.55 : 0.97,
            receivedAt: minutesAgo(i * 0.5), messageId: 1000 + i,
        };
    });

const inbox = (random, world) =>
    Array.from({ length: 46 }, (_, i) => {
        const person = world.people[random.below(world.people.length)];
        const kind = random.pick(['unsolicited', 'story', 'story', 'undone', 'unsolicited']);
        return {
            id: 5000 + i, contactId: person.id, person: person.name || person.address, address: person.address,
            place: person.place, text: STORIES[(i * 7) % STORIES.length], at: minutesAgo(3 + i * i * 1.7),
            state: i > 38 ? 'done' : 'open', kind,
            ...(kind === 'unsolicited' ? {} : { pollId: 1, pollName: WATER.name }),
        };
    });

const channels = () => [
    {
        id: 1, kind: 'smpp', name: 'lumitel', state: 'up', detail: 'transceiver, 1 session', since: minutesAgo(3100), received: 18233, sent: 48120, waiting: 214,
        ratePerSecond: 40, window: 20, sender: '163', paused: false, country: 'BI', price: 18, currency: 'BIF',
        smpp: { host: 'smsc.lumitel.bi', port: 2775, tls: true, separate: false, systemId: 'relais', systemType: '', addressing: { sourceTon: 0, sourceNpi: 1, destinationTon: 1, destinationNpi: 1 }, coding: { defaultAlphabet: 'GSM7', joining: 'UDH8', receiptIds: 'HEX_THEN_DECIMAL' }, enquireLinkSeconds: 30 },
    },
    {
        id: 2, kind: 'kannel', name: 'econet-leo', state: 'connecting', detail: 'connection refused; next attempt in 12 s', since: minutesAgo(4), received: 902, sent: 1200, waiting: 37,
        ratePerSecond: 10, window: 10, sender: '163', paused: false, country: 'BI', price: 15, currency: 'BIF',
        kannel: { sendsms: 'http://10.0.0.7:13013/cgi-bin/sendsms', user: 'relais', smsc: '', callback: 'http://10.0.0.5:8080' },
    },
    { id: 3, kind: 'simulated', name: 'demo', state: 'paused', detail: '', since: minutesAgo(700), received: 0, sent: 0, waiting: 0, ratePerSecond: 100, window: 50, sender: '163', paused: true, country: 'BI', price: 0, currency: 'BIF', simulated: { seed: 1 } },
];

export function makeWorld() {
    const random = seeded(7);
    const world = { people: people(random), polls: polls(), channels: channels() };
    world.groups = GROUPS.map(([name, description], g) => ({ id: g + 1, name, description, people: 300 + g * 817 }));
    world.answers = answers(random, world);
    world.inbox = inbox(random, world);
    world.review = Array.from({ length: 6 }, (_, i) => ({
        id: i + 1, messageId: 7000 + i, person: world.people[i * 9].name || world.people[i * 9].address,
        text: random.pick(['oui 5', 'Ego', '6 abantu', 'Non merci', 'oui', 'Nous sommes 7, et non l’eau est loin']),
        receivedAt: minutesAgo(4 + i * 11),
        candidates: [
            { pollId: 1, name: WATER.name, confidence: 0.58 - i * 0.02 },
            { pollId: 2, name: 'Combien de personnes vivent sous votre toit', confidence: 0.41 },
        ],
    }));
    world.imports = [
        { id: 1, name: 'relais-communautaires-2025.xlsx', state: 'done', rows: 2210, created: 2166, updated: 31, rejected: 13, startedAt: minutesAgo(60 * 24 * 12), finishedAt: minutesAgo(60 * 24 * 12 - 2) },
    ];
    world.users = [
        { id: 1, name: 'Chantal Nduwimana', login: 'chantal', locale: 'fr', groups: [1], active: true, ready: true, totp: process.env.TOTP === '1', seenAt: minutesAgo(1) },
        { id: 2, name: 'Patrick Otieno', login: 'patrick', locale: 'en', groups: [2, 3], active: true, ready: true, totp: false, seenAt: minutesAgo(300) },
        { id: 3, name: 'Diane Mugisha', login: 'diane', locale: 'fr', groups: [3], active: true, ready: false, totp: false },
    ];
    world.userGroups = [
        { id: 1, name: 'Administration', builtIn: true, permissions: null, allContacts: true, contactGroups: [], allHosts: true, hostGroups: [] },
        { id: 2, name: 'Chargés de programme', permissions: ['polls.read', 'polls.edit', 'polls.send', 'inbox.read', 'people.read'], allContacts: true, contactGroups: [], allHosts: true, hostGroups: [] },
        { id: 3, name: 'Ligne santé', permissions: ['inbox.read', 'inbox.reply', 'people.read'], allContacts: false, contactGroups: [3], allHosts: false, hostGroups: [] },
    ];
    world.tokens = [
        { id: 1, name: 'Tableau de bord du ministère', permissions: ['polls.read'], createdAt: minutesAgo(60 * 24 * 20), expiresAt: minutesAgo(-60 * 24 * 160), lastUsedAt: minutesAgo(12) },
    ];
    world.dead = [
        { id: 1, topic: 'mo', key: '+25779123456', itemId: 'n1:8812', body: '{"channel":"lumitel","from":"+25779123456","to":"163","text":"OUI","receivedAt":"2026-11-21T09:14:03Z","parts":1}', attempts: 8, error: 'poll 9: rule 2: pattern takes too long', diedAt: minutesAgo(200) },
        { id: 2, topic: 'report', key: 'econet-leo:88a1', itemId: 'n1:8990', body: '{"channel":"econet-leo","providerId":"88a1"}', attempts: 8, error: 'no such message', diedAt: minutesAgo(80) },
    ];
    return world;
}
