import { data, makeHosts, minutesAgo, TEMPLATES } from './watch-world.mjs';

const refuse = (status, code, detail, field) => ({ status, problem: { type: 'about:blank', title: code, status, code, detail, field } });
const PER_HOST = 100;
const gone = () => refuse(404, 'not-found', 'no such thing');

const stateOf = (host, i) => (host.state === 'critical' && i === 3 ? 'critical' : ['warning', 'critical'].includes(host.state) && i === 1 ? 'warning' : host.state === 'silent' ? 'unknown' : 'ok');
const graphRow = (host, i) => ({ id: host.id * PER_HOST + i, name: TEMPLATES[i].name, title: TEMPLATES[i].title, category: TEMPLATES[i].category, host: { id: host.id, name: host.name }, vlabel: TEMPLATES[i].vlabel, state: stateOf(host, i) });

export function watchRoutes(world) {
    const { hosts, groups } = makeHosts();
    Object.assign(world, { hosts, hostGroups: groups, codes: [] });
    const hostOf = (id) => hosts.find((h) => String(h.id) === String(id));
    const graphOf = (id) => { const host = hostOf(Math.floor(id / PER_HOST)); const template = TEMPLATES[id % PER_HOST]; return host && template && { host, template, i: id % PER_HOST }; };
    const spark = (host) => {
        if (host.state === 'waiting') return {};
        const found = data(host, TEMPLATES[0], Date.now() - 3_600_000, Date.now(), 60);
        return { spark: { title: TEMPLATES[0].title, values: found.fields[0].average } };
    };
    const row = (host) => ({ ...host, ...spark(host), seenAt: host.seenAt && (host.state === 'silent' ? host.seenAt : minutesAgo((host.id % 10) / 60)) });
    const page = (list, query) => {
        const limit = Number(query.get('limit') ?? 50);
        const after = Number(query.get('after') ?? 0);
        return { items: list.slice(after, after + limit), ...(after + limit < list.length ? { next: String(after + limit) } : {}) };
    };
    const shown = (query) => {
        const q = (query.get('q') ?? '').toLowerCase();
        return hosts.filter((h) => (!q || `${h.name} ${h.title}`.toLowerCase().includes(q))
            && (!query.get('group') || h.groups.some((g) => String(g.id) === query.get('group')))
            && (!query.get('state') || h.state === query.get('state')));
    };
    const detail = (host) => {
        const categories = new Map();
        if (host.state !== 'waiting') {
            TEMPLATES.forEach((t, i) => {
                const list = categories.get(t.category) ?? categories.set(t.category, []).get(t.category);
                list.push({ ...graphRow(host, i), info: t.attributes.graph_info, interval: t.name.startsWith('munin') ? 60 : 10, plugin: i === 12 && host.id % 3 === 0 ? 'hanging' : 'well' });
            });
        }
        const backlog = host.state === 'silent' ? 0 : host.id % 4 === 2 ? 812 : 0;
        return { ...row(host), agent: { version: '0.1.0', clockOffsetMs: host.id % 4 === 3 ? 93_400 : 12, backlogSheets: backlog, ...(backlog ? { backlogSince: minutesAgo(140) } : {}), rejected: host.id === 3 ? 17 : 0, address: `10.20.${host.id % 250}.4` }, categories: [...categories].map(([name, graphs]) => ({ name, graphs })) };
    };
    const completeness = (host, from, to) => {
        const holes = [];
        if (host.id % 2 === 1) for (let day = Math.floor(from / 86.4e6) * 86.4e6; day < to; day += 86.4e6) if (day + 4.2e6 > from && day + 6.6e6 < to) holes.push({ from: new Date(day + 4.2e6).toISOString(), to: new Date(day + 6.6e6).toISOString() });
        if (host.state === 'silent') holes.push({ from: host.seenAt, to: new Date(to).toISOString() });
        const expected = Math.round((to - from) / 10_000);
        const missing = Math.min(expected, Math.round(holes.reduce((sum, h) => sum + (Date.parse(h.to) - Date.parse(h.from)) / 10_000, 0)));
        const days = [];
        for (let day = Math.floor(from / 86.4e6) * 86.4e6; day < to; day += 86.4e6) days.push({ day: new Date(day).toISOString().slice(0, 10), share: host.id % 2 === 1 ? 0.972 - (day % 7) * 0.001 : 1 });
        return { expected, arrived: expected - missing, missing, holes, days };
    };
    return [
        ['GET', '/api/hosts', ({ query }) => { const found = page(shown(query), query); return { ...found, items: found.items.map(row) }; }],
        ['GET', '/api/hosts/:id', ({ parts }) => (hostOf(parts.id) ? detail(hostOf(parts.id)) : gone())],
        ['PUT', '/api/hosts/:id', ({ parts, body }) => { const h = hostOf(parts.id); h.title = body.title || h.name; h.groups = body.groups.map((id) => ({ id, name: groups.find((g) => g.id === id).name })); return detail(h); }],
        ['DELETE', '/api/hosts/:id', ({ parts }) => { hosts.splice(hosts.indexOf(hostOf(parts.id)), 1); }],
        ['POST', '/api/hosts/:id/revoke', () => undefined],
        ['GET', '/api/hosts/:id/completeness', ({ parts, query }) => completeness(hostOf(parts.id), Number(query.get('from') ?? Date.now() - 30 * 86.4e6), Number(query.get('to') ?? Date.now()))],
        ['GET', '/api/host-groups', () => ({ items: groups })],
        ['POST', '/api/host-groups', ({ body }) => { const g = { id: groups.length + 1, hosts: 0, ...body }; groups.push(g); return g; }],
        ['PUT', '/api/host-groups/:id', ({ parts, body }) => Object.assign(groups.find((g) => String(g.id) === parts.id), body)],
        ['DELETE', '/api/host-groups/:id', ({ parts }) => { groups.splice(groups.findIndex((g) => String(g.id) === parts.id), 1); }],
        ['GET', '/api/agents/codes', () => ({ items: world.codes })],
        ['POST', '/api/agents/codes', ({ body }) => {
            const made = { id: world.codes.length + 1, title: body.title, expiresAt: minutesAgo(-30) };
            world.codes.push(made);
            return { ...made, code: 'K7QF-2M9X-P3WD', command: './relais agent --to https://relais.example.org --code K7QF-2M9X-P3WD' };
        }],
        ['DELETE', '/api/agents/codes/:id', ({ parts }) => { world.codes = world.codes.filter((c) => String(c.id) !== parts.id); }],
        ['GET', '/api/graphs', ({ query }) => {
            const q = (query.get('q') ?? '').toLowerCase();
            const list = hosts.slice(0, 20).flatMap((h) => TEMPLATES.map((_, i) => graphRow(h, i))).filter((g) => (!q || `${g.title} ${g.host.name} ${g.name}`.toLowerCase().includes(q)) && (!query.get('host') || String(g.host.id) === query.get('host')) && (!query.get('category') || g.category === query.get('category')) && (!query.get('name') || query.get('name') === '*' || g.name === query.get('name')));
            return page(list, query);
        }],
        ['GET', '/api/graphs/:id', ({ parts }) => {
            const found = graphOf(Number(parts.id));
            if (!found) return gone();
            const { host, template, i } = found;
            return { ...graphRow(host, i), info: template.attributes.graph_info, attributes: template.attributes, width: 400, height: 200, interval: 10, plugin: 'well', fields: template.fields.map((f) => ({ ...f, state: 'ok', last: template.shape[f.name][0] })) };
        }],
        ['GET', '/api/graphs/:id/data', ({ parts, query }) => {
            const found = graphOf(Number(parts.id));
            if (!found) return gone();
            return data(found.host, found.template, Number(query.get('from')), Number(query.get('to')), Number(query.get('points') ?? 600), Number(query.get('shift') ?? 0));
        }],
        ['POST', '/api/links', ({ body }) => ({ id: 1, path: body.path, url: `http://127.0.0.1/shared/Qm3xZ1c8vB2nL7kJ5hG4/${body.path.split('/').pop()}`, expiresAt: minutesAgo(-60 * 24 * body.days) })],
        ['GET', '/api/links', () => ({ items: [] })],
        ['DELETE', '/api/links/:id', () => undefined],
    ];
}
