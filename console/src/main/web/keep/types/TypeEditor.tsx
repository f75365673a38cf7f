import { useId, useState } from 'preact/hooks';
import { post, put } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Texts } from '../../api/types.ts';
import type { DossierType, TypeDefinition } from '../../api/vault.ts';
import { navigate } from '../../app/router.ts';
import { Button, SelectField, TextField } from '../../ui/controls.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Loaded, ProblemNote, useAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { wrongIn } from '../../words/explain.ts';
import { fill } from '../../words/formats.ts';
import { useWords, type Speech } from '../../words/words.ts';
import { inLang } from '../texts.ts';
import { definitionOf, EMPTY, numberExample, TEMPLATES, withKeys } from './draft.ts';
import { FieldsEditor } from './FieldsEditor.tsx';
import { GrantsEditor } from './GrantsEditor.tsx';
import { StatesEditor } from './StatesEditor.tsx';
import { way } from './Types.tsx';
import { TypeHolds } from '../Holds.tsx';

/** A new type begins with one of the templates, or with nothing. */
export function NewType() {
  const { t, f, lang } = useWords();
  const [from, setFrom] = useState<TypeDefinition>();
  if (from) return <Editor draft={from} />;
  return (
    <>
      <PageHead
        title={t.types.create}
        lead={t.types.templateLead}
        back={{ href: '/keep/types', label: t.types.title }}
      />
      <ul class="templates">
        {[...TEMPLATES, EMPTY].map((one) => (
          <li key={one.key}>
            <button type="button" onClick={() => setFrom(one)}>
              <strong>{one === EMPTY ? t.types.empty : inLang(one.name, lang)}</strong>
              <span class="muted">
                {one === EMPTY
                  ? t.types.emptyText
                  : [f.count(t.types.fieldCount, one.fields.length), way(one, lang)].join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function EditType({ id }: { id: string }) {
  const found = useFetched<DossierType>(`/api/dossier-types/${id}`);
  return <Loaded of={found}>{(type) => <Editor draft={type} id={type.id} />}</Loaded>;
}

function Editor(props: { draft: TypeDefinition | DossierType; id?: number }) {
  const words = useWords();
  const { t, lang } = words;
  const [draft, setDraft] = useState<TypeDefinition>(() => definitionOf(props.draft));
  const version = 'version' in props.draft ? props.draft.version : undefined;
  const action = useAction();
  const form = useId();
  const change = (part: Partial<TypeDefinition>) => setDraft({ ...draft, ...part });
  const { problem } = action;
  const save = () =>
    action.run(async () => {
      const body = {
        ...withKeys(draft),
        grants: draft.grants?.map(({ group, level }) => ({ group, level })),
        ...(version === undefined ? {} : { version }),
      };
      if (props.id) await put(`/api/dossier-types/${props.id}`, body);
      else await post('/api/dossier-types', body);
      toast({ text: t.common.saved });
      navigate('/keep/types');
    });
  return (
    <div class="type-editor">
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <PageHead
          title={inLang(draft.name, lang) || t.types.create}
          back={{ href: '/keep/types', label: t.types.title }}
        />
        <ProblemNote problem={problem} nameOf={(field) => placeOf(field, draft, words)} />
        <section class="form narrow-form">
          <BothLanguages label={t.types.name} value={draft.name} onInput={(name) => change({ name })} />
          <TextField
            label={t.types.number}
            hint={fill(t.types.numberHint, { example: numberExample(draft.number, new Date().getFullYear()) })}
            value={draft.number}
            onInput={(number) => change({ number })}
            error={wrongIn(problem, 'number', words)}
            maxlength={40}
            required
          />
        </section>
        <section class="section">
          <h2>{t.types.fields}</h2>
          <FieldsEditor fields={draft.fields} onChange={(fields) => change({ fields })} />
        </section>
        <section class="section">
          <h2>{t.types.workflow}</h2>
          <StatesEditor draft={draft} onChange={change} />
        </section>
        <section class="section">
          <h2>{t.access.title}</h2>
          <p class="muted">{t.types.grantsLead}</p>
          <GrantsEditor grants={draft.grants ?? []} onChange={(grants) => change({ grants })} />
        </section>
        <section class="section narrow-form">
          <h2>{t.types.retention}</h2>
          <p class="muted">{t.types.retentionLead}</p>
          <div class="form-row">
            <TextField
              label={t.types.years}
              inputmode="numeric"
              value={draft.retention?.years === undefined ? '' : String(draft.retention.years)}
              onInput={(years) =>
                change({
                  retention: /^\d{1,3}$/.test(years)
                    ? { from: draft.retention?.from ?? 'closed', years: Number(years) }
                    : undefined,
                })
              }
              error={wrongIn(problem, 'retention', words)}
              optional
            />
            <SelectField
              label={t.types.from}
              value={draft.retention?.from ?? 'closed'}
              disabled={!draft.retention}
              onInput={(from) => change({ retention: { ...draft.retention, from: from as 'closed' } })}
              options={[
                { value: 'closed', label: t.types.fromClosed },
                { value: 'created', label: t.types.fromCreated },
              ]}
            />
          </div>
        </section>
      </form>
      {props.id && <TypeHolds id={props.id} />}
      <div class="save-bar save-row">
        <Button kind="main" type="submit" form={form} busy={action.busy}>
          {t.common.save}
        </Button>
        <Button onClick={() => navigate('/keep/types')}>{t.common.cancel}</Button>
      </div>
    </div>
  );
}

/** Which part of the form the server means: "Fields 3 (Amount)". */
export function placeOf(field: string, draft: TypeDefinition, { t, lang }: Speech): string {
  const at = /^(fields|states|transitions)\[(\d+)]/.exec(field);
  const plain: Record<string, string> = {
    key: t.types.name,
    name: t.types.name,
    number: t.types.number,
    fields: t.types.fields,
    states: t.types.states,
    initial: t.types.initial,
    transitions: t.types.ways,
    retention: t.types.retention,
    grants: t.access.title,
  };
  if (!at) return `${plain[field] ?? field}:`;
  const i = Number(at[2]);
  const label = at[1] === 'fields' ? draft.fields[i]?.label : at[1] === 'states' ? draft.states[i]?.label : {};
  const called = inLang(label, lang);
  return `${plain[at[1]!]} ${i + 1}${called === '' ? '' : ` (${called})`}:`;
}

/** A name in French and in English, side by side. */
export function BothLanguages(props: {
  label: string;
  value: Texts;
  onInput: (value: Texts) => void;
  hiddenLabel?: boolean;
}) {
  return (
    <div class="form-row both">
      {(['fr', 'en'] as const).map((lang) => (
        <TextField
          key={lang}
          label={`${props.label} (${lang})`}
          hiddenLabel={props.hiddenLabel}
          placeholder={props.hiddenLabel ? `${props.label} (${lang})` : undefined}
          lang={lang}
          value={props.value[lang] ?? ''}
          onInput={(text) => props.onInput({ ...props.value, [lang]: text })}
          maxlength={100}
        />
      ))}
    </div>
  );
}
