import { minutesAgo } from './world.mjs';

const refuse = (status, code, detail, field) => ({
    status, problem: { type: 'about:blank', title: code, status, code, detail, field },
});
const PERMISSIONS = {
    'polls.read': 'See polls, results and answers', 'polls.edit': 'Create and change polls, recategorise answers',
    'polls.send': 'Start polls: sends messages and costs money', 'inbox.read': 'Read the inbox', 'inbox.reply': 'Answer people',
    'people.read': 'See people', 'people.edit': 'Change people and groups', 'people.import': 'Import lists of people',
    'people.see-numbers': 'See telephone numbers', 'channels.read': 'See channels', 'channels.edit': 'Change channels',
    'admin.users': 'Manage users, groups and tokens', 'admin.audit': 'Read the audit log', 'admin.status': 'See the state of the system, handle dead letters',
    'admin.settings': 'See the settings', 'gateway.sendsms': 'Send through the Kannel-compatible address',
    'hosts.read': 'See hosts and graphs', 'hosts.edit': 'Pair, change and forget hosts', 'dashboards.edit': 'Change dashboards', 'alerts.edit': 'Change alert rules', 'alerts.acknowledge': 'Acknowledge alerts', 'metrics.read': 'Query metrics', 'metrics.write': 'Write metrics',
    'records.read': 'See dossiers that are granted', 'records.edit': 'Change dossiers that are granted', 'records.all': 'Every dossier as if it were granted', 'records.confidential': 'Confidential dossiers of granted types too',
    'records.export': 'Export lists of dossiers', 'records.types': 'Define types of dossiers', 'records.hold': 'Put dossiers on legal hold, and end it', 'files.stores': 'Look after stores and copies', 'files.import': 'Move old records and files in',
};
const ALL = Object.keys(PERMISSIONS);
const byId = (list, id) => list.find((item) => String(item.id) === id);

function sessionRoutes(world) {
    const session = () => {
        const user = world.users.find((u) => u.id === world.signedIn);
        return {
            ...(user ? { user: { ...user, permissions: ALL, locale: process.env.LOCALE ?? user.locale } } : {}),
            setupNeeded: process.env.SETUP === '1', demo: true, version: '0.1.0',
        };
    };
    return [
        ['GET', '/api/session', session],
        ['POST', '/api/session', ({ body }) => {
            if (body.login === 'throttled') return refuse(429, 'throttled', 'Too many attempts; wait 240 seconds.');
            if (body.login === 'totp' && !body.code) return refuse(401, 'totp-required', 'This account needs its code.');
            if (body.login === 'totp' && body.code !== '123456') return refuse(401, 'wrong-code', 'Wrong code.');
            if (!['chantal', 'totp'].includes(body.login)) return refuse(401, 'wrong-credentials', 'Login or password is wrong.');
            world.signedIn = 1;
            return session();
        }],
        ['DELETE', '/api/session', () => { world.signedIn = undefined; }],
        ['POST', '/api/setup/look', ({ body }) => (body.token === 'old' ? refuse(400, 'link-used', 'used') : body.token === 'diane' ? { first: false, login: 'diane', name: 'Diane Mugisha' } : { first: true })],
        ['POST', '/api/setup', ({ body }) => {
            if (body.token === 'old') return refuse(410, 'token-used', 'used');
            if (body.login === 'chantal') return refuse(422, 'login-taken', 'This login is taken.', 'login');
            world.signedIn = 1;
            return session();
        }],
        ['GET', '/api/me', () => world.users[0]],
        ['PUT', '/api/me', ({ body }) => { if (body.locale && process.env.LOCALE) process.env.LOCALE = body.locale; return Object.assign(world.users[0], body); }],
        ['POST', '/api/me/password', ({ body }) => (body.old === 'wrong' ? refuse(422, 'wrong-password', 'The present password is wrong.', 'old') : undefined)],
        ['POST', '/api/me/totp', () => ({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DP', uri: 'otpauth://totp/Relais:chantal?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Relais' })],
        ['PUT', '/api/me/totp', ({ body }) => { if (body.code !== '123456') return refuse(422, 'wrong-code', 'Wrong code.', 'code'); world.users[0].totp = true; return { recoveryCodes: ['k7fq-2m9x', 'p3wd-8hta', 'z6cv-4nre', 'm2yb-9gks', 'h8tj-5qlu', 'd4xw-7pfz'] }; }],
        ['DELETE', '/api/me/totp', () => { world.users[0].totp = false; }],
    ];
}

function userRoutes(world) {
    const drop = (key) => ({ parts }) => { world[key] = world[key].filter((item) => String(item.id) !== parts.id); };
    for (const group of world.userGroups) group.permissions ??= ALL;
    return [
        ['GET', '/api/users', () => ({ items: world.users })],
        ['POST', '/api/users', ({ body }) => {
            if (world.users.some((u) => u.login === body.login)) return refuse(409, 'login-taken', 'This login is taken.', 'login');
            const user = { id: world.users.length + 1, groups: [], ...body };
            world.users.push(user);
            return user;
        }],
        ['PUT', '/api/users/:id', ({ parts, body }) => Object.assign(byId(world.users, parts.id), body)],
        ['DELETE', '/api/users/:id', drop('users')],
        ['POST', '/api/users/:id/setup-link', () => ({ token: 'Zk3J9sQbW4mXyT1rV8uA7cNeH2gL5pD6', expiresAt: minutesAgo(-60 * 48) })],
        ['GET', '/api/user-groups', () => ({ items: world.userGroups.map((g) => ({ builtIn: false, users: world.users.filter((u) => u.groups.includes(g.id)).length, ...g })) })],
        ['POST', '/api/user-groups', ({ body }) => { const g = { id: world.userGroups.length + 1, ...body }; world.userGroups.push(g); return g; }],
        ['PUT', '/api/user-groups/:id', ({ parts, body }) => Object.assign(byId(world.userGroups, parts.id), body)],
        ['DELETE', '/api/user-groups/:id', drop('userGroups')],
        ['GET', '/api/permissions', () => ({ items: ALL.map((key) => ({ key, help: PERMISSIONS[key] })) })],
        ['GET', '/api/tokens', () => ({ items: world.tokens })],
        ['POST', '/api/tokens', ({ body }) => { const t = { id: world.tokens.length + 1, createdAt: minutesAgo(0), ...body }; world.tokens.push(t); return { ...t, secret: 'relais_4Jk2mQx9TzVbN7sPqR8wYcD3eF6gH1aL' }; }],
        ['DELETE', '/api/tokens/:id', drop('tokens')],
    ];
}

const AUDIT = [
    ['chantal', 'poll.started', 'poll 1', { recipients: 4812, totalSegments: 5060 }], ['chantal', 'poll.changed', 'poll 1', { version: 3 }],
    ['patrick', 'inbox.replied', 'message 5012', {}], ['system', 'person.stopped', 'person 77', { text: 'pls stop' }],
    ['chantal', 'user.created', 'user 3', { login: 'diane' }], ['chantal', 'channel.changed', 'channel lumitel', { ratePerSecond: [30, 40] }],
    ['patrick', 'answer.recategorised', 'answer 221', { from: 'no', to: 'sometimes' }], ['diane', 'session.opened', 'user 3', {}],
    ['chantal', 'import.started', 'import 1', { name: 'relais-communautaires-2025.xlsx' }],
];

function systemRoutes(world) {
    const waiting = () => 40 + Math.floor(Math.random() * 60);
    return [
        ['GET', '/api/channels', () => ({ items: world.channels })],
        ['POST', '/api/channels', ({ body }) => {
            if (body.kind === 'smpp' && !/^[a-z0-9.-]+$/.test(body.smpp.host)) return refuse(400, 'invalid-field', 'smpp.host: a name or an address', 'smpp.host');
            const c = { id: world.channels.length + 1, state: 'connecting', received: 0, sent: 0, waiting: 0, since: minutesAgo(0), ...body };
            world.channels.push(c);
            return { ...c, ...(body.kind === 'kannel' ? { inboundSecret: 'mX2vQ8sLw9RtY4kB' } : {}) };
        }],
        ['PUT', '/api/channels/:id', ({ parts, body }) => Object.assign(byId(world.channels, parts.id), body)],
        ['DELETE', '/api/channels/:id', ({ parts }) => { world.channels = world.channels.filter((c) => String(c.id) !== parts.id); }],
        ['POST', '/api/channels/:id/pause', ({ parts }) => { byId(world.channels, parts.id).state = 'paused'; }],
        ['POST', '/api/channels/:id/resume', ({ parts }) => { byId(world.channels, parts.id).state = 'up'; }],
        ['GET', '/api/audit', ({ query }) => {
            const rows = Array.from({ length: 60 }, (_, i) => { const [who, action, subject, details] = AUDIT[i % AUDIT.length]; return { id: 900 - i, at: minutesAgo(i * i * 3 + 2), who, action, subject, details }; });
            const q = query.get('q');
            return { items: rows.filter((r) => !q || JSON.stringify(r).includes(q)) };
        }],
        ['GET', '/api/audit/verify', () => ({ intact: true, count: 900, head: 'ab12' })],
        ['GET', '/api/status', () => ({
            roles: [{ name: 'web', host: 'relais-1', since: minutesAgo(3100), seenAt: minutesAgo(0.1) }, { name: 'worker', host: 'relais-1', since: minutesAgo(3100), seenAt: minutesAgo(0.1) }, { name: 'worker', host: 'relais-2', since: minutesAgo(1500), seenAt: minutesAgo(4) }, { name: 'gateway', host: 'relais-1', since: minutesAgo(3100), seenAt: minutesAgo(0.1) }],
            topics: [{ topic: 'mo', depth: waiting(), oldestSeconds: 0.4, dead: 1 }, { topic: 'mt.lumitel.reply', depth: 3, oldestSeconds: 0.2, dead: 0 }, { topic: 'mt.lumitel.bulk', depth: 214, oldestSeconds: 5.3, dead: 0 }, { topic: 'mt.econet-leo.bulk', depth: 37, oldestSeconds: 241, dead: 0 }, { topic: 'report', depth: 0, oldestSeconds: 0, dead: 1 }],
            database: { version: '18.6', sizeBytes: 1_412_000_000, connections: 14 },
            disk: { freeBytes: 18_400_000_000, totalBytes: 64_000_000_000 }, spool: { bytes: 4_100_000, waiting: 12, oldestSeconds: 1 }, version: '0.1.0', uptimeSeconds: 186_400,
        })],
        ['GET', '/api/dead-letters', () => ({ items: world.dead })],
        ['POST', '/api/dead-letters/:id/replay', ({ parts }) => { world.dead = world.dead.filter((d) => String(d.id) !== parts.id); }],
        ['DELETE', '/api/dead-letters/:id', ({ parts }) => { world.dead = world.dead.filter((d) => String(d.id) !== parts.id); }],
        ['GET', '/api/settings', () => ({ items: [
            { key: 'http.port', value: '8080', default: '8080', help: 'Port of the web server', source: 'default' },
            { key: 'database.url', value: '', default: '', help: 'An outside PostgreSQL 15 or newer; empty starts the embedded one', source: 'default' },
            { key: 'voice.country', value: 'BI', default: 'BI', help: 'Country in which telephone numbers without a country code are read', source: 'file /etc/relais/relais.toml:14' },
            { key: 'voice.quiet-hours', value: '21:00-06:30', default: '21:00-07:00', help: 'No bulk messages between these hours, local time', source: 'environment RELAIS_VOICE_QUIET_HOURS' },
            { key: 'queue.max-attempts', value: '8', default: '8', help: 'Attempts before an item becomes a dead letter', source: 'default' },
        ] })],
    ];
}

export function adminRoutes(world) {
    return [...sessionRoutes(world), ...userRoutes(world), ...systemRoutes(world)];
}
