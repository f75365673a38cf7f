// Invented hosts and graphs: enough to see every draw mode, gaps, long names and three hundred rows.
import { seeded } from './random.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const minutesAgo = (minutes) => new Date(Date.now() - minutes * MINUTE).toISOString();

const field = (name, label, attributes = {}) => ({ name, label, attributes: { label, ...attributes } });
const graph = (name, category, title, vlabel, fields, attributes = {}, shape = {}) => ({
    name, category, title, vlabel, fields, shape,
    attributes: { graph_title: title, graph_vlabel: vlabel, graph_category: category, ...attributes },
});

const CPU = [['user', 'Programmes'], ['system', 'Noyau'], ['iowait', 'Attente du disque'], ['steal', 'Pris par l’hyperviseur'], ['idle', 'Inoccupé']];
export const TEMPLATES = [
    graph('builtin/cpu', 'system', 'CPU usage', '%', CPU.map(([n, l], i) => field(n, l, { draw: i === 0 ? 'AREA' : 'STACK', min: '0', ...(n === 'iowait' ? { warning: '20', critical: '60' } : {}) })), { graph_args: '--base 1000 -r -l 0 -u 200', graph_info: 'Share of processor time by what it was spent on. 200 % are two cores.' }, { user: [46, 30], system: [14, 6], iowait: [6, 5], steal: [1, 1], idle: [128, 30] }),
    graph('builtin/load', 'system', 'Load average', 'load', [field('load', 'load', { warning: '4', critical: '8' })], { graph_args: '--base 1000 -l 0', graph_scale: 'no' }, { load: [1.2, 0.9] }),
    graph('builtin/memory', 'system', 'Memory usage', 'Bytes', [field('apps', 'apps', { draw: 'AREA' }), field('page_tables', 'page_tables', { draw: 'STACK' }), field('swap_cache', 'swap_cache', { draw: 'STACK' }), field('slab', 'slab', { draw: 'STACK' }), field('cached', 'cache', { draw: 'STACK' }), field('buffers', 'buffers', { draw: 'STACK' }), field('free', 'unused', { draw: 'STACK' }), field('swap', 'swap', { draw: 'STACK', critical: ':3000000000' }), field('committed', 'committed', { draw: 'LINE2' })], { graph_args: '--base 1024 -l 0' }, { apps: [2.1e9, 4e8], page_tables: [3e7, 1e6], swap_cache: [1e7, 1e6], slab: [3e8, 2e7], cached: [3.4e9, 4e8], buffers: [2e8, 1e7], free: [1.9e9, 5e8], swap: [1e8, 2e7], committed: [5.2e9, 6e8] }),
    graph('builtin/df', 'disk', 'Disk usage in percent', '%', [field('root', '/', { warning: '92', critical: '98' }), field('var', '/var/lib/relais', { warning: '92', critical: '98' }), field('backup', '/srv/sauvegardes/quotidiennes-de-la-base', { warning: '92', critical: '98' })], { graph_args: '--lower-limit 0 --upper-limit 100', graph_scale: 'no' }, { root: [61, 0.6], var: [88, 5], backup: [40, 2] }),
    graph('builtin/diskstats_iops', 'disk', 'Disk IOs per device', 'IOs/sec', [field('sda_rd', 'sda read', { graph: 'no' }), field('sda_wr', 'sda', { negative: 'sda_rd' }), field('sdb_rd', 'sdb read', { graph: 'no' }), field('sdb_wr', 'sdb', { negative: 'sdb_rd' })], { graph_args: '--base 1000' }, { sda_rd: [30, 30], sda_wr: [120, 90], sdb_rd: [4, 4], sdb_wr: [14, 12] }),
    graph('builtin/if_eth0', 'network', 'eth0 traffic', 'bits in (-) / out (+) per ${graph_period}', [field('down', 'received', { graph: 'no', cdef: 'down,8,*', type: 'DERIVE', min: '0' }), field('up', 'bps', { negative: 'down', cdef: 'up,8,*', type: 'DERIVE', min: '0', draw: 'AREA' })], { graph_args: '--base 1000', graph_order: 'down up' }, { down: [4.2e6, 3.8e6], up: [1.1e7, 9e6] }),
    graph('builtin/if_err_eth0', 'network', 'eth0 errors', 'packets in (-) / out (+) per second', [field('rcvd', 'errors in', { graph: 'no' }), field('trans', 'errors', { negative: 'rcvd', warning: '1' })], {}, { rcvd: [0.02, 0.02], trans: [0.01, 0.01] }),
    graph('builtin/processes', 'processes', 'Processes', 'Number of processes', ['running', 'sleeping', 'stopped', 'zombie'].map((n, i) => field(n, n, { draw: i ? 'STACK' : 'AREA' })).concat(field('processes', 'total', { draw: 'LINE1', colour: '000000' })), { graph_args: '--base 1000 -l 0' }, { running: [3, 3], sleeping: [180, 20], stopped: [0, 0], zombie: [1, 1], processes: [186, 20] }),
    graph('builtin/temperature', 'sensors', 'Temperatures', '°C', ['Core 0', 'Core 1', 'Package id 0', 'NVMe Composite'].map((n, i) => field(`t${i}`, n, { warning: '85', critical: '100' })), { graph_args: '--base 1000' }, { t0: [51, 9], t1: [53, 9], t2: [55, 9], t3: [41, 4] }),
    graph('relais/queue', 'relais', 'Relais: items waiting', 'items', [field('mo', 'received messages', { draw: 'AREA' }), field('mt', 'messages to send', { draw: 'STACK' }), field('report', 'delivery reports', { draw: 'STACK' })], { graph_args: '-l 0', graph_total: 'total' }, { mo: [12, 12], mt: [240, 230], report: [31, 30] }),
    graph('relais/sms', 'relais', 'Relais: messages per minute', 'messages / ${graph_period}', [field('received', 'received'), field('sent', 'sent', { draw: 'LINE2' }), field('failed', 'failed', { warning: '10' })], { graph_args: '-l 0', graph_period: 'minute' }, { received: [140, 120], sent: [410, 380], failed: [2, 2] }),
    graph('munin/postgres_connections', 'postgresql', 'PostgreSQL connections', 'connections', [field('active', 'active', { draw: 'AREA' }), field('idle', 'idle', { draw: 'STACK' }), field('max', 'allowed', { draw: 'LINE', line: '90:cc0000:réservées' })], { graph_args: '-l 0' }, { active: [9, 6], idle: [31, 6], max: [100, 0] }),
    graph('munin/apt', 'system', 'Pending packages', 'packages', [field('pending', 'pending', { warning: ':0' })], {}, { pending: [14, 0] }),
    graph('munin/ntp', 'time', 'NTP offset', 'seconds', [field('offset', 'offset', { warning: '-0.05:0.05' })], {}, { offset: [0.002, 0.003] }),
];

const GROUPS = [['Bujumbura', 'Salle machines du ministère'], ['Gitega', 'Seconde salle'], ['Passerelles SMS', 'Une par opérateur'], ['Stations solaires', 'Éteintes la nuit'], ['Essais', '']];

/** A value between 0 and 1 that is always the same for the same text and time. */
function noise(seed, n) {
    let x = Math.imul((seed ^ n) >>> 0, 0x9e3779b1) >>> 0;
    x ^= x >>> 15; x = Math.imul(x, 0x85ebca77) >>> 0; x ^= x >>> 13; x = Math.imul(x, 0xc2b2ae3d) >>> 0;
    return ((x ^ (x >>> 16)) >>> 0) / 4294967296;
}
const seedOf = (text) => [...text].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) >>> 0, 7);

function value(seed, [middle, spread], t) {
    const day = Math.sin(((t % DAY) / DAY) * 2 * Math.PI - 1.9 + (seed % 7) / 9);
    const week = Math.sin(((t % (7 * DAY)) / (7 * DAY)) * 2 * Math.PI) * 0.2;
    const fast = noise(seed, Math.floor(t / (5 * MINUTE))) - 0.5 + (noise(seed + 1, Math.floor(t / 10_000)) - 0.5) * 0.5;
    const burst = noise(seed + 3, Math.floor(t / (3 * HOUR))) > 0.93 ? 0.8 : 0;
    return Math.max(0, middle + spread * (0.55 * day + week + 0.45 * fast + burst));
}

const STEPS = [10_000, 60_000, 5 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR, DAY];

/** Data as the server answers them; a hole each day between 03:10 and 03:50 on odd hosts. */
export function data(host, template, from, to, points, shift = 0) {
    const step = STEPS.find((s) => (to - from) / s <= points) ?? DAY;
    const first = Math.ceil((from - shift) / step) * step;
    const times = [];
    for (let t = first; t <= to - shift && t <= Date.now(); t += step) times.push(t);
    const unknown = (t) => t < Date.now() - 200 * DAY
        || (host.id % 2 === 1 && t % DAY > 1.17 * HOUR && t % DAY < 1.83 * HOUR)
        || (host.state === 'silent' && t > Date.now() - 3.4 * HOUR);
    const fields = template.fields.map((one) => {
        const seed = seedOf(host.name + template.name + one.name);
        const average = times.map((t) => (unknown(t) ? null : value(seed, template.shape[one.name], t)));
        const wide = step > 60_000;
        const spread = template.shape[one.name][1];
        return {
            name: one.name, average,
            min: wide ? average.map((v, i) => v === null ? null : Math.max(0, v - spread * (0.2 + 0.3 * noise(seed + 9, i)))) : average,
            max: wide ? average.map((v, i) => v === null ? null : v + spread * (0.2 + 0.5 * noise(seed + 8, i))) : average,
        };
    });
    return { from, to, step, times: times.map((t) => t + shift), fields };
}

const SPECIAL = [
    ['relais-1', 'Relais (cette machine)', 'ok', [1]],
    ['passerelle-lumitel', '', 'warning', [1, 3]],
    ['passerelle-econet-leo', '', 'critical', [1, 3]],
    ['base-de-donnees-principale.bujumbura.ministere-sante.example.org', 'Base de données principale du registre national des relais communautaires', 'ok', [1]],
    ['station-solaire-rugombo', 'Station solaire de Rugombo', 'silent', [4]],
    ['nouvelle-station-cankuzo', '', 'waiting', [4]],
    ['essai-inconnu', '', 'unknown', [5]],
];

export function makeHosts() {
    const random = seeded(11);
    const groups = GROUPS.map(([name, description], i) => ({ id: i + 1, name, description }));
    const hosts = [];
    const add = (name, title, state, groupIds) => {
        const id = hosts.length + 1;
        hosts.push({
            id, name, title: title || name, state, groups: groupIds.map((g) => ({ id: g, name: groups[g - 1].name })),
            seenAt: state === 'waiting' ? undefined : minutesAgo(state === 'silent' ? 204 : random.next() * 0.15), pairedAt: minutesAgo(60 * 24 * (2 + random.below(300))),
            interval: 10, graphs: state === 'waiting' ? 0 : TEMPLATES.length,
            alerts: { critical: state === 'critical' ? 2 : 0, warning: state === 'warning' ? 1 + random.below(3) : 0, unknown: state === 'unknown' ? 1 : 0 },
        });
    };
    for (const one of SPECIAL) add(...one);
    const many = Number(process.env.HOSTS ?? 300);
    for (let i = 0; hosts.length < many; i++) {
        const state = random.chance(0.03) ? 'silent' : random.chance(0.04) ? 'warning' : random.chance(0.012) ? 'critical' : 'ok';
        add(`district-${String(1 + (i % 47)).padStart(2, '0')}-${random.pick(['app', 'pc', 'nas', 'fw'])}-${i}`, '', state, [1 + (i % 5)]);
    }
    if (process.env.HOSTS === '0') hosts.length = 0;
    for (const group of groups) group.hosts = hosts.filter((h) => h.groups.some((g) => g.id === group.id)).length;
    return { hosts, groups };
}
