import type { StateDefinition, Transition, TypeDefinition } from '../../api/vault.ts';
import { Button, Check, Select } from '../../ui/controls.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { inLang } from '../texts.ts';
import { newKey } from './draft.ts';
import { useUserGroups } from './GrantsEditor.tsx';
import { BothLanguages } from './TypeEditor.tsx';
import { Workflow } from './Workflow.tsx';

/** States, the ways between them, and who may go which way; drawn as it stands. */
export function StatesEditor(props: {
  draft: TypeDefinition;
  onChange: (part: Partial<TypeDefinition>) => void;
}) {
  const { t, lang } = useWords();
  const { draft, onChange } = props;
  const { states, transitions } = draft;
  const name = (key: string) => inLang(states.find((one) => one.key === key)?.label, lang) || key;
  const change = (i: number, part: Partial<StateDefinition>) =>
    onChange({ states: states.map((one, at) => (at === i ? { ...one, ...part } : one)) });
  const drop = (state: StateDefinition) =>
    onChange({
      states: states.filter((one) => one !== state),
      transitions: transitions.filter((one) => one.from !== state.key && one.to !== state.key),
    });
  return (
    <>
      <Workflow states={states} transitions={transitions} initial={draft.initial} />
      <ol class="edit-list">
        {states.map((state, i) => (
          <li key={state.key}>
            <div class="edit-line">
              <BothLanguages
                hiddenLabel
                label={t.types.state}
                value={state.label}
                onInput={(label) => change(i, { label })}
              />
              <label class="check">
                <input
                  type="radio"
                  name="initial"
                  checked={draft.initial === state.key}
                  onChange={() => onChange({ initial: state.key })}
                />
                <span>{t.types.initial}</span>
              </label>
              <Check
                label={t.types.closed}
                checked={state.closed ?? false}
                onInput={(closed) => change(i, { closed })}
              />
              <span class="edit-actions">
                <Button
                  small
                  kind="quiet"
                  icon="close"
                  label={`${t.common.remove} ${name(state.key)}`}
                  disabled={states.length === 1 || draft.initial === state.key}
                  onClick={() => drop(state)}
                />
              </span>
            </div>
          </li>
        ))}
      </ol>
      <Button
        icon="plus"
        onClick={() =>
          onChange({
            states: [...states, { key: newKey(states.map((one) => one.key)), label: {}, closed: false }],
          })
        }
      >
        {t.types.addState}
      </Button>
      <h3 class="spaced-top">{t.types.ways}</h3>
      <Ways states={states} ways={transitions} name={name} onChange={(next) => onChange({ transitions: next })} />
    </>
  );
}

function Ways(props: {
  states: StateDefinition[];
  ways: Transition[];
  name: (key: string) => string;
  onChange: (ways: Transition[]) => void;
}) {
  const { t } = useWords();
  const groups = useUserGroups();
  const { states, ways, name, onChange } = props;
  return (
    <ul class="ways">
      {states.map((from) => (
        <li key={from.key}>
          <strong>{name(from.key)}</strong>
          <div class="ways-to">
            {states
              .filter((to) => to !== from)
              .map((to) => {
                const way = ways.find((one) => one.from === from.key && one.to === to.key);
                return (
                  <div key={to.key} class="way">
                    <Check
                      label={`→ ${name(to.key)}`}
                      checked={way !== undefined}
                      onInput={(on) =>
                        onChange(
                          on
                            ? [...ways, { from: from.key, to: to.key, groups: [] }]
                            : ways.filter((one) => one !== way),
                        )
                      }
                    />
                    {way && groups.length > 0 && (
                      <Select
                        small
                        label={fill(t.types.whoMay, { from: name(from.key), to: name(to.key) })}
                        value={String(way.groups?.[0] ?? '')}
                        onInput={(group) =>
                          onChange(
                            ways.map((one) =>
                              one === way ? { ...one, groups: group === '' ? [] : [Number(group)] } : one,
                            ),
                          )
                        }
                        options={[
                          { value: '', label: t.types.everybody },
                          ...groups.map((group) => ({ value: String(group.id), label: group.name })),
                        ]}
                      />
                    )}
                  </div>
                );
              })}
          </div>
        </li>
      ))}
    </ul>
  );
}
