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

/** A script and all that it needs at once; what it fetches later is not in it. */
function withImports(outputs, file, found = new Set()) {
    if (found.has(file)) return found;
    found.add(file);
    for (const one of outputs[file].imports) {
        if (one.kind === 'import-statement') withImports(outputs, one.path, found);
    }
    return found;
}

async function bundleConsole() {
    await rm(OUT, { recursive: true, force: true });
    await mkdir(OUT, { recursive: true });
    const built = await esbuild.build({
        entryPoints: [join(WEB, 'main.tsx'), join(WEB, 'style/console.css')],
        outdir: join(OUT, 'assets'),
        entryNames: '[name]-[hash]',
        chunkNames: '[name]-[hash]',
        bundle: true,
        splitting: true,
        minify: true,
        format: 'esm',
        target,
        metafile: true,
        logLevel: 'warning',
        legalComments: 'eof',
        jsx: 'automatic',
        jsxImportSource: 'preact',
    });
    const { outputs } = built.metafile;
    const made = (entry) => Object.keys(outputs).find((file) => outputs[file].entryPoint === entry);
    const script = made(join(WEB, 'main.tsx'));
    const style = made(join(WEB, 'style/console.css'));
    const html = (await readFile(join(WEB, 'index.html'), 'utf8'))
        .replace('assets/console.css', 'assets/' + basename(style))
        .replace('assets/main.js', 'assets/' + basename(script));
    await writeFile(join(OUT, 'index.html'), html);
    await cp(join(WEB, 'static'), OUT, { recursive: true });
    const first = withImports(outputs, script);
    withImports(outputs, made(join(WEB, 'words/fr/all.ts')), first).add(style);
    await checkSize(html, first, Object.keys(outputs));
}

async function checkSize(html, first, all) {
    const zipped = async (file) => gzipSync(await readFile(file)).length;
    let firstBytes = gzipSync(html).length;
    let allBytes = firstBytes;
    for (const file of first) firstBytes += await zipped(file);
    for (const file of all) allBytes += await zipped(file);
    if (firstBytes > FIRST_LOAD_LIMIT) {
        throw new Error(`first load is ${firstBytes} bytes compressed, more than ${FIRST_LOAD_LIMIT}`);
    }
    if (process.argv.includes('--sizes')) {
        console.log(`first load ${firstBytes} bytes, everything ${allBytes} (gzip)`);
    }
}

await (process.argv.includes('--tests') ? bundleTests() : bundleConsole());
