import { useState } from 'preact/hooks';
import { useListed } from '../../api/fetched.ts';
import type { Dossier, FieldValue, HistoryEntry } from '../../api/vault.ts';
import { navigate } from '../../app/router.ts';
import { When } from '../../ui/bits.tsx';
import { Button, TextField } from '../../ui/controls.tsx';
import { Empty } from '../../ui/states.tsx';
import { Rows } from '../../ui/table.tsx';
import { isoOf } from '../../watch/local.ts';
import { known } from '../../words/server.ts';
import { useWords } from '../../words/words.ts';
import { inLang, stateName } from '../texts.ts';
import { useTypes } from '../useTypes.ts';
import { ContactName } from './ContactName.tsx';
import { Value } from './DossierFields.tsx';
import { DossierName } from './DossierName.tsx';
import { OneDossier } from './OneDossier.tsx';

/** Who did what with a dossier and when; and how it was then. */
export function HistoryPage({ id }: { id: string }) {
  return <OneDossier id={id}>{(dossier) => <History dossier={dossier} />}</OneDossier>;
}

function History({ dossier }: { dossier: Dossier }) {
  const { t } = useWords();
  const [local, setLocal] = useState('');
  const list = useListed<HistoryEntry>(`/api/dossiers/${dossier.id}/history`, `dossier:${dossier.id}`);
  const at = isoOf(local);
  return (
    <>
      <form
        class="as-of"
        onSubmit={(event) => {
          event.preventDefault();
          if (at) navigate(`/dossiers/${dossier.id}?at=${encodeURIComponent(at)}`);
        }}
      >
        <TextField label={t.history.asOf} type="datetime-local" value={local} onInput={setLocal} />
        <Button type="submit" icon="clock" disabled={!at}>
          {t.history.show}
        </Button>
      </form>
      <Rows of={list} empty={<Empty title={t.history.none} />}>
        {(rows) => (
          <ol class="dossier-history">
            {rows.map((entry, i) => (
              <li key={entry.id ?? i}>
                <When at={entry.at} exact />
                <div>
                  <p>
                    <strong>{known(t.history.deeds, entry.what)}</strong>
                    {entry.who && <span class="muted"> · {entry.who}</span>}
                  </p>
                  <Changes entry={entry} dossier={dossier} />
                </div>
                <a href={`/dossiers/${dossier.id}?at=${encodeURIComponent(entry.at)}`}>{t.history.asItWas}</a>
              </li>
            ))}
          </ol>
        )}
      </Rows>
    </>
  );
}

function Changes(props: { entry: HistoryEntry; dossier: Dossier }) {
  const { t, lang } = useWords();
  const type = useTypes().byId.get(props.dossier.type);
  const say = (field: string, value: unknown): string => {
    if (value === undefined || value === null || value === '') return '–';
    if (field === 'state') return stateName(type, String(value), lang);
    if (typeof value === 'boolean') return value ? t.common.yes : t.common.no;
    if (Array.isArray(value)) return value.map((one) => say(field, one)).join(', ') || '–';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  const said = (field: string, own: boolean, value: FieldValue) => {
    const definition = own ? type?.fields.find((one) => one.key === field) : undefined;
    return definition ? <Value of={definition} value={value} /> : say(field, value);
  };
  // A link has a kind as well as a type may have a field of that name.
  const name = (field: string, own: boolean) =>
    (own && inLang(type?.fields.find((one) => one.key === field)?.label, lang)) || known(t.history.fields, field);
  // The number of a note says nothing to anybody.
  const changes = (props.entry.changes ?? []).filter(
    (one) => one.field !== '(note)' && !((one.from ?? '') === '' && (one.to ?? '') === ''),
  );
  if (changes.length === 0) return null;
  return (
    <dl class="changes">
      {changes.map((change) => {
        const own = /^fields[./]/.test(change.field);
        const field = change.field.replace(/^fields[./]|[()]/g, '');
        return (
          <div key={field}>
            <dt>
              {field.startsWith('people.') ? <ContactName id={Number(field.slice(7))} /> : name(field, own)}
            </dt>
            <dd>
              {change.from !== undefined && change.from !== null && <del>{said(field, own, change.from as FieldValue)}</del>}{' '}
              {field === 'to' && !own ? (
                <DossierName id={Number(change.to ?? change.from)} />
              ) : (
                <ins>{said(field, own, change.to as FieldValue)}</ins>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
