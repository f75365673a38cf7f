import { useState } from 'preact/hooks';
import { put } from '../../api/client.ts';
import type { Dossier, FieldDefinition, FieldValue, FieldValues } from '../../api/vault.ts';
import { When } from '../../ui/bits.tsx';
import { Button, Check, TextField } from '../../ui/controls.tsx';
import { useKeys } from '../../ui/keys.ts';
import { FormProblem, useAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { wrongIn } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';
import { tagsOf } from '../ManyDossiers.tsx';
import { inLang } from '../texts.ts';
import { useTypes } from '../useTypes.ts';
import { ContactName } from './ContactName.tsx';
import { FieldInputs, problemField, withoutEmpty } from './FieldInput.tsx';

/** What is known: read, and changed in the same place. */
export function DossierFields(props: { dossier: Dossier; writes: boolean; reload: () => void }) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  useKeys({ e: () => props.writes && setEditing(true) });
  return (
    <section class="dossier-fields">
      <div class="section-head">
        <h2>{t.dossiers.fields}</h2>
        {props.writes && !editing && (
          <div class="actions">
            <Button small icon="pen" onClick={() => setEditing(true)}>
              {t.common.edit}
            </Button>
          </div>
        )}
      </div>
      {editing ? <Form {...props} onDone={() => setEditing(false)} /> : <Facts dossier={props.dossier} />}
    </section>
  );
}

function Facts({ dossier }: { dossier: Dossier }) {
  const { t, lang } = useWords();
  const definitions = useTypes().byId.get(dossier.type)?.fields ?? [];
  const known = new Set(definitions.map((one) => one.key));
  const others = Object.entries(dossier.fields).filter(([key]) => !known.has(key));
  return (
    <dl class="facts">
      {definitions.map((definition) => (
        <div key={definition.key}>
          <dt>{inLang(definition.label, lang)}</dt>
          <dd>
            <Value of={definition} value={dossier.fields[definition.key]} />
          </dd>
        </div>
      ))}
      {others.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
      <div>
        <dt>{t.dossiers.created}</dt>
        <dd>
          <When at={dossier.createdAt} exact />
          {typeof dossier.createdBy === 'string' && ` · ${dossier.createdBy}`}
        </dd>
      </div>
      <div>
        <dt>{t.dossiers.changed}</dt>
        <dd>
          <When at={dossier.changedAt} exact />
        </dd>
      </div>
    </dl>
  );
}

/** A field as people read it. */
export function Value(props: { of: FieldDefinition; value: FieldValue }) {
  const { t, f, lang } = useWords();
  const { of, value } = props;
  if (value === undefined || value === null || value === '') return <span class="muted">–</span>;
  const choice = (key: string) => inLang(of.choices?.find((one) => one.key === key)?.label, lang) || key;
  switch (of.kind) {
    case 'boolean':
      return <>{value ? t.common.yes : t.common.no}</>;
    case 'choice':
      return <>{choice(String(value))}</>;
    case 'choices':
      return <>{(Array.isArray(value) ? value : []).map(choice).join(', ') || '–'}</>;
    case 'date':
      return <>{f.date(String(value), new Date(0))}</>;
    case 'number':
      return <>{typeof value === 'number' ? f.number(value) : String(value)}</>;
    case 'person':
      return <ContactName id={Number(value)} />;
    case 'email':
      return <a href={`mailto:${String(value)}`}>{String(value)}</a>;
    case 'longtext':
      return <span class="as-written">{String(value)}</span>;
    default:
      return <>{String(value)}</>;
  }
}

function Form(props: { dossier: Dossier; reload: () => void; onDone: () => void }) {
  const words = useWords();
  const { t, lang } = words;
  // What one sees stays as it was when the form opened: somebody else's change is told, not mixed in.
  const [based, setBased] = useState(props.dossier);
  const definitions = useTypes().byId.get(based.type)?.fields ?? [];
  const [title, setTitle] = useState(based.title);
  const [tags, setTags] = useState(based.tags.join(', '));
  const [confidential, setConfidential] = useState(based.confidential ?? false);
  const [fields, setFields] = useState<FieldValues>(based.fields);
  const action = useAction();
  const problem = problemField(action.problem);
  const conflict = problem?.code === 'changed-meanwhile';
  const save = (version: number) =>
    action.run(async () => {
      await put(`/api/dossiers/${based.id}`, {
        version,
        title: title.trim(),
        fields: withoutEmpty(fields),
        confidential,
        tags: tagsOf(tags),
      });
      props.reload();
      props.onDone();
      toast({ text: t.common.saved });
    });
  const newer = props.dossier.version !== based.version;
  const theirs = definitions.filter(
    (one) => JSON.stringify(props.dossier.fields[one.key]) !== JSON.stringify(based.fields[one.key]),
  );
  const shown = ['title', 'tags', ...definitions.map((one) => one.key)];
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(based.version);
      }}
    >
      {(conflict || newer) && (
        <div class="note wrong" role="alert">
          <div class="grow">
            <p>{t.dossiers.conflict}</p>
            {theirs.map((one) => (
              <p key={one.key}>
                {inLang(one.label, lang)} : <Value of={one} value={props.dossier.fields[one.key]} />
              </p>
            ))}
          </div>
          {newer ? (
            <Button
              small
              onClick={() => {
                // Mine wins where I changed something; theirs stays where I did not.
                const merged = { ...props.dossier.fields };
                for (const one of definitions) {
                  const mine = fields[one.key];
                  if (JSON.stringify(mine) !== JSON.stringify(based.fields[one.key])) merged[one.key] = mine;
                }
                if (title === based.title) setTitle(props.dossier.title);
                if (tags === based.tags.join(', ')) setTags(props.dossier.tags.join(', '));
                setFields(merged);
                setBased(props.dossier);
                action.clear();
              }}
            >
              {t.dossiers.merge}
            </Button>
          ) : (
            <Button small icon="refresh" onClick={props.reload}>
              {t.dossiers.showTheirs}
            </Button>
          )}
        </div>
      )}
      {!conflict && <FormProblem problem={problem} fields={shown} />}
      <TextField
        label={t.dossiers.titleField}
        value={title}
        onInput={setTitle}
        error={wrongIn(problem, 'title', words)}
        maxlength={200}
        required
        autofocus
      />
      <FieldInputs definitions={definitions} values={fields} onChange={setFields} problem={problem} />
      <TextField
        label={t.dossiers.tags}
        hint={t.dossiers.tagsHint}
        value={tags}
        onInput={setTags}
        error={wrongIn(problem, 'tags', words)}
        optional
      />
      <Check
        label={t.dossiers.confidential}
        hint={t.dossiers.confidentialHelp}
        checked={confidential}
        onInput={setConfidential}
      />
      <div class="form-foot">
        <Button kind="main" type="submit" busy={action.busy} disabled={title.trim() === '' || newer}>
          {t.common.save}
        </Button>
        <Button onClick={props.onDone}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}
