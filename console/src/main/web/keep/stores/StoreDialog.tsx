import { useState } from 'preact/hooks';
import { post, put } from '../../api/client.ts';
import type { Prices, Store, StoreKind, StoreSettings } from '../../api/stores.ts';
import { Check, Choice, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, useAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { wrongIn } from '../../words/explain.ts';
import { useWords } from '../../words/words.ts';

/** Which settings each kind has, in the order of the form. */
const ASKED: Record<StoreKind, (keyof StoreSettings)[]> = {
  folder: ['folder'],
  smb: ['host', 'share', 'folder', 'domain', 'user'],
  s3: ['endpoint', 'region', 'bucket', 'folder', 'user'],
};
const NEEDED: (keyof StoreSettings)[] = ['host', 'share', 'endpoint', 'bucket', 'user'];
const PRICES: (keyof Prices)[] = ['gbMonth', 'millionWrites', 'gbOut'];

/** Where a store is, who we are there, and what it costs. */
export function StoreDialog(props: { store?: Store; onClose: () => void; onSaved: () => void }) {
  const words = useWords();
  const { t } = words;
  const { store } = props;
  const action = useAction();
  const [kind, setKind] = useState<StoreKind>(store?.kind ?? 'smb');
  const [name, setName] = useState(store?.name ?? '');
  const [settings, setSettings] = useState<StoreSettings>(store?.settings ?? {});
  const [secret, setSecret] = useState('');
  const [prices, setPrices] = useState<Record<string, string>>(() =>
    Object.fromEntries(PRICES.map((key) => [key, String(store?.prices?.[key] ?? '')])),
  );
  const save = () =>
    action.run(async () => {
      const numbers = Object.fromEntries(
        PRICES.map((key) => [key, prices[key] === '' ? undefined : Number(prices[key]!.replace(',', '.'))]),
      );
      const body = {
        name: name.trim(),
        kind,
        settings: kept(kind, settings),
        secret: secret === '' ? undefined : secret,
        prices: numbers,
      };
      await (store ? put(`/api/file-stores/${store.id}`, body) : post('/api/file-stores', body));
      props.onSaved();
      props.onClose();
      toast({ text: t.common.saved });
    });
  const wrong = (field: string) =>
    wrongIn(action.problem, field, words) ?? wrongIn(action.problem, `settings.${field}`, words);
  return (
    <FormDialog
      title={store ? store.name : t.stores.add}
      submit={store ? t.common.save : t.stores.add}
      busy={action.busy}
      disabled={name.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['name', ...ASKED[kind]]} />
      {!store && (
        <Choice
          label={t.stores.kind}
          value={kind}
          onInput={(next) => setKind(next as StoreKind)}
          options={(Object.keys(ASKED) as StoreKind[]).map((one) => ({ value: one, label: t.stores.kinds[one] }))}
        />
      )}
      <TextField label={t.stores.name} value={name} onInput={setName} error={wrong('name')} maxlength={60} required />
      {ASKED[kind].map((key) => (
        <TextField
          key={key}
          label={kind === 's3' && key === 'user' ? t.stores.settings.keyId : t.stores.settings[key as 'host']}
          hint={key === 'folder' && kind === 'folder' ? t.stores.folderHint : undefined}
          value={String(settings[key] ?? '')}
          onInput={(value) => setSettings({ ...settings, [key]: value })}
          error={wrong(key)}
          required={NEEDED.includes(key) || kind === 'folder'}
          optional={!NEEDED.includes(key) && kind !== 'folder'}
        />
      ))}
      {kind !== 'folder' && (
        <TextField
          label={kind === 's3' ? t.stores.settings.secretKey : t.stores.settings.password}
          hint={store?.hasSecret ? t.stores.secretKept : undefined}
          type="password"
          autocomplete="new-password"
          value={secret}
          onInput={setSecret}
          error={wrong('secret')}
        />
      )}
      {kind === 'smb' && (
        <Check
          label={t.stores.encrypt}
          checked={settings.encrypt ?? false}
          onInput={(encrypt) => setSettings({ ...settings, encrypt })}
        />
      )}
      <details>
        <summary>{t.stores.prices}</summary>
        <div class="form-row spaced-top">
          {PRICES.map((key) => (
            <TextField
              key={key}
              label={t.stores.price[key]}
              inputmode="decimal"
              value={prices[key]!}
              onInput={(value) => setPrices({ ...prices, [key]: value })}
            />
          ))}
        </div>
      </details>
    </FormDialog>
  );
}

/** Only what the kind has, and nothing that is empty. */
function kept(kind: StoreKind, settings: StoreSettings): StoreSettings {
  const asked: (keyof StoreSettings)[] = [...ASKED[kind], 'port', 'encrypt', 'pathStyle', 'checksums'];
  return Object.fromEntries(
    asked.filter((key) => settings[key] !== undefined && settings[key] !== '').map((key) => [key, settings[key]]),
  );
}
