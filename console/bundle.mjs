// Bundles the console: one script and one style sheet with hashed names, and index.html naming
// them. No inline script or style, because the server sends Content-Security-Policy
// default-src 'self'.
import * as esbuild from 'esbuild';
import { gzipSync } from 'node:zlib';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const WEB = 'src/main/web';
const TESTS = 'src/test/web';
const OUT = 'target/classes/console';
/** First load, gzip, all files together; the target for people behind a slow link is 150 kB. */
const FIRST_LOAD_LIMIT = 150_000;

/** What a five-year-old telephone's browser understands. */
const target = ['es2020', 'chrome88', 'firefox90', 'safari15'];

async function bundleTests() {
    const entries = (await readdir(TESTS)).filter((name) => name.endsWith('.test.ts'));
    await rm('target/test-web', { recursive: true, force: true });
    await esbuild.build({
        entryPoints: entries.map((name) => join(TESTS, name)),
        outdir: 'target/test-web',
        outExtension: { '.js': '.mjs' },
        bundle: true,
        platform: 'node',
        format: 'esm',
        logLevel: 'warning',
        jsx: 'automatic',
        jsxImportSource: 'preact',
    });
}

async function bundleConsole() {
    await rm(OUT, { recursive: true, force: true });
    await mkdir(OUT, { recursive: true });
    const built = await esbuild.build({
        entryPoints: [join(WEB, 'main.tsx'), join(WEB, 'style/console.css')],
        outdir: join(OUT, 'assets'),
        entryNames: '[name]-[hash]',
        bundle: true,
        minify: true,
        format: 'esm',
        target,
        metafile: true,
        logLevel: 'warning',
        legalComments: 'eof',
        jsx: 'automatic',
        jsxImportSource: 'preact',
    });
    const files = Object.keys(built.metafile.outputs);
    const named = (end) => 'assets/' + basename(files.find((file) => file.endsWith(end)));
    const html = (await readFile(join(WEB, 'index.html'), 'utf8'))
        .replace('assets/console.css', named('.css'))
        .replace('assets/main.js', named('.js'));
    await writeFile(join(OUT, 'index.html'), html);
    await cp(join(WEB, 'static'), OUT, { recursive: true });
    let first = gzipSync(html).length;
    for (const file of files) first += gzipSync(await readFile(file)).length;
    if (first > FIRST_LOAD_LIMIT) {
        throw new Error(`first load is ${first} bytes compressed; the limit is ${FIRST_LOAD_LIMIT}`);
    }
    if (process.argv.includes('--sizes')) console.log(`first load ${first} bytes (gzip)`);
}

await (process.argv.includes('--tests') ? bundleTests() : bundleConsole());
