import { useFetched } from '../api/fetched.ts';
import type { Audience, Group, Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Button, Check, TextField } from '../ui/controls.tsx';
import { Loaded } from '../ui/states.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** Languages offered besides those already in use; any other can still arrive by import. */
export const OFFERED_LANGUAGES = ['fr', 'en', 'rn', 'rw', 'sw', 'ln', 'lg', 'ar', 'pt'];

/** Whom the poll asks: groups, groups left out, languages, fields; with the number it comes to. */
export function AudienceEditor(props: {
  audience: Audience;
  languages: string[];
  onChange: (audience: Audience) => void;
}) {
  const { t, f } = useWords();
  const may = useMay();
  const groups = useFetched<Page<Group>>(may('people.read') ? '/api/groups' : undefined);
  const { audience, onChange } = props;
  const toggle = (list: number[], id: number) =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
  return (
    <div class="audience">
      {may('people.read') && (<Loaded of={groups} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{t.editor.noGroups}</p>
          ) : (
            <div class="audience-groups">
              <fieldset>
                <legend>{t.editor.groups}</legend>
                {items.map((group) => (
                  <Check
                    key={group.id}
                    label={
                      <span class="group-label">
                        {group.name} <span class="muted">{f.number(group.people)}</span>
                      </span>
                    }
                    checked={audience.groups.includes(group.id)}
                    onInput={() =>
                      onChange({ ...audience, groups: toggle(audience.groups, group.id) })
                    }
                  />
                ))}
                <p class="hint">
                  {audience.groups.length === 0
                    ? t.editor.everybodyHint
                    : fill(t.editor.atMost, {
                        people: f.count(
                          t.common.people,
                          items
                            .filter((group) => audience.groups.includes(group.id))
                            .reduce((sum, group) => sum + group.people, 0),
                        ),
                      })}
                </p>
              </fieldset>
              <fieldset>
                <legend>{t.editor.exclude}</legend>
                {items.map((group) => (
                  <Check
                    key={group.id}
                    label={group.name}
                    checked={audience.exclude.includes(group.id)}
                    disabled={audience.groups.includes(group.id)}
                    onInput={() =>
                      onChange({ ...audience, exclude: toggle(audience.exclude, group.id) })
                    }
                  />
                ))}
              </fieldset>
            </div>
          )
        }
      </Loaded>)}
      <fieldset>
        <legend>{t.editor.onlyLanguages}</legend>
        <div class="check-row">
          {[...new Set([...props.languages, ...audience.languages])].map((code) => (
            <Check
              key={code}
              label={f.language(code)}
              checked={audience.languages.includes(code)}
              onInput={(on) =>
                onChange({
                  ...audience,
                  languages: on
                    ? [...audience.languages, code]
                    : audience.languages.filter((one) => one !== code),
                })
              }
            />
          ))}
        </div>
      </fieldset>
      <Conditions audience={audience} onChange={onChange} />
    </div>
  );
}

function Conditions(props: { audience: Audience; onChange: (audience: Audience) => void }) {
  const { t } = useWords();
  const { audience, onChange } = props;
  const change = (at: number, next: { field: string; value: string }) =>
    onChange({ ...audience, fields: audience.fields.map((one, i) => (i === at ? next : one)) });
  return (
    <fieldset>
      <legend>{t.editor.fields}</legend>
      {audience.fields.map((one, i) => (
        <div key={i} class="condition">
          <TextField
            label={t.editor.fieldName}
            hiddenLabel
            placeholder={t.editor.fieldName}
            list="audience-fields"
            value={one.field}
            onInput={(field) => change(i, { ...one, field })}
          />
          <span aria-hidden="true">=</span>
          <TextField
            label={t.editor.fieldValue}
            hiddenLabel
            placeholder={t.editor.fieldValue}
            value={one.value}
            onInput={(value) => change(i, { ...one, value })}
          />
          <Button
            kind="quiet"
            icon="close"
            label={t.common.remove}
            onClick={() =>
              onChange({ ...audience, fields: audience.fields.filter((_, at) => at !== i) })
            }
          />
        </div>
      ))}
      <datalist id="audience-fields">
        <option value="place">{t.editor.place}</option>
      </datalist>
      <Button
        small
        icon="plus"
        onClick={() =>
          onChange({ ...audience, fields: [...audience.fields, { field: 'place', value: '' }] })
        }
      >
        {t.editor.addField}
      </Button>
    </fieldset>
  );
}
