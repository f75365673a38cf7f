import { minutesAgo, PROVINCES } from './world.mjs';
import { preview } from './preview.mjs';
import { seeded } from './random.mjs';

const refuse = (status, code, detail, field) => ({
    status, problem: { type: 'about:blank', title: code, status, code, detail, field },
});
const missing = refuse(404, 'not-found', 'it does not exist');
const contains = (q, ...texts) =>
    !q || texts.some((text) => (text ?? '').toLowerCase().includes(q.toLowerCase()));

function page(items, query) {
    const limit = Number(query.get('limit') ?? 50);
    return { items: items.slice(0, limit), ...(items.length > limit ? { next: String(limit) } : {}) };
}

const byId = (list, id) => list.find((item) => String(item.id) === id);

function pollRow({ definition, ...rest }) {
    return { ...rest, name: definition.name, kind: definition.kind };
}

function results(world, poll) {
    const random = seeded(poll.id * 31 + Math.floor(poll.answered / 25));
    const keys = poll.definition.categories;
    const weights = keys.map((_, i) => [0.58, 0.31, 0.05, 0.04, 0.02][i] ?? 0.01);
    const total = weights.reduce((a, b) => a + b, 0) || 1;
    const categories = keys.map((c, i) => {
        const people = Math.round((poll.answered * 0.97 * weights[i]) / total);
        return { key: c.key, name: c.name, people, share: poll.answered ? people / poll.answered : 0 };
    });
    const counted = categories.reduce((a, c) => a + c.people, 0);
    const places = PROVINCES.map((place, i) => {
        const people = Math.round((poll.answered / 17) * (0.3 + random.next() * 1.6));
        const first = Math.round(people * (0.25 + ((i * 37) % 60) / 100));
        const per = { [keys[0]?.key ?? 'x']: first };
        if (keys[1]) per[keys[1].key] = people - first;
        return { place, people, categories: per };
    });
    const timeline = Array.from({ length: 36 }, (_, i) => ({
        at: minutesAgo((36 - i) * 60),
        people: Math.round(Math.max(0, 160 * Math.exp(-((i - 6) ** 2) / 30) + 60 * Math.exp(-((i - 22) ** 2) / 20) + random.below(9))),
    }));
    return {
        asked: poll.asked, answered: poll.answered, rate: poll.asked ? poll.answered / poll.asked : 0,
        categories, uncategorised: keys.length ? poll.answered - counted : 0, places, timeline,
        ...(poll.definition.kind === 'numeric'
            ? { numeric: { count: poll.answered, mean: 5.84, median: 6, min: 1, max: 19, histogram: Array.from({ length: 10 }, (_, i) => ({ from: i * 2, to: i * 2 + 2, people: Math.round(poll.answered * [0.05, 0.14, 0.26, 0.24, 0.15, 0.08, 0.04, 0.02, 0.015, 0.005][i]) })) } }
            : {}),
    };
}

function progress(poll) {
    const remaining = poll.state === 'running' && poll.id === 1 ? Math.max(0, world1Remaining(poll)) : 0;
    const out = poll.asked - remaining;
    const delivered = Math.round(out * 0.91);
    const failed = Math.round(out * 0.02);
    return { asked: poll.asked, queued: Math.min(214, remaining), sent: out - Math.min(214, remaining) - delivered - failed - 3, delivered, failed, uncertain: out > 0 ? 3 : 0, remaining };
}
const started = Date.now();
const world1Remaining = () => 900 - Math.floor((Date.now() - started) / 50);

function pollRoutes(world) {
    const change = (state) => ({ parts }) => {
        const poll = byId(world.polls, parts.id);
        if (!poll) return missing;
        poll.state = state;
        if (state === 'closed') poll.closedAt = minutesAgo(0);
        if (state === 'running') poll.startedAt ??= minutesAgo(0);
        return undefined;
    };
    return [
        ['GET', '/api/polls', ({ query }) => page(world.polls.filter((p) => contains(query.get('q'), p.definition.name) && (!query.get('state') || p.state === query.get('state'))).map(pollRow), query)],
        ['POST', '/api/polls', ({ body }) => {
            if (!body.name) return refuse(422, 'invalid', 'A poll needs a name.', 'name');
            const poll = { id: world.polls.length + 1, state: 'draft', definition: body, asked: 0, answered: 0, createdAt: minutesAgo(0) };
            world.polls.unshift(poll);
            return poll;
        }],
        ['GET', '/api/polls/:id', ({ parts }) => byId(world.polls, parts.id) ?? missing],
        ['PUT', '/api/polls/:id', ({ parts, body }) => {
            const poll = byId(world.polls, parts.id);
            if (!poll) return missing;
            for (const [c, category] of body.categories.entries()) {
                for (const [r, rule] of category.rules.entries()) {
                    if (rule.kind === 'regex' && rule.pattern.includes('(?=')) return refuse(422, 'bad-pattern', `Category ${c + 1}, rule ${r + 1}: look-ahead is not supported.`, `categories[${c}].rules[${r}].pattern`);
                }
            }
            poll.definition = body;
            return poll;
        }],
        ['DELETE', '/api/polls/:id', ({ parts }) => void world.polls.splice(world.polls.findIndex((p) => String(p.id) === parts.id), 1)],
        ['POST', '/api/polls/:id/estimate', ({ parts }) => {
            const { definition } = byId(world.polls, parts.id) ?? {};
            if (!definition) return missing;
            const perLanguage = Object.entries(definition.question).filter(([, text]) => text).map(([language, text], i) => {
                const seen = preview(text);
                return { language, recipients: [1804, 2760, 248][i] ?? 10, encoding: seen.encoding, segments: seen.segments, characters: seen.characters };
            });
            const recipients = perLanguage.reduce((a, l) => a + l.recipients, 0);
            const totalSegments = perLanguage.reduce((a, l) => a + l.recipients * l.segments, 0);
            return { recipients, perLanguage, totalSegments, cost: totalSegments * 18, currency: 'BIF', durationSeconds: Math.round(totalSegments / 38) };
        }],
        ['POST', '/api/polls/:id/start', ({ parts }) => {
            const poll = byId(world.polls, parts.id);
            poll.asked = 4812;
            return change('running')({ parts });
        }],
        ['POST', '/api/polls/:id/pause', change('paused')],
        ['POST', '/api/polls/:id/resume', change('running')],
        ['POST', '/api/polls/:id/close', change('closed')],
        ['POST', '/api/polls/:id/reopen', change('running')],
        ['POST', '/api/polls/:id/stop-sending', ({ parts }) => { byId(world.polls, parts.id).asked -= 400; }],
        ['GET', '/api/polls/:id/progress', ({ parts }) => progress(byId(world.polls, parts.id))],
        ['GET', '/api/polls/:id/results', ({ parts }) => results(world, byId(world.polls, parts.id))],
        ['GET', '/api/polls/:id/answers', ({ parts, query }) => page(parts.id === '1' ? world.answers.filter((a) => contains(query.get('q'), a.text, a.person) && (!query.get('place') || a.place === query.get('place')) && (query.get('category') === null || (query.get('category') === '-' ? !a.category : a.category === query.get('category')))) : [], query)],
        ['GET', '/api/polls/:id/answers.csv', () => ({ csv: 'person,text\n' })],
        ['POST', '/api/polls/:id/try-rules', () => ({
            changed: 41,
            byChange: [{ to: 'sometimes', count: 27 }, { from: 'no', to: 'sometimes', count: 11 }, { from: 'yes', count: 3 }],
            samples: [
                { answerId: 3, text: 'parfois, quand la pompe marche', to: 'sometimes' },
                { answerId: 9, text: 'Non, la pompe est cassée depuis mars', from: 'no', to: 'sometimes' },
                { answerId: 12, text: 'Ego ariko amazi ntameze neza', from: 'yes' },
            ],
        })],
        ['POST', '/api/polls/:id/reprocess', () => undefined],
        ['PUT', '/api/answers/:id', ({ parts, body }) => { Object.assign(byId(world.answers, parts.id), { category: body.category || undefined, manual: true }); }],
        ['DELETE', '/api/answers/:id', ({ parts }) => { const a = byId(world.answers, parts.id); a.gone = true; world.undone = a; world.answers.splice(world.answers.indexOf(a), 1); }],
        ['POST', '/api/answers/:id/restore', () => { world.answers.unshift(world.undone); }],
        ['POST', '/api/answers/:id/move', ({ parts }) => { world.answers.splice(world.answers.indexOf(byId(world.answers, parts.id)), 1); }],
        ['GET', '/api/review/count', () => ({ count: world.review.length, more: false })],
        ['GET', '/api/review', ({ query }) => page(world.review, query)],
        ['POST', '/api/review/:id', ({ parts }) => { world.review = world.review.filter((r) => String(r.id) !== parts.id); }],
    ];
}

function message(world, id) {
    const row = byId(world.inbox, id) ?? world.inbox[0];
    const at = Date.parse(row.at);
    const step = (ms, what, detail) => ({ at: new Date(at + ms).toISOString(), what, detail });
    return {
        id: Number(id), direction: 'in', text: row.text, at: row.at, channel: 'lumitel', status: 'handled', person: row.person,
        contactId: row.contactId, pollId: row.pollId, pollName: row.pollName, inbox: row.state,
        steps: [
            step(0, 'received', 'n1:88213'), step(0, 'by', row.pollId ? 'attribution' : 'unattributed'),
            ...(row.pollId
                ? [step(0, 'parts', '2'), step(0, 'poll', '1'), step(0, 'confidence', '0.86'), step(0, 'why', '{"code":"asked-recently","params":{}}'), step(0, 'rule', 'typo:ego~egoo'), step(0, 'category', 'yes')]
                : [step(0, 'why', '{"code":"no-open-poll","params":{}}')]),
        ],
        parts: [],
        replies: row.replied ?? [],
    };
}

function inboxRoutes(world) {
    const many = (from, to) => ({ body }) => {
        const rows = world.inbox.filter((m) => m.state === from && (body.all || body.ids.includes(m.id)));
        for (const row of rows) row.state = to;
        return { ids: rows.map((row) => row.id) };
    };
    const to = (state) => ({ parts }) => { byId(world.inbox, parts.id).state = state; };
    return [
        ['GET', '/api/inbox/count', () => ({ count: world.inbox.filter((m) => m.state === 'open').length, more: false })],
        ['POST', '/api/inbox/done', many('open', 'done')],
        ['POST', '/api/inbox/reopen', many('done', 'open')],
        ['GET', '/api/inbox', ({ query }) => {
            const state = query.get('state') ?? 'open';
            return page(world.inbox.filter((m) => contains(query.get('q'), m.text, m.person) && (state === 'all' || m.state === state) && (!query.get('kind') || m.kind === query.get('kind'))), query);
        }],
        ['POST', '/api/inbox/:id/reply', ({ parts, body }) => {
            const row = byId(world.inbox, parts.id);
            if (!body.text) return refuse(422, 'invalid', 'The reply is empty.', 'text');
            row.replied = [...(row.replied ?? []), { id: 9000, direction: 'out', text: body.text, at: minutesAgo(0), status: 'sent' }];
            return undefined;
        }],
        ['POST', '/api/inbox/:id/done', to('done')],
        ['POST', '/api/inbox/:id/reopen', to('open')],
        ['GET', '/api/messages/:id', ({ parts }) => message(world, parts.id)],
        ['POST', '/api/text/preview', ({ body }) => preview(body.text ?? '')],
    ];
}

function peopleRoutes(world) {
    const find = (id) => byId(world.people, id);
    return [
        ['GET', '/api/people', ({ query }) => page(world.people.filter((p) => contains(query.get('q'), p.name, p.address) && (!query.get('group') || p.groups.includes(Number(query.get('group')))) && (!query.get('place') || p.place === query.get('place')) && (!query.get('stopped') || !!p.stoppedAt === (query.get('stopped') === 'true'))), query)],
        ['POST', '/api/people', ({ body }) => {
            if (!/^\+?\d{8,15}$/.test((body.address ?? '').replace(/[\s.-]/g, ''))) return refuse(422, 'invalid-number', `“${body.address}” is not a telephone number. Write it with the country code, such as +257 79 123 456.`, 'address');
            const person = { id: world.people.length + 1, groups: [], fields: {}, ...body };
            world.people.unshift(person);
            return person;
        }],
        ['GET', '/api/people/:id', ({ parts }) => find(parts.id) ?? missing],
        ['PUT', '/api/people/:id', ({ parts, body }) => Object.assign(find(parts.id), body)],
        ['GET', '/api/people/:id/messages', ({ parts }) => ({ items: [
            { id: 5004, direction: 'in', text: 'Ego ariko amazi ntameze neza, abana bararwaye inda', at: minutesAgo(60), status: 'handled', pollId: 1, pollName: world.polls[0].definition.name },
            { id: 5005, direction: 'out', text: 'Merci ! Votre réponse est comptée.', at: minutesAgo(59.9), status: 'delivered' },
            { id: 5006, direction: 'out', text: 'Avez-vous de l’eau potable à moins de 30 minutes de chez vous ? Répondez OUI ou NON, c’est gratuit.', at: minutesAgo(140), status: 'delivered' },
            { id: 5007, direction: 'in', text: 'JOIN', at: minutesAgo(60 * 24 * 51), status: 'handled' },
            ...(find(parts.id)?.sent ?? []),
        ].sort((a, b) => b.at.localeCompare(a.at)) })],
        ['POST', '/api/people/:id/stop', ({ parts }) => { find(parts.id).stoppedAt = minutesAgo(0); }],
        ['POST', '/api/people/:id/resume', ({ parts }) => { find(parts.id).stoppedAt = undefined; }],
        ['POST', '/api/people/:id/send', ({ parts, body }) => { const p = find(parts.id); p.sent = [...(p.sent ?? []), { id: 5100, direction: 'out', text: body.text, at: minutesAgo(0), status: 'queued' }]; }],
        ['GET', '/api/groups', () => ({ items: world.groups })],
        ['POST', '/api/groups', ({ body }) => { const g = { id: world.groups.length + 1, people: 0, ...body }; world.groups.push(g); return g; }],
        ['PUT', '/api/groups/:id', ({ parts, body }) => Object.assign(byId(world.groups, parts.id), body)],
        ['DELETE', '/api/groups/:id', ({ parts }) => { world.groups = world.groups.filter((g) => String(g.id) !== parts.id); }],
        ['POST', '/api/imports', ({ query }) => {
            const run = { id: world.imports.length + 1, name: query.get('name'), state: 'running', rows: 0, created: 0, updated: 0, rejected: 0, startedAt: minutesAgo(0) };
            world.imports.unshift(run);
            return { id: run.id };
        }],
        ['GET', '/api/imports', () => ({ items: world.imports })],
        ['GET', '/api/imports/:id', ({ parts }) => {
            const run = byId(world.imports, parts.id);
            if (run?.state === 'running') {
                run.rows += 140; run.created += 120; run.updated += 17; run.rejected += 3;
                if (run.rows > 1200) Object.assign(run, { state: 'done', finishedAt: minutesAgo(0) });
            }
            return run ?? missing;
        }],
        ['POST', '/api/imports/:id/resume', ({ parts }) => { byId(world.imports, parts.id).state = 'running'; }],
        ['GET', '/api/imports/:id/report.csv', () => ({ csv: 'row,problem\n' })],
    ];
}

export function listenRoutes(world) {
    world.tick = () => {
        if (world.polls.find((p) => p.id === 1)?.state === 'running') world.polls.find((p) => p.id === 1).answered += 7;
    };
    return [...pollRoutes(world), ...inboxRoutes(world), ...peopleRoutes(world)];
}
