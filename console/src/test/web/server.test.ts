import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineWords, sourceWords } from '../../main/web/words/server.ts';
import { unbroken } from '../../main/web/words/unbroken.ts';
import { loadSpeech } from '../../main/web/words/words.ts';

const fr = await loadSpeech('fr');
const en = await loadSpeech('en');

test('what the gateway says of a line is said in French', () => {
  const said: [string, string][] = [
    ['bound to 10.0.0.1:2775', 'connecté à 10.0.0.1:2775'],
    ['paused; line: bound to a:1', 'l’envoi est suspendu ; la ligne : connecté à a:1'],
    ['line broke; next attempt in 3 s', 'la ligne s’est rompue ; prochain essai dans 3 s'],
    [
      'bind refused: invalid password (0x0000000e); next attempt in 30 s',
      'l’opérateur a refusé la connexion : invalid password (0x0000000e) ; prochain essai dans 30 s',
    ],
    ['nothing answers at kannel:13013', 'rien ne répond à kannel:13013'],
    ['kannel:13013 answers 403 Forbidden', 'kannel:13013 répond 403 Forbidden'],
    ['Connection refused', 'Connection refused'],
  ];
  for (const [english, french] of said) assert.equal(lineWords(english, fr), unbroken(french));
  assert.equal(lineWords('line broke; next attempt in 3 s', en), 'the line broke; next attempt in 3 s');
});

test('where a setting comes from is said in French', () => {
  assert.equal(sourceWords('environment RELAIS_HTTP_PORT', fr), 'environnement RELAIS_HTTP_PORT');
  assert.equal(sourceWords('relais.conf line 3', fr), 'relais.conf, ligne 3');
  assert.equal(sourceWords('command line', fr), 'ligne de commande');
});
