// Clicks through the console as people would, against the mock: node dev/click-through.mjs [address]
// Run the mock without SIGNED_IN. Prints each step; stops at the first that fails.
import { chromium } from 'playwright-core';

const base = process.argv[2] ?? 'http://127.0.0.1:8097';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'fr', acceptDownloads: true });
const page = await context.newPage();
const wrong = [];
page.on('console', (m) => m.type() === 'error' && !/40[0-9]|422|429/.test(m.text()) && wrong.push(m.text()));
page.on('pageerror', (e) => wrong.push(e.message));
page.setDefaultTimeout(4000);

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

await step('wrong password is said', async () => {
    await page.goto(base);
    await page.getByLabel('Identifiant').fill('nobody');
    await page.getByLabel('Mot de passe').fill('x');
    await page.keyboard.press('Enter');
    await sees(/est faux/);
});
await step('throttled says how long', async () => {
    await page.getByLabel('Identifiant').fill('throttled');
    await page.keyboard.press('Enter');
    await sees(/Attendez 4.min/);
});
await step('second step', async () => {
    await page.getByLabel('Identifiant').fill('totp');
    await page.keyboard.press('Enter');
    await page.getByLabel('Code').fill('123 456');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sondages' }).waitFor();
});
await step('search keeps its place in the address', async () => {
    await page.getByRole('searchbox').fill('moust');
    await page.waitForURL(/q=moust/);
    await sees('Avez-vous reçu une moustiquaire');
});
await step('write a poll: price of the text, cheaper text', async () => {
    await page.goto(base + '/polls/new');
    await page.getByLabel('Nom', { exact: true }).fill('Essai');
    await page.getByLabel(/^Question en français/).fill('Êtes-vous prêts pour la rentrée ? Ça va être bientôt, et il faut que vous sachiez où aller.');
    await sees(/UCS-2/);
    await button('Utiliser ce texte').click();
    await sees(/GSM-7/);
});
await step('add a language and a rule', async () => {
    await page.getByLabel('Ajouter une langue').selectOption('rn');
    await page.getByLabel(/^Question en kirundi/).fill('Mbega muriteguye ?');
    await button('Ajouter une règle').first().click();
    await page.getByLabel('Texte à reconnaître').fill('ego');
});
await step('a draft survives a reload', async () => {
    await page.reload();
    await sees(/retrouvé/);
});
await step('save, estimate, start', async () => {
    await button('Estimer et lancer…').click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('button', { name: /^Envoyer à/ }).click();
    await page.waitForURL(/polls\/\d+$/);
    await sees('Le sondage est lancé.');
});
await step('pause and undo', async () => {
    await page.goto(base + '/polls/1');
    await button('Suspendre l’envoi').click();
    await button('Reprendre l’envoi').waitFor();
    await button('Annuler l’action').click();
    await button('Suspendre l’envoi').waitFor();
});
await step('map and table of places', async () => {
    await page.getByLabel('Montrer sur la carte').selectOption('');
    await page.locator('.map-shape').nth(3).click();
    await page.locator('.map-readout', { hasText: / : \d+ personne/ }).waitFor();
    await page.getByText('Tableau des lieux').click();
    await page.getByRole('link', { name: 'Gitega' }).click();
    await page.waitForURL(/place=Gitega/);
});
await step('recategorise and undo', async () => {
    await page.goto(base + '/polls/1/answers');
    await page.locator('.answer-category select').first().selectOption('sometimes');
    await sees(/Catégorie changée en « Parfois »/);
    await button('Annuler l’action').click();
    await sees(/Catégorie changée en/);
});
await step('an answer taken out comes back', async () => {
    const first = await page.locator('.answer-text').first().innerText();
    await page.locator('.answers .menu > summary').first().click();
    await page.getByRole('button', { name: /Pas une réponse/ }).first().click();
    await sees(/ne compte plus ici/);
    await button('Annuler l’action').click();
    await page.locator('.answer-text', { hasText: first }).first().waitFor();
});
await step('rules tried on the past', async () => {
    await page.goto(base + '/polls/1/rules');
    await button('Essayer sur les réponses passées').click();
    await sees('41 réponses passées changeraient');
});
await step('inbox by keyboard: down, done, undo', async () => {
    await page.goto(base + '/inbox');
    await page.locator('.inbox-row').first().waitFor();
    await page.keyboard.press('j');
    await page.waitForURL(/m=5001/);
    await page.keyboard.press('e');
    await sees('Traité.');
    await button('Annuler l’action').click();
    await page.waitForURL(/m=5001/);
});
await step('reply', async () => {
    await page.keyboard.press('r');
    await page.keyboard.type('Merci, nous venons demain.');
    await page.keyboard.press('Control+Enter');
    await sees('Le message est parti.');
});
await step('trace', async () => {
    await page.getByText('Le parcours de ce message').click();
    await sees(/^Reçu/);
});
await step('review with a digit', async () => {
    await page.goto(base + '/review');
    await page.locator('.review-item').first().waitFor();
    const before = await page.locator('.review-item').count();
    await page.keyboard.press('1');
    await sees(/Compte maintenant pour/);
    if ((await page.locator('.review-item').count()) !== before - 1) throw new Error('still there');
});
await step('a wrong number is said at its field', async () => {
    await page.goto(base + '/people');
    await button('Ajouter une personne').click();
    await page.getByRole('textbox', { name: 'Numéro' }).fill('12');
    await page.getByRole('dialog').getByRole('button', { name: 'Ajouter', exact: true }).click();
    await page.locator('.field-error').waitFor();
});
await step('import', async () => {
    await page.goto(base + '/people/import');
    await page.locator('input[type=file]').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from('phone\n+25779000000\n') });
    await sees('liste.csv');
});
await step('a channel, wrong then right', async () => {
    await page.goto(base + '/channels');
    await button('Nouveau canal').click();
    await page.getByLabel('Nom', { exact: true }).fill('leo');
    await page.getByLabel('Hôte').fill('smsc.leo.bi');
    await page.getByLabel('System id').fill('relais');
    await page.getByLabel('Mot de passe').fill('secret');
    await page.getByLabel('Expéditeur').fill('163');
    await button('Enregistrer').click();
    await page.getByRole('heading', { name: 'leo', exact: true }).waitFor();
});
await step('a user and the set-up link', async () => {
    await page.goto(base + '/admin/users');
    await button('Nouvel utilisateur').click();
    await page.getByLabel('Nom', { exact: true }).fill('Jean Test');
    await page.getByLabel('Identifiant').fill('jean');
    await button('Enregistrer').click();
    await sees(/\/setup#/);
});
await step('a permission, and back', async () => {
    await page.goto(base + '/admin/groups');
    const box = page.getByLabel('Ligne santé : Voir les sondages, les résultats et les réponses');
    await box.click();
    await sees(/Permissions de « Ligne santé » modifiées/);
    await button('Annuler l’action').click();
    await page.waitForTimeout(400);
    if (await box.isChecked()) throw new Error('still granted');
});
await step('the audit chain', async () => {
    await page.goto(base + '/admin/audit');
    await button('Vérifier la chaîne').click();
    await sees(/^Intact/);
});
await step('dead letters', async () => {
    await page.goto(base + '/admin/status');
    await button('Relancer').first().click();
    await sees('Remise dans sa file.');
});
await step('dark, and English, at once', async () => {
    await page.goto(base + '/account');
    await page.getByText('Sombre').click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.getByText('English').click();
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await page.getByText('Français').click();
    await page.getByRole('heading', { name: 'Mon compte' }).waitFor();
});
await step('second step with its picture and recovery codes', async () => {
    if (await button('La désactiver').isVisible()) await button('La désactiver').click();
    await button('L’activer').click();
    await page.getByRole('img', { name: /QR/ }).waitFor();
    await page.getByRole('textbox', { name: 'Code' }).fill('123456');
    await button('Confirmer').click();
    await sees('k7fq-2m9x');
    await button('Je les ai gardés').click();
});
await step('a token', async () => {
    await button('Nouveau jeton').click();
    await page.getByLabel('Nom', { exact: true }).last().fill('Tableau');
    await page.getByRole('dialog').getByText('Voir les personnes').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Nouveau jeton' }).click();
    await sees(/relais_4Jk2/);
    await page.keyboard.press('Escape');
});
await step('a page that is not there', async () => {
    await page.goto(base + '/nowhere');
    await sees('Cette page n’existe pas');
});
await step('sign out', async () => {
    await page.locator('.masthead .menu > summary').click();
    await button('Se déconnecter').click();
    await page.getByRole('heading', { name: 'Connexion' }).waitFor();
});
await step('set-up link of a colleague', async () => {
    await page.goto(base + '/setup#diane');
    await page.getByLabel('Mot de passe').fill('un cheval trop petit');
    if (page.url().includes('diane')) throw new Error('the token stays in the address');
    await button('Créer le compte').click();
    await page.getByRole('heading', { name: 'Sondages' }).waitFor();
});
if (wrong.length > 0) {
    console.log('errors in the page:', wrong);
    process.exitCode = 1;
}
await browser.close();
