import { useState } from 'preact/hooks';
import { put } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { DossierMapping, FieldMapping, Mapping } from '../../api/moves.ts';
import { Button, Select } from '../../ui/controls.tsx';
import { Loaded, ProblemNote, useAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { known } from '../../words/server.ts';
import { useWords } from '../../words/words.ts';
import { BothLanguages } from '../types/TypeEditor.tsx';

const KINDS = ['text', 'longtext', 'number', 'date', 'boolean'];

/** Which table becomes which type, and which column which field; what is not named here stays as it is. */
export function MappingEditor({ id }: { id: number }) {
  const { t } = useWords();
  const path = `/api/moves/${id}/mapping`;
  const kept = useFetched<Mapping>(path);
  const [draft, setDraft] = useState<Mapping>();
  const action = useAction();
  const save = () =>
    action.run(async () => {
      await put(path, draft);
      kept.set(() => draft!);
      setDraft(undefined);
      kept.reload();
      toast({ text: t.common.saved });
    });
  return (
    <Loaded of={kept}>
      {(mapping) => {
        const now = draft ?? mapping;
        const change = (i: number, part: Partial<DossierMapping>) =>
          setDraft({ ...now, dossiers: now.dossiers.map((one, at) => (at === i ? { ...one, ...part } : one)) });
        return (
          <div class="spaced-top">
            <ProblemNote problem={action.problem} nameOf={(name) => name} />
            {now.dossiers.map((one, i) => (
              <TableMapping key={one.table} of={one} onChange={(part) => change(i, part)} />
            ))}
            <div class="form-foot">
              <Button kind="main" busy={action.busy} disabled={!draft} onClick={() => void save()}>
                {t.common.save}
              </Button>
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

function TableMapping(props: { of: DossierMapping; onChange: (part: Partial<DossierMapping>) => void }) {
  const { t } = useWords();
  const { of, onChange } = props;
  const change = (i: number, part: Partial<FieldMapping>) =>
    onChange({ fields: of.fields.map((one, at) => (at === i ? { ...one, ...part } : one)) });
  return (
    <section class="section">
      <h3 class="mono">{of.table}</h3>
      <BothLanguages label={t.types.name} value={of.name} onInput={(name) => onChange({ name })} />
      <ol class="edit-list spaced-top">
        {of.fields.map((field, i) => (
          <li key={field.column}>
            <p class="mono muted">{field.column}</p>
            <div class="edit-line">
              <BothLanguages
                hiddenLabel
                label={fill(t.moving.fieldOf, { column: field.column })}
                value={field.label}
                onInput={(label) => change(i, { label })}
              />
              <Select
                label={fill(t.moving.kindOf, { column: field.column })}
                value={field.kind}
                options={[...new Set([...KINDS, field.kind])].map((kind) => ({
                  value: kind,
                  label: known(t.types.kinds, kind),
                }))}
                onInput={(kind) => change(i, { kind })}
              />
              <span />
              <span class="edit-actions">
                <Button
                  small
                  kind="quiet"
                  icon="close"
                  label={fill(t.moving.leaveOut, { column: field.column })}
                  onClick={() => onChange({ fields: of.fields.filter((_, at) => at !== i) })}
                />
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
