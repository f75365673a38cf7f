// Clicks through the door Watch, against the mock with SIGNED_IN=1: node dev/watch-through.mjs [address]
import { chromium } from 'playwright-core';

const base = process.argv[2] ?? 'http://127.0.0.1:8099';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'fr' });
const page = await context.newPage();
const wrong = [];
page.on('console', (m) => m.type() === 'error' && wrong.push(m.text()));
page.on('pageerror', (e) => wrong.push(e.message));
page.setDefaultTimeout(5000);

const button = (name) => page.getByRole('button', { name, exact: true });
const sees = (text) => page.getByText(text).first().waitFor();
async function step(name, act) {
    try {
        await act();
        console.log('ok  ', name);
    } catch (e) {
        console.log('FAIL', name, '\n', e.message.split('\n').slice(0, 4).join('\n'));
        await page.screenshot({ path: '/tmp/failed.png' });
        process.exitCode = 1;
    }
}
const check = (yes, what) => { if (!yes) throw new Error(what); };
const box = (locator) => locator.boundingBox();

await step('a search and a state stay in the address', async () => {
    await page.goto(`${base}/hosts`);
    await page.getByRole('searchbox').fill('passerelle');
    await page.waitForURL(/q=passerelle/);
    await page.getByLabel('État').selectOption('critical');
    await page.waitForURL(/state=critical/);
    await page.getByRole('link', { name: 'passerelle-econet-leo' }).waitFor();
});
await step('the tree is walked by keys', async () => {
    await page.goto(`${base}/hosts?view=tree`);
    await page.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem', { name: 'system' }).first().waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('link', { name: 'CPU usage' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/graphs\/\d+/);
    await page.getByRole('heading', { name: 'CPU usage' }).waitFor();
});
await step('dragging a graph zooms all of them, and back takes it back', async () => {
    await page.goto(`${base}/hosts/3`);
    const plot = page.locator('.u-over').first();
    await plot.waitFor();
    await plot.scrollIntoViewIfNeeded();
    const at = await box(plot);
    await page.mouse.move(at.x + 100, at.y + 60);
    await page.mouse.down();
    await page.mouse.move(at.x + 200, at.y + 60, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/from=\d+&to=\d+/);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('from='));
});
await step('the cursor goes along in all graphs, and the legend says the value there', async () => {
    const plots = page.locator('.plot');
    await plots.first().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.locator('.legend thead th', { hasText: 'valeur' }).nth(1).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('.legend thead').textContent.includes('valeur'));
});
await step('pressing the time axis writes down an event there; dragging it moves through time', async () => {
    const axis = page.locator('.u-axis').first();
    const at = await box(axis);
    await page.mouse.click(at.x + 200, at.y + 12);
    await page.getByLabel('Ce qui s’est passé').fill('Essai de coupure');
    await button('Enregistrer').click();
    await page.locator('.mark-list', { hasText: 'Essai de coupure' }).waitFor();
    await page.mouse.move(at.x + 200, at.y + 12);
    await page.mouse.down();
    await page.mouse.move(at.x + 320, at.y + 12, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=\d+&to=\d+/);
});
await step('the steps and the own range', async () => {
    await button('De plus près').click();
    await button('Plus tôt').click();
    await page.getByText('Choisie').click();
    await page.getByRole('dialog').waitFor();
    await button('Annuler').click();
    await page.getByText('Jour', { exact: true }).click();
    await page.waitForURL((url) => !url.search.includes('from='));
    await button('Comparer à la semaine passée').click();
    await page.waitForURL(/compare=1/);
});
await step('values as a table', async () => {
    await page.locator('.graph-values summary').first().click();
    check((await page.locator('.values-frame tbody tr').count()) > 50, 'few rows');
});
await step('a code is made, shown, and withdrawn', async () => {
    await page.goto(`${base}/agents`);
    await button('Associer une machine').click();
    await page.getByLabel(/^Nom affiché/).fill('Station de Gitega');
    await button('Créer un code').click();
    await sees(/relais agent --to/);
    await button('Fermer').last().click();
    await sees('Station de Gitega');
    await button('Retirer').first().click();
    await sees('Le code ne fonctionne plus.');
});
await step('an alert is taken with a note', async () => {
    await page.goto(`${base}/alerts`);
    await button('Prendre en charge').first().click();
    await page.getByLabel(/^Note/).fill('Je regarde');
    await page.getByRole('dialog').getByRole('button', { name: 'Prendre en charge' }).click();
    await sees('“Je regarde”');
});
await step('a rule is tried before it is kept', async () => {
    await page.goto(`${base}/alerts/rules`);
    await button('Nouvelle règle').click();
    await page.getByLabel('Nom').fill('Charge');
    await page.getByLabel(/^Requête/).fill('load > 4');
    await button('Essayer maintenant').click();
    await sees('3 séries seraient des alertes en ce moment');
    await button('Enregistrer').click();
    await sees('Charge');
});
await step('panels are moved by keys and by mouse', async () => {
    await page.goto(`${base}/dashboards/1/edit`);
    await button('Reculer').first().click();
    await page.locator('.panel').nth(1).getByRole('heading', { name: 'États' }).waitFor();
    await page.locator('.panel').first().getByRole('heading', { name: 'Messages par minute' }).waitFor();
    await page.locator('.panel-grip').nth(1).dragTo(page.locator('.panel').first());
    await page.locator('.panel').first().getByRole('heading', { name: 'États' }).waitFor();
    await button('Texte').click();
    await page.getByLabel('Texte').last().fill('À lire le matin');
    await button('Reprendre').click();
    await button('Enregistrer').click();
    await page.waitForURL(/dashboards\/1$/);
    await sees('À lire le matin');
});
if (wrong.length > 0) {
    console.log('console:', wrong);
    process.exitCode = 1;
}
await browser.close();
