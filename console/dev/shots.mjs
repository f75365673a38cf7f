// Screenshots of pages: node dev/shots.mjs OUT /polls /inbox … ; environment: BASE, LANGS, THEMES, WIDTHS, WAIT (ms), TALL (pixels), LOGIN (name:password, at a real server)
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [out, ...paths] = process.argv.slice(2);
const base = process.env.BASE ?? 'http://127.0.0.1:8099';
const list = (name, otherwise) => (process.env[name] ?? otherwise).split(',');
const HEIGHTS = { 360: 740, 1280: 860 };

await mkdir(out, { recursive: true });
const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
for (const width of list('WIDTHS', '1280,360').map(Number)) {
    for (const theme of list('THEMES', 'light')) {
        for (const lang of list('LANGS', 'fr')) {
            const context = await browser.newContext({
                viewport: { width, height: Number(process.env.TALL ?? HEIGHTS[width] ?? 860) }, colorScheme: theme, locale: lang, timezoneId: 'Africa/Bujumbura',
            });
            if (process.env.LOGIN) {
                const [login, password] = process.env.LOGIN.split(':');
                await context.request.post(`${base}/api/session`, { headers: { 'X-Relais': '1' }, data: { login, password } });
            }
            const page = await context.newPage();
            page.on('console', (m) => m.type() === 'error' && console.log('console:', m.text()));
            page.on('pageerror', (e) => console.log('error:', e.message));
            await page.addInitScript((l) => localStorage.setItem('relais.lang', l), lang);
            for (const path of paths) {
                const [address, ...clicks] = path.split('|');
                await page.goto(base + address, { waitUntil: 'domcontentloaded' });
                await page.waitForTimeout(Number(process.env.WAIT ?? 600));
                for (const click of clicks) {
                    await page.locator(click).first().click();
                    await page.waitForTimeout(350);
                }
                const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                if (overflow > 0) console.log(`overflows by ${overflow}px: ${path} at ${width} ${lang}`);
                const name = path.replace(/[^a-z0-9]+/gi, '_').replace(/^_|_$/g, '').slice(0, 60) || 'home';
                await page.screenshot({ path: `${out}/${name}-${width}-${theme}-${lang}.png`, fullPage: process.env.FULL !== '0' });
            }
            await context.close();
        }
    }
}
await browser.close();
