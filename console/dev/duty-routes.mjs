// Alerts, dashboards and events of the invented hosts; after watch-routes.mjs, whose hosts they name.
import { minutesAgo, TEMPLATES } from './watch-world.mjs';

const gone = () => ({ status: 404, problem: { title: 'not-found', status: 404, code: 'not-found', detail: 'no such thing' } });

function makeAlerts(hosts) {
    const found = [];
    const add = (host, i, field, severity, state, value, threshold, minutes, extra = {}) => found.push({
        id: found.length + 1, host: host.name, graph: { id: host.id * 100 + i, title: TEMPLATES[i].title }, field,
        title: TEMPLATES[i].title, severity, state, value, threshold, since: minutesAgo(minutes), ...extra,
    });
    for (const host of hosts) {
        if (host.state === 'critical') { add(host, 3, 'var', 'critical', 'firing', 98.4, '98', 34); add(host, 1, 'load', 'critical', 'acknowledged', 9.1, '8', 190, { acknowledgedBy: 'Patrick Otieno', note: 'Je relance le service après la fin de la sauvegarde' }); }
        if (host.state === 'warning') add(host, 1, 'load', 'warning', host.id % 2 ? 'pending' : 'firing', 4.6, '4', 12 + host.id);
        if (host.state === 'silent') found.push({ id: found.length + 1, host: host.name, title: 'Aucune donnée ne vient de cette machine', severity: 'missing', state: 'firing', since: host.seenAt, held: host.id % 2 ? 'maintenance' : undefined });
    }
    found.push({ id: found.length + 1, host: hosts[0]?.name, graph: { id: 109, title: TEMPLATES[9].title }, title: 'File d’attente trop longue', severity: 'warning', state: 'resolved', value: 18, threshold: 5000, since: minutesAgo(900) });
    return found;
}

const RULES = [
    { id: 1, name: 'File d’attente trop longue', query: 'sum(queue) > 5000', for: 300, severity: 'warning', keep: 0, message: { fr: '{value} éléments attendent' }, groups: [], dependsOn: [], notify: [] },
    { id: 2, name: 'Plus aucun SMS n’arrive', query: 'sum(rate(sms_received_total{host=~"passerelle-.*"}[10m])) == 0 and on() hour() > 6', for: 900, severity: 'critical', keep: 300, message: {}, groups: [3], dependsOn: [1], notify: [1], problem: '1:12: parse error: unexpected character' },
];
const ON_CALL = [{ id: 1, name: 'Équipe de nuit', people: [{ name: 'Patrick Otieno', address: '+25779123456', mail: 'patrick@example.org' }, { name: 'Chantal Nduwimana', mail: 'chantal@example.org' }], webhook: 'https://chat.example.org/hooks/relais', from: 'critical', after: 900 }];

function boards(hosts) {
    const own = [
        { id: 1, name: 'Passerelles', description: 'Ce que l’équipe de nuit regarde', automatic: false, groups: [], panels: [
            { id: 1, title: 'États', kind: 'state', hosts: 'passerelle-*', width: 4, height: 300 },
            { id: 2, title: 'Messages par minute', kind: 'query', query: 'sum by (host) (sms_received)', width: 8, height: 300 },
            { id: 3, title: '', kind: 'graph', graph: 209, width: 6, height: 300 }, { id: 4, title: '', kind: 'graph', graph: 309, width: 6, height: 300 },
            { id: 5, title: 'En cas de panne', kind: 'text', text: 'Lumitel : +257 79 00 00 00, jour et nuit.\nEconet : M. Kaneza, de 8 h à 18 h.', width: 12, height: 200 },
            { id: 6, title: 'Charge de toutes les passerelles', kind: 'graph', hosts: 'passerelle-*', graphName: 'builtin/load', width: 12, height: 300 },
        ] },
        { id: 2, name: 'Base de données', automatic: false, groups: [], panels: [{ id: 1, title: '', kind: 'graph', graph: 111, width: 12, height: 400 }] },
    ];
    const automatic = [
        ...hosts.slice(0, 12).map((h) => ({ id: `host:${h.id}`, name: h.title, description: '', automatic: true, groups: [], panels: TEMPLATES.map((t, i) => ({ id: i + 1, title: '', kind: 'graph', graph: h.id * 100 + i, width: 6, height: 300 })) })),
        ...['system', 'network'].map((c) => ({ id: `category:${c}`, name: c, automatic: true, groups: [], panels: hosts.slice(0, 6).map((h, i) => ({ id: i + 1, title: '', kind: 'graph', graph: h.id * 100 + (c === 'system' ? 0 : 5), width: 6, height: 300 })) })),
    ];
    return { own, automatic };
}

function matrix(hosts, query) {
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(query.get(name)));
    const result = hosts.slice(1, 4).map((host, i) => ({
        metric: { host: host.name },
        values: Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, n) => [start + n * step, String(100 + 40 * i + 30 * Math.sin((start + n * step) / 9000 + i))]),
    }));
    return { status: 'success', data: { resultType: 'matrix', result } };
}

export function dutyRoutes(world) {
    const { hosts } = world;
    let alerts = hosts.length > 0 ? makeAlerts(hosts) : [];
    const { own, automatic } = boards(hosts);
    const events = hosts.length === 0 ? [] : [
        { id: 1, at: minutesAgo(310), title: 'Version 0.1.1 installée', text: 'Corrige la file des accusés', hosts: [] },
        { id: 2, at: minutesAgo(700), until: minutesAgo(560), title: 'Coupure de courant', hosts: [3, 4] },
    ];
    const silences = [{ id: 1, hosts: 'station-solaire-*', title: '*', from: minutesAgo(600), until: minutesAgo(-120), repeat: 'daily', why: 'Les stations s’éteignent la nuit', by: 'Chantal Nduwimana' }];
    const keep = (list, verb) => [
        ['GET', verb, () => ({ items: list })],
        ['POST', verb, ({ body }) => { const made = { id: list.length + 1, ...body }; list.push(made); return made; }],
        ['PUT', `${verb}/:id`, ({ parts, body }) => { const one = list.find((x) => String(x.id) === parts.id); return one ? Object.assign(one, body) : gone(); }],
        ['DELETE', `${verb}/:id`, ({ parts }) => { const at = list.findIndex((x) => String(x.id) === parts.id); if (at >= 0) list.splice(at, 1); }],
    ];
    const board = (id) => [...own, ...automatic].find((b) => String(b.id) === id);
    return [
        ['GET', '/api/alerts', ({ query }) => ({ items: alerts.filter((a) => (query.get('state') ? a.state === query.get('state') : a.state !== 'resolved') && (!query.get('host') || a.host === query.get('host'))) })],
        ['GET', '/api/alerts/:id', ({ parts }) => { const a = alerts.find((x) => String(x.id) === parts.id); return { alert: a, history: [{ at: a.since, what: 'fired', severity: a.severity }, { at: minutesAgo(2), what: 'acknowledged', by: 'Patrick Otieno', detail: 'Je regarde' }] }; }],
        ['POST', '/api/alerts/:id/acknowledge', ({ parts, body }) => { alerts = alerts.map((a) => (String(a.id) === parts.id ? { ...a, state: 'acknowledged', acknowledgedBy: 'Chantal Nduwimana', note: body.note } : a)); }],
        ['POST', '/api/alerts/:id/unacknowledge', ({ parts }) => { alerts = alerts.map((a) => (String(a.id) === parts.id ? { ...a, state: 'firing', acknowledgedBy: undefined, note: undefined } : a)); }],
        ['POST', '/api/alert-rules/try', ({ body }) => (body.query.includes('(') && !body.query.includes(')') ? { status: 422, problem: { status: 422, code: 'query-wrong', detail: '1:4: parse error: unclosed left parenthesis', field: 'query' } } : { series: hosts.slice(0, 3).map((h, i) => ({ labels: { host: h.name, field: 'load' }, value: 4.2 + i })) })],
        ...keep(RULES, '/api/alert-rules'), ...keep(silences, '/api/silences'), ...keep(ON_CALL, '/api/on-call'),
        ['POST', '/api/on-call/:id/test', () => undefined],
        ['GET', '/api/dashboards', ({ query }) => ({ items: query.get('kind') === 'automatic' ? automatic : own })],
        ['GET', '/api/dashboards/:id', ({ parts }) => board(parts.id) ?? gone()],
        ['GET', '/api/dashboards/:id/yaml', ({ parts }) => ({ csv: `name: ${board(parts.id).name}\npanels: []\n` })],
        ['PUT', '/api/dashboards/yaml', () => own[0]],
        ...keep(own, '/api/dashboards'),
        ...keep(events, '/api/events'),
        ['GET', '/prometheus/api/v1/query_range', ({ query }) => matrix(hosts, query)],
    ];
}
