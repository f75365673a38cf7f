// Invented dossiers and documents for the door Keep.
const refuse = (status, code, detail, field) => ({ status, problem: { type: 'about:blank', title: code, status, code, detail, field } });
const gone = () => refuse(404, 'not-found', 'no such thing');
const daysAgo = (n) => new Date(Date.now() - n * 86_400_000).toISOString();
const day = (n) => daysAgo(-n).slice(0, 10);
const both = (fr, en) => ({ fr, en });

const CASE = {
    id: 1, key: 'case', version: 3, name: both('Cas individuel', 'Individual case'), number: 'CAS-{year}-{n:5}', mayCreate: true, archived: false,
    fields: [
        { key: 'person', label: both('Personne concernée', 'Person concerned'), kind: 'person' },
        { key: 'kind', label: both('Nature de la demande', 'Kind of request'), kind: 'choice', required: true, choices: [{ key: 'health', label: both('Santé', 'Health') }, { key: 'school', label: both('École', 'School') }, { key: 'water', label: both('Eau', 'Water') }] },
        { key: 'place', label: both('Lieu', 'Place'), kind: 'text' },
        { key: 'since', label: both('Signalé le', 'Reported on'), kind: 'date' },
        { key: 'household', label: both('Personnes au foyer', 'People in the household'), kind: 'number', min: 1, max: 40 },
        { key: 'urgent', label: both('Urgent', 'Urgent'), kind: 'boolean' },
        { key: 'summary', label: both('Résumé', 'Summary'), kind: 'longtext' },
    ],
    states: [{ key: 'new', label: both('Nouveau', 'New') }, { key: 'working', label: both('En cours', 'In progress') }, { key: 'waiting', label: both('En attente', 'Waiting') }, { key: 'closed', label: both('Clos', 'Closed'), closed: true }],
    initial: 'new',
    transitions: [{ from: 'new', to: 'working' }, { from: 'working', to: 'waiting' }, { from: 'waiting', to: 'working' }, { from: 'working', to: 'closed', groups: [2] }, { from: 'closed', to: 'working', groups: [2] }],
    retention: { years: 10, from: 'closed' }, grants: [{ group: 2, level: 'write' }],
};
const CONTRACT = {
    ...CASE, id: 2, key: 'contract', name: both('Marché ou contrat', 'Contract'), number: 'CTR-{year}-{n:4}', grants: [],
    fields: [{ key: 'supplier', label: both('Fournisseur', 'Supplier'), kind: 'text', required: true }, { key: 'amount', label: both('Montant', 'Amount'), kind: 'number' }],
    states: [{ key: 'draft', label: both('Projet', 'Draft') }, { key: 'signed', label: both('Signé', 'Signed') }, { key: 'ended', label: both('Terminé', 'Ended'), closed: true }], initial: 'draft', transitions: [{ from: 'draft', to: 'signed' }, { from: 'signed', to: 'ended' }],
};
const TITLES = ['Accès à l’eau, colline Gasenyi', 'Demande de carte de santé, famille Ndayizeye', 'Rescolarisation après déménagement', 'Point d’eau hors service à Buhiga', 'Suivi nutritionnel, jumeaux de sept mois', 'Signalement d’une violence', 'Toiture de l’école emportée par le vent', 'Acte de naissance tardif', 'Réclamation sur la distribution de semences', 'Prise en charge d’une personne âgée seule', 'Fourniture de tuyaux et raccords 2026', 'Entretien du forage de Rumonge'];
const TAGS = [['eau', 'urgent'], ['santé'], ['école'], ['eau'], ['santé', 'suivi hebdomadaire'], ['protection'], ['école', 'urgent'], [], ['agriculture'], ['protection'], ['eau'], ['eau', 'marché cadre']];

function makeDossiers() {
    return Array.from({ length: 64 }, (_, i) => {
        const type = i % 12 >= 10 ? CONTRACT : CASE;
        return {
            id: i + 1, type: type.id, typeName: type.name, number: `${type === CASE ? 'CAS' : 'CTR'}-2026-${String(64 - i).padStart(5, '0')}`, title: TITLES[i % 12],
            state: type.states[(i * 7) % type.states.length].key, confidential: i % 12 === 5, tags: TAGS[i % 12], changedAt: daysAgo(i * 0.7), createdAt: daysAgo(i * 0.7 + 20), createdBy: 'Chantal Irakoze',
            documents: (i * 5) % 13, held: i % 9 === 3, trashed: false, version: 4, level: 'MANAGE'.toLowerCase(),
            fields: type === CASE ? { kind: ['water', 'health', 'school'][i % 3], place: 'Gitega', since: day(-40 - i), household: 6, urgent: i % 4 === 0, summary: 'La source du bas de la colline est tarie depuis trois semaines.\nLes enfants marchent deux heures ; deux cas de diarrhée signalés au centre de santé.' } : { supplier: 'Établissements Nkurunziza', amount: 12_450_000 },
            people: [{ contactId: 1, name: 'Espérance Niyonzima', role: 'mère' }, { contactId: 2, name: 'Jean-Bosco Hakizimana', role: 'chef de colline' }],
            links: i === 0 ? [{ id: 1, dossierId: 4, number: 'CAS-2026-00061', title: TITLES[3], kind: 'fait suite à' }] : [],
        };
    });
}

const NAMES = [['Rapport de visite.pdf', 'application/pdf', 812_400], ['Photo de la source.jpg', 'image/jpeg', 2_310_000], ['Relevé des débits 2026.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 48_200], ['Lettre au gouverneur.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 31_000], ['notes.txt', 'text/plain', 1_240], ['Plan topographique très détaillé de la colline Gasenyi et des alentours (version corrigée).tif', 'image/tiff', 48_000_000]];

export function keepRoutes() {
    const types = [CASE, CONTRACT];
    const dossiers = makeDossiers();
    const documents = NAMES.map(([name, mediaType, size], i) => ({ id: i + 1, name, mediaType, size, version: i === 0 ? 3 : 1, changedAt: daysAgo(i), changedBy: 'Chantal Irakoze', locked: i === 2 ? 'Diane Mugisha' : undefined, scan: ['clean', 'clean', 'pending', 'clean', 'clean', 'infected'][i], preview: i < 2, path: '/', hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }));
    const folders = [{ id: 1, name: 'Correspondance', documents: 12 }, { id: 2, name: 'Photos 2026', documents: 148 }];
    const tasks = [{ id: 1, title: 'Rappeler le chef de colline', due: day(-2), assignee: 1, assigneeName: 'Chantal Irakoze', dossier: { id: 1, number: 'CAS-2026-00064', title: TITLES[0] } }, { id: 2, title: 'Demander un devis pour la pompe', due: day(0), assignee: 1, assigneeName: 'Chantal Irakoze', dossier: { id: 4, number: 'CAS-2026-00061', title: TITLES[3] } }, { id: 3, title: 'Envoyer le rapport trimestriel', due: day(12), assignee: 2, assigneeName: 'Diane Mugisha', dossier: { id: 1, number: 'CAS-2026-00064', title: TITLES[0] } }, { id: 4, title: 'Première visite', due: day(-20), done: true, assignee: 1, assigneeName: 'Chantal Irakoze', dossier: { id: 1 } }];
    const notes = [{ id: 2, text: 'Le technicien de la REGIDESO passera jeudi. À confirmer par SMS.', at: daysAgo(0.1), by: 'Diane Mugisha' }, { id: 1, text: 'Appel avec le chef de colline : la pompe date de 2011.\nIl envoie des photos.', at: daysAgo(3), by: 'Chantal Irakoze' }];
    const searches = [{ id: 1, name: 'Urgences eau', query: { tag: 'eau', q: 'urgent' }, shared: true, mine: true }];
    const uploads = new Map();
    const byId = (list, id) => list.find((one) => String(one.id) === String(id));
    const page = (list, query) => { const limit = Number(query.get('limit') ?? 50); const after = Number(query.get('after') ?? 0); return { items: list.slice(after, after + limit), ...(after + limit < list.length ? { next: String(after + limit) } : {}) }; };
    const whole = (d) => ({ ...d, holds: d.held ? [{ id: 1, reason: 'Procédure au tribunal de Gitega', at: daysAgo(9), by: 'Diane Mugisha' }] : [], transitions: byId(types, d.type).transitions.filter((t) => t.from === d.state).map((t) => t.to) });
    const find = (query) => {
        const q = (query.get('q') ?? '').toLowerCase();
        return dossiers.filter((d) => d.trashed === (query.get('trashed') === 'true') && (!q || `${d.number} ${d.title}`.toLowerCase().includes(q)) && (!query.get('type') || String(d.type) === query.get('type')) && (!query.get('state') || d.state === query.get('state')) && (!query.get('tag') || d.tags.includes(query.get('tag'))));
    };
    const noTypes = process.env.EMPTY === '1';
    return [
        ['GET', '/api/dossier-types', () => ({ items: noTypes ? [] : types.map((t) => ({ ...t, dossiers: dossiers.filter((d) => d.type === t.id).length })) })],
        ['GET', '/api/dossier-types/:id', ({ parts }) => byId(types, parts.id) ?? gone()],
        ['POST', '/api/dossier-types', ({ body }) => { const t = { id: types.length + 1, mayCreate: true, ...body }; types.push(t); return t; }],
        ['PUT', '/api/dossier-types/:id', ({ parts, body }) => Object.assign(byId(types, parts.id), body)],
        ['DELETE', '/api/dossier-types/:id', ({ parts }) => { byId(types, parts.id).archived = true; }],
        ['GET', '/api/dossier-erasures', () => ({ items: noTypes ? [] : dossiers.slice(0, 3).map((d) => ({ id: d.id, type: d.type, number: d.number, title: d.title, from: day(-40) })) })],
        ['GET', '/api/dossier-certificates', () => ({ items: [] })],
        ['GET', '/api/dossier-types/:id/holds', () => ({ items: [] })],
        ['GET', '/api/dossiers', ({ query }) => (noTypes ? { items: [] } : { ...page(find(query), query), total: 64 })],
        ['POST', '/api/dossiers', ({ body }) => { const d = { ...dossiers[0], ...body, id: dossiers.length + 1, number: `CAS-2026-${dossiers.length + 1}`, tags: [], state: byId(types, body.type).initial, version: 1, people: [], links: [], trashed: false, held: false, changedAt: daysAgo(0), createdAt: daysAgo(0) }; dossiers.unshift(d); return whole(d); }],
        ['POST', '/api/dossiers/bulk', ({ body }) => { const refused = []; for (const id of body.ids) { const d = byId(dossiers, id); if (d.held && body.trash) refused.push({ id, code: 'on-hold' }); else { if (body.state) d.state = body.state; if (body.addTags) d.tags = [...new Set([...d.tags, ...body.addTags])]; if (body.removeTags) d.tags = d.tags.filter((t) => !body.removeTags.includes(t)); if (body.trash) d.trashed = true; } } return { done: body.ids.length - refused.length, refused }; }],
        ['GET', '/api/dossiers/:id', ({ parts }) => { const d = byId(dossiers, parts.id); return d ? whole(d) : gone(); }],
        ['PUT', '/api/dossiers/:id', ({ parts, body }) => { const d = byId(dossiers, parts.id); if (body.fields.place === 'conflit') { d.version++; d.fields = { ...d.fields, household: 9 }; return refuse(409, 'changed-meanwhile', 'changed'); } if (body.version !== d.version) return refuse(409, 'changed-meanwhile', 'changed'); if (body.fields.household > 40) return refuse(422, 'value-range', 'is from 1 to 40', 'fields.household'); Object.assign(d, body, { version: d.version + 1, changedAt: daysAgo(0) }); return whole(d); }],
        ['DELETE', '/api/dossiers/:id', ({ parts }) => { byId(dossiers, parts.id).trashed = true; }],
        ['POST', '/api/dossiers/:id/restore', ({ parts }) => { byId(dossiers, parts.id).trashed = false; }],
        ['POST', '/api/dossiers/:id/state', ({ parts, body }) => { const d = byId(dossiers, parts.id); d.state = body.to; d.version++; return whole(d); }],
        ['GET', '/api/dossiers/:id/history', () => ({ items: [{ at: daysAgo(0.2), who: 'Diane Mugisha', what: 'changed', changes: [{ field: 'household', from: 5, to: 6 }, { field: 'tags', from: ['eau'], to: ['eau', 'urgent'] }] }, { at: daysAgo(4), who: 'Chantal Irakoze', what: 'state', changes: [{ field: 'state', from: 'new', to: 'working' }] }, { at: daysAgo(20), who: 'Chantal Irakoze', what: 'created', changes: [{ field: 'title', to: TITLES[0] }] }] })],
        ['GET', '/api/dossiers/:id/notes', () => ({ items: notes })],
        ['POST', '/api/dossiers/:id/notes', ({ body }) => { notes.unshift({ id: notes.length + 1, text: body.text, at: daysAgo(0), by: 'Chantal Irakoze' }); return notes[0]; }],
        ['GET', '/api/dossiers/:id/tasks', ({ parts }) => ({ items: tasks.filter((t) => String(t.dossier.id) === parts.id) })],
        ['POST', '/api/dossiers/:id/tasks', ({ parts, body }) => { const t = { id: tasks.length + 1, ...body, dossier: { id: Number(parts.id) } }; tasks.push(t); return t; }],
        ['GET', '/api/dossier-tasks', ({ query }) => ({ items: tasks.filter((t) => !t.done && (query.get('mine') !== 'true' || t.assignee === 1)) })],
        ['PUT', '/api/dossier-tasks/:id', ({ parts, body }) => Object.assign(byId(tasks, parts.id), body)],
        ['DELETE', '/api/dossier-tasks/:id', ({ parts }) => { tasks.splice(tasks.findIndex((t) => String(t.id) === parts.id), 1); }],
        ['POST', '/api/dossiers/:id/links', ({ parts, body }) => { const other = byId(dossiers, body.to); byId(dossiers, parts.id).links.push({ id: Date.now(), dossierId: other.id, number: other.number, title: other.title, kind: body.kind }); }],
        ['DELETE', '/api/dossier-links/:id', () => undefined],
        ['POST', '/api/dossiers/:id/people', ({ parts, body }) => { byId(dossiers, parts.id).people.push({ ...body, name: 'Quelqu’un' }); }],
        ['DELETE', '/api/dossiers/:id/people/:contact', ({ parts }) => { const d = byId(dossiers, parts.id); d.people = d.people.filter((p) => String(p.contactId) !== parts.contact); }],
        ['GET', '/api/dossiers/:id/grants', () => ({ items: [{ group: 2, level: 'manage' }] })],
        ['PUT', '/api/dossiers/:id/grants', () => undefined],
        ['GET', '/api/dossiers/:id/holds', ({ parts }) => ({ items: whole(byId(dossiers, parts.id)).holds })],
        ['POST', '/api/dossiers/:id/holds', ({ parts }) => { byId(dossiers, parts.id).held = true; }],
        ['DELETE', '/api/dossier-holds/:id', () => { dossiers.forEach((d) => { d.held = false; }); }],
        ['GET', '/api/dossier-searches', () => ({ items: searches })],
        ['POST', '/api/dossier-searches', ({ body }) => { const s = { id: searches.length + 1, mine: true, ...body }; searches.push(s); return s; }],
        ['DELETE', '/api/dossier-searches/:id', ({ parts }) => { searches.splice(searches.findIndex((s) => String(s.id) === parts.id), 1); }],
        ['GET', '/api/keep-search', ({ query }) => (query.get('q') === 'rien' ? { items: [] } : { items: [{ kind: 'dossier', id: 1, dossierId: 1, number: 'CAS-2026-00064', title: TITLES[0], snippet: 'La <mark>source</mark> du bas de la colline est tarie depuis trois semaines.' }, { kind: 'document', id: 1, dossierId: 1, number: 'CAS-2026-00064', title: 'Rapport de visite.pdf', snippet: '… le débit de la <mark>source</mark> est passé de 0,8 à 0,1 litre par seconde entre mai et août …' }] })],
        ['GET', '/api/dossiers/:id/folder', ({ query }) => (query.get('path') === '/' ? { path: '/', folders, documents } : { path: query.get('path'), folders: [], documents: documents.slice(0, 2) })],
        ['POST', '/api/dossiers/:id/folders', ({ body }) => { folders.push({ id: folders.length + 1, name: body.path.split('/').pop(), documents: 0 }); }],
        ['POST', '/api/folders/:id/move', ({ parts, body }) => { byId(folders, parts.id).name = body.name; }],
        ['DELETE', '/api/folders/:id', ({ parts }) => { folders.splice(folders.findIndex((f) => String(f.id) === parts.id), 1); }],
        ['GET', '/api/documents/:id', ({ parts }) => { const d = byId(documents, parts.id); return d ? { ...d, dossierId: 1, copies: 2, versions: Array.from({ length: d.version }, (_, i) => ({ version: i + 1, size: d.size - 1000 * (d.version - i), hash: d.hash, at: daysAgo(9 - i * 3), by: 'Chantal Irakoze' })), lock: d.locked && { by: d.locked, at: daysAgo(0.1) } } : gone(); }],
        ['PUT', '/api/documents/:id', ({ parts, body }) => Object.assign(byId(documents, parts.id), body)],
        ['DELETE', '/api/documents/:id', ({ parts }) => { documents.splice(documents.findIndex((d) => String(d.id) === parts.id), 1); }],
        ['POST', '/api/documents/:id/lock', ({ parts }) => { byId(documents, parts.id).locked = 'Chantal Irakoze'; }],
        ['DELETE', '/api/documents/:id/lock', ({ parts }) => { byId(documents, parts.id).locked = undefined; }],
        ['GET', '/api/dossiers/:id/trash', () => ({ items: [{ id: 91, kind: 'document', name: 'brouillon.odt', path: '/Correspondance', size: 20_100, trashedAt: daysAgo(2), trashedBy: 'Diane Mugisha' }] })],
        ['GET', '/api/documents/:id/content', ({ parts }) => ({ raw: Buffer.from('Visite du 12 août\n- source tarie\n- 140 familles\n'), type: 'text/plain', ...(parts ? {} : {}) })],
        ['GET', '/api/documents/:id/preview', () => ({ raw: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="840"><rect width="600" height="840" fill="#fff"/><g fill="#333"><rect x="60" y="70" width="320" height="22"/><rect x="60" y="130" width="470" height="9"/><rect x="60" y="155" width="450" height="9"/><rect x="60" y="180" width="465" height="9"/><rect x="60" y="205" width="280" height="9"/></g></svg>'), type: 'image/svg+xml' })],
        ['GET', '/api/documents/:id/proof', () => ({ hash: documents[0].hash, verifiedAt: daysAgo(1.5), copies: [{ store: 'local', state: 'ok', verifiedAt: daysAgo(1.5) }, { store: 'partage-smb', state: 'ok', verifiedAt: daysAgo(4) }] })],
        ['GET', '/api/documents/:id/shares', () => ({ items: [{ id: 1, expiresAt: daysAgo(-3), password: true, most: 5, used: 2, createdBy: 'Chantal Irakoze' }] })],
        ['POST', '/api/documents/:id/shares', ({ body }) => ({ id: 2, url: '/s/kQ3xZ1c8vB2nL7kJ5hG4', ...body })],
        ['DELETE', '/api/shares/:id', () => undefined],
        ['GET', '/api/dossier-groups', () => ({ items: [{ id: 2, name: 'Chargés de programme' }, { id: 3, name: 'Juristes' }] })],
        ['GET', '/api/dossiers/:id/messages', () => ({ items: [{ id: 3, contactId: 1, direction: 'in', text: 'La pompe est encore en panne depuis lundi', at: daysAgo(2) }, { id: 4, contactId: 1, direction: 'out', text: 'Merci, un technicien passe jeudi.', at: daysAgo(1.9), status: 'delivered' }] })],
        ['POST', '/api/dossiers/:id/messages', () => undefined],
        ['POST', '/api/dossiers/:id/answer', () => undefined],
        ['GET', '/api/file-stores', () => ({ items: [{ id: 1, name: 'local', kind: 'folder', own: true, settings: {}, state: 'up', detail: '', blobs: 81_422, bytes: 412e9, freeBytes: 180e9, waiting: 0, leaving: 0, lastVerified: daysAgo(0.4) }, { id: 2, name: 'partage-ancien', kind: 'smb', settings: { host: 'nas.gitega', share: 'dossiers', user: 'relais' }, state: 'away', detail: 'connection refused', since: daysAgo(0.02), blobs: 80_900, bytes: 409e9, waiting: 522, leaving: 0, lastVerified: daysAgo(3), hasSecret: true, prices: { gbMonth: 0.01 } }, { id: 3, name: 'froid', kind: 's3', settings: { endpoint: 'https://s3.example.org', bucket: 'relais-froid', user: 'AKIA' }, state: 'up', detail: '', blobs: 12_000, bytes: 300e9, waiting: 0, leaving: 0, lastVerified: daysAgo(9), hasSecret: true, prices: { gbMonth: 0.006, gbOut: 0.02 } }] })],
        ['GET', '/api/file-store-policies', () => ({ rules: [{ name: 'Froid', minAgeDays: 365, minBytes: 1_000_000, copies: 2, quorum: 1, stores: [3, 1] }, { name: 'Tout', minAgeDays: 0, minBytes: 0, copies: 2, quorum: 1, stores: [1, 2] }] })],
        ['PUT', '/api/file-store-policies', () => undefined],
        ['POST', '/api/file-store-policies/what-if', () => ({ before: [{ storeId: 1, store: 'local', objects: 81_422, bytes: 412e9, month: 0 }, { storeId: 2, store: 'partage-ancien', objects: 80_900, bytes: 409e9, month: 4.1 }, { storeId: 3, store: 'froid', objects: 12_000, bytes: 300e9, month: 1.8 }], after: [{ storeId: 1, store: 'local', objects: 20_100, bytes: 98e9, month: 0 }, { storeId: 2, store: 'partage-ancien', objects: 20_100, bytes: 98e9, month: 0.98 }, { storeId: 3, store: 'froid', objects: 61_300, bytes: 614e9, month: 3.7 }], once: { objects: 49_300, bytes: 314e9, cost: 2.4 } })],
        ['GET', '/api/file-store-findings', () => ({ items: [{ id: 2, storeId: 2, store: 'partage-ancien', key: 'pack/3f/3fa1…', kind: 'damaged', size: 8_388_608, state: 'repaired', foundAt: daysAgo(3), seenAt: daysAgo(3) }, { id: 1, storeId: 3, store: 'froid', key: 'blob/09/0912…', kind: 'missing', size: 40_100, state: 'open', foundAt: daysAgo(1), seenAt: daysAgo(1) }] })],
        ['POST', '/api/file-store-findings/:id', () => undefined],
        ['POST', '/api/file-stores/verify', () => undefined],
        ['POST', '/api/file-stores', () => undefined],
        ['PUT', '/api/file-stores/:id', () => undefined],
        ['DELETE', '/api/file-stores/:id', () => refuse(409, 'store-needed', 'a rule needs it')],
        ['POST', '/api/uploads', ({ request }) => { const id = uploads.size + 1; const meta = Object.fromEntries(request.headers['upload-metadata'].split(',').map((p) => { const [k, v] = p.trim().split(' '); return [k, Buffer.from(v ?? '', 'base64').toString()]; })); uploads.set(String(id), { size: Number(request.headers['upload-length']), offset: 0, meta }); return { raw: Buffer.alloc(0), status: 201, headers: { location: `/api/uploads/${id}`, 'upload-offset': '0' } }; }],
        ['HEAD', '/api/uploads/:id', ({ parts }) => { const u = uploads.get(parts.id); return u ? { raw: Buffer.alloc(0), headers: { 'upload-offset': String(u.offset), 'upload-length': String(u.size) } } : gone(); }],
        ['PATCH', '/api/uploads/:id', ({ parts, bytes }) => {
            const u = uploads.get(parts.id);
            if (!u) return gone();
            if (process.env.BAD_LINK && Math.random() < 0.3) return refuse(503, 'busy', 'bad link');
            u.offset += bytes;
            const done = u.offset >= u.size;
            if (done && !u.done) { u.done = documents.length + 100; documents.push({ ...documents[4], id: u.done, name: u.meta.path.split('/').pop(), size: u.size, version: 1, changedAt: daysAgo(0) }); }
            return { raw: Buffer.alloc(0), status: 204, headers: { 'upload-offset': String(u.offset), ...(done ? { 'relais-document': String(u.done) } : {}) } };
        }],
        ['DELETE', '/api/uploads/:id', ({ parts }) => { uploads.delete(parts.id); }],
    ];
}
