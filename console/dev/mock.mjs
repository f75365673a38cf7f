// A server of invented data for working on the console: node dev/mock.mjs [port]
// Not shipped. Sign in as "chantal" with any password; "totp" asks for a code (123456), "throttled"
// is refused. /setup#token shows the set-up page.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeWorld } from './world.mjs';
import { adminRoutes } from './admin-routes.mjs';
import { listenRoutes } from './listen-routes.mjs';
import { watchRoutes } from './watch-routes.mjs';
import { dutyRoutes } from './duty-routes.mjs';
import { keepRoutes } from './keep-routes.mjs';

const BUILT = join(dirname(fileURLToPath(import.meta.url)), '../target/classes/console');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const CSP = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const LIVE_MS = 1500;

const world = makeWorld();
world.signedIn = process.env.SIGNED_IN === '1' ? 1 : undefined;
const routes = [...listenRoutes(world), ...adminRoutes(world), ...watchRoutes(world), ...dutyRoutes(world), ...keepRoutes()];

export function refuse(status, code, detail, field) {
    return { status, problem: { type: 'about:blank', title: code, status, code, detail, field } };
}

function fits(pattern, path) {
    const want = pattern.split('/');
    const have = path.split('/');
    if (want.length !== have.length) return undefined;
    const found = {};
    for (let i = 0; i < want.length; i++) {
        if (want[i].startsWith(':')) found[want[i].slice(1)] = decodeURIComponent(have[i]);
        else if (want[i] !== have[i]) return undefined;
    }
    return found;
}

async function body(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    const raw = whole.toString();
    try {
        return { bytes: whole.length, body: JSON.parse(raw || '{}') };
    } catch {
        return { bytes: whole.length, body: { raw } };
    }
}

function answer(response, result) {
    if (result === undefined) {
        response.writeHead(204).end();
    } else if (result.problem) {
        response.writeHead(result.status, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify(result.problem));
    } else if (result.raw !== undefined) {
        response.writeHead(result.status ?? 200, { ...(result.type ? { 'content-type': result.type } : {}), ...result.headers });
        response.end(result.raw);
    } else if (result.csv !== undefined) {
        response.writeHead(200, { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename=export.csv' });
        response.end(result.csv);
    } else {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(result));
    }
}

function live(response, things) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const timer = setInterval(() => {
        world.tick?.();
        for (const thing of things) response.write(`event: changed\ndata: ${thing}\n\n`);
    }, LIVE_MS);
    response.on('close', () => clearInterval(timer));
}

async function file(response, path) {
    const wanted = extname(path) ? normalize(path) : '/index.html';
    try {
        const content = await readFile(join(BUILT, wanted));
        response.writeHead(200, {
            'content-type': TYPES[extname(wanted)] ?? 'application/octet-stream',
            'content-security-policy': CSP,
        });
        response.end(content);
    } catch {
        response.writeHead(404).end('not found');
    }
}

const server = createServer((request, response) => {
    // A browser that went away in the middle of a request is no reason to stop.
    serve(request, response).catch(() => response.destroy());
});

async function serve(request, response) {
    const url = new URL(request.url, 'http://mock');
    if (!/^\/(api|prometheus)\//.test(url.pathname)) return file(response, url.pathname);
    if (process.env.SLOW) await new Promise((done) => setTimeout(done, Number(process.env.SLOW)));
    if (url.pathname === '/api/live') return live(response, (url.searchParams.get('things') ?? '').split(','));
    if (!['GET', 'HEAD'].includes(request.method) && request.headers['x-relais'] !== '1') {
        return answer(response, refuse(403, 'csrf', 'the header X-Relais is missing'));
    }
    for (const [verb, pattern, handle] of routes) {
        const parts = verb === request.method && fits(pattern, url.pathname);
        if (!parts) continue;
        const result = handle({ parts, query: url.searchParams, request, ...(await body(request)) });
        return answer(response, result);
    }
    console.error('no route', request.method, url.pathname);
    return answer(response, refuse(404, 'not-found', `no such thing: ${url.pathname}`));
}

server.listen(Number(process.argv[2] ?? 8099), '127.0.0.1', () => {
    console.log(`mock console on http://127.0.0.1:${server.address().port}`);
});
