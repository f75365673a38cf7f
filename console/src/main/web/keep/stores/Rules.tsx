import { useEffect, useState } from 'preact/hooks';
import { post, put } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Store, StoreRule, WhatIf } from '../../api/stores.ts';
import type { Page } from '../../api/types.ts';
import { Button, Check, Select, TextField } from '../../ui/controls.tsx';
import { Empty, Loaded, ProblemNote, useAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { CostBars } from './CostBars.tsx';
import { StoresHead } from './StoresHead.tsx';

const MB = 1_000_000;

/** How many copies, where, and what is cold; and what another choice would cost. */
export function StoreRules() {
  const stores = useFetched<Page<Store>>('/api/file-stores');
  const rules = useFetched<{ rules: StoreRule[] }>('/api/file-store-policies');
  return (
    <>
      <StoresHead />
      <Loaded of={stores}>
        {({ items }) => (
          <Loaded of={rules}>
            {(kept) => <Editor kept={kept.rules} stores={items} reload={rules.reload} />}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function Editor(props: { kept: StoreRule[]; stores: Store[]; reload: () => void }) {
  const { t } = useWords();
  const [rules, setRules] = useState(props.kept);
  useEffect(() => setRules(props.kept), [props.kept]);
  const saving = useAction();
  const asking = useAction();
  const [whatIf, setWhatIf] = useState<WhatIf>();
  const changed = JSON.stringify(rules) !== JSON.stringify(props.kept);
  const change = (i: number, part: Partial<StoreRule>) => {
    setWhatIf(undefined);
    setRules(rules.map((one, at) => (at === i ? { ...one, ...part } : one)));
  };
  const add = () => {
    const last = rules.length === 0;
    const made: StoreRule = {
      name: last ? t.stores.everything : t.stores.cold,
      minAgeDays: last ? 0 : 365,
      minBytes: 0,
      copies: 1,
      quorum: 1,
      stores: props.stores.slice(0, 1).map((store) => store.id),
    };
    setRules([made, ...rules]);
  };
  const save = () =>
    saving.run(async () => {
      await put('/api/file-store-policies', { rules });
      props.reload();
      toast({ text: t.common.saved });
    });
  const ask = () =>
    void asking.run(async () => {
      setWhatIf(await post<WhatIf>('/api/file-store-policies/what-if', { rules }));
    });
  return (
    <>
      <p class="lead page-lead">{t.stores.rulesLead}</p>
      <ProblemNote problem={saving.problem ?? asking.problem} />
      {rules.length === 0 && <Empty title={t.stores.noRules}>{t.stores.noRulesText}</Empty>}
      <ol class="edit-list store-rules">
        {rules.map((rule, i) => (
          <li key={i}>
            <RuleForm
              rule={rule}
              last={i === rules.length - 1}
              stores={props.stores}
              onChange={(part) => change(i, part)}
              onDrop={() => setRules(rules.filter((_, at) => at !== i))}
            />
          </li>
        ))}
      </ol>
      <div class="form-foot">
        <Button icon="plus" onClick={add}>
          {t.stores.addRule}
        </Button>
        <Button busy={asking.busy} onClick={ask}>
          {t.stores.whatIf}
        </Button>
        <Button kind="main" busy={saving.busy} disabled={!changed} onClick={() => void save()}>
          {t.common.save}
        </Button>
      </div>
      {whatIf && <CostBars of={whatIf} />}
    </>
  );
}

/** The stores of a rule in its order, then those that are not in it. */
function byPreference(stores: Store[], chosen: number[]): Store[] {
  const place = (store: Store) => (chosen.includes(store.id) ? chosen.indexOf(store.id) : stores.length);
  return [...stores].sort((a, b) => place(a) - place(b));
}

function RuleForm(props: {
  rule: StoreRule;
  last: boolean;
  stores: Store[];
  onChange: (part: Partial<StoreRule>) => void;
  onDrop: () => void;
}) {
  const { t, f } = useWords();
  const { rule, onChange } = props;
  const number = (text: string) => Math.max(0, Number(text.replace(',', '.')) || 0);
  const counts = (most: number) =>
    Array.from({ length: Math.max(1, most) }, (_, i) => ({ value: String(i + 1), label: f.number(i + 1) }));
  return (
    <div class="store-rule">
      <TextField label={t.stores.ruleName} value={rule.name} onInput={(name) => onChange({ name })} maxlength={60} />
      <TextField
        label={t.stores.fromAge}
        inputmode="numeric"
        suffix={t.stores.days}
        value={String(rule.minAgeDays)}
        disabled={props.last && rule.minAgeDays === 0}
        onInput={(text) => onChange({ minAgeDays: Math.round(number(text)) })}
      />
      <TextField
        label={t.stores.fromSize}
        inputmode="decimal"
        suffix={t.stores.megabytes}
        value={String(rule.minBytes / MB)}
        disabled={props.last && rule.minBytes === 0}
        onInput={(text) => onChange({ minBytes: Math.round(number(text) * MB) })}
      />
      <fieldset class="plain-set">
        <legend>{t.stores.inStores}</legend>
        {byPreference(props.stores, rule.stores).map((store) => {
          const at = rule.stores.indexOf(store.id);
          return (
            <span key={store.id} class="store-choice">
              <Check
                label={store.name}
                checked={at >= 0}
                onInput={(on) => {
                  const stores = on ? [...rule.stores, store.id] : rule.stores.filter((id) => id !== store.id);
                  const copies = Math.max(1, on ? stores.length : Math.min(rule.copies, stores.length));
                  onChange({ stores, copies, quorum: Math.min(rule.quorum, copies) });
                }}
              />
              {at > 0 && (
                <Button
                  small
                  kind="quiet"
                  icon="up"
                  label={fill(t.stores.prefer, { name: store.name })}
                  onClick={() => onChange({ stores: [store.id, ...rule.stores.filter((id) => id !== store.id)] })}
                />
              )}
            </span>
          );
        })}
      </fieldset>
      <label class="field">
        <span class="field-name">{t.stores.copies}</span>
        <Select
          label={t.stores.copies}
          value={String(rule.copies)}
          options={counts(rule.stores.length)}
          onInput={(text) => onChange({ copies: Number(text), quorum: Math.min(rule.quorum, Number(text)) })}
        />
      </label>
      <label class="field">
        <span class="field-name">{t.stores.quorum}</span>
        <Select
          label={t.stores.quorum}
          value={String(rule.quorum)}
          options={counts(rule.copies)}
          onInput={(text) => onChange({ quorum: Number(text) })}
        />
      </label>
      <Button small kind="quiet" icon="close" label={t.common.remove} onClick={props.onDrop} />
    </div>
  );
}
