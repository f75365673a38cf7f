import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Store, StoreState } from '../../api/stores.ts';
import type { Page } from '../../api/types.ts';
import { Bars } from '../../charts/Bars.tsx';
import { Badge, MiniBar, When } from '../../ui/bits.tsx';
import { Button } from '../../ui/controls.tsx';
import { DeleteDialog } from '../../ui/DeleteDialog.tsx';
import { useEvery } from '../../ui/every.ts';
import { Menu } from '../../ui/menu.tsx';
import { Loaded, useQuickAction } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';
import { StoreDialog } from './StoreDialog.tsx';
import { StoresHead } from './StoresHead.tsx';

const LOOK_MS = 10_000;
const TONES: Record<StoreState, 'good' | 'bad' | 'wait' | 'none'> = {
  up: 'good',
  new: 'wait',
  full: 'bad',
  away: 'bad',
  wrong: 'bad',
  elsewhere: 'none',
};

/** Every place where contents lie, and how it is. */
export function Stores() {
  const { t } = useWords();
  const quick = useQuickAction();
  const stores = useFetched<Page<Store>>('/api/file-stores', 'stores');
  useEvery(LOOK_MS, stores.reload);
  const [editing, setEditing] = useState<Store | 'new'>();
  const [leaving, setLeaving] = useState<Store>();
  const verify = () =>
    void quick(async () => {
      await post('/api/file-stores/verify');
      stores.reload();
      toast({ text: t.stores.verifying });
    });
  return (
    <>
      <StoresHead
        actions={
          <>
            <Button icon="shield" onClick={verify}>
              {t.stores.verify}
            </Button>
            <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
              {t.stores.add}
            </Button>
          </>
        }
      />
      <Loaded of={stores}>
        {({ items }) => (
          <>
            <ul class="channels">
              {items.map((store) => (
                <Card key={store.id} store={store} onEdit={setEditing} onLeave={setLeaving} />
              ))}
            </ul>
            {items.length === 1 && <p class="lead section">{t.stores.oneOnly}</p>}
          </>
        )}
      </Loaded>
      {editing && (
        <StoreDialog
          store={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={stores.reload}
        />
      )}
      {leaving && (
        <DeleteDialog
          title={fill(t.stores.removeTitle, { name: leaving.name })}
          text={t.stores.removeText}
          submit={t.common.remove}
          done={t.stores.removed}
          path={`/api/file-stores/${leaving.id}`}
          onClose={() => setLeaving(undefined)}
          onDone={stores.reload}
        />
      )}
    </>
  );
}

function Card(props: {
  store: Store;
  onEdit: (store: Store) => void;
  onLeave: (store: Store) => void;
}) {
  const { t, f } = useWords();
  const { store } = props;
  const where = address(store);
  const figures: [string, string | undefined][] = [
    [t.stores.held, f.bytes(store.bytes)],
    [t.stores.objects, f.number(store.blobs)],
    [t.stores.free, store.freeBytes === undefined ? undefined : f.bytes(store.freeBytes)],
    [t.stores.waiting, store.waiting > 0 ? f.number(store.waiting) : undefined],
  ];
  return (
    <li class="channel">
      <div class="channel-head">
        <h2>{store.name}</h2>
        <Badge tone={TONES[store.state] ?? 'none'}>{t.stores.states[store.state] ?? store.state}</Badge>
        <span class="muted">
          {t.stores.kinds[store.kind] ?? store.kind}
          {where && ` · ${where}`}
        </span>
        {!store.own && (
          <span class="store-menu">
            <Menu label={t.common.more}>
              <button type="button" onClick={() => props.onEdit(store)}>
                {t.common.edit}
              </button>
              <button type="button" class="danger" onClick={() => props.onLeave(store)}>
                {t.common.remove}
              </button>
            </Menu>
          </span>
        )}
      </div>
      {store.state !== 'up' && store.detail && (
        <p class="channel-detail field-error">
          {store.detail}
          {store.since && (
            <>
              {' · '}
              <When at={store.since} />
            </>
          )}
        </p>
      )}
      {store.freeBytes !== undefined && store.bytes + store.freeBytes > 0 && (
        <p class="store-fill">
          <MiniBar
            share={store.bytes / (store.bytes + store.freeBytes)}
            label={fill(t.stores.fill, { held: f.bytes(store.bytes), free: f.bytes(store.freeBytes) })}
          />
        </p>
      )}
      <dl class="channel-figures">
        {figures.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        <div>
          <dt>{t.stores.verified}</dt>
          <dd>{store.lastVerified ? <When at={store.lastVerified} /> : t.proof.notYet}</dd>
        </div>
      </dl>
      {store.blobs > 0 && <Checked of={store} />}
    </li>
  );
}

const AGES = ['day', 'week', 'month', 'before', 'never'] as const;

/** How much of it was read again how long ago: what nobody has looked at may be damaged. */
function Checked({ of }: { of: Store }) {
  const { t } = useWords();
  const all = AGES.reduce((sum, age) => sum + of.checked[age], 0);
  if (all === 0) return null;
  return (
    <section class="store-checked">
      <h3>{t.stores.checked}</h3>
      <Bars
        caption={`${of.name} : ${t.stores.checked}`}
        heads={{ name: t.stores.verified, count: t.stores.copiesOf }}
        bars={AGES.filter((age) => of.checked[age] > 0).map((age) => ({
          key: age,
          name: t.stores.ages[age],
          color: age === 'never' || age === 'before' ? 'var(--edge)' : 'var(--accent)',
          people: of.checked[age],
          share: of.checked[age] / all,
          faint: age === 'never',
        }))}
      />
    </section>
  );
}

function address({ kind, settings }: Store): string {
  if (kind === 'smb') return `\\\\${settings.host ?? ''}\\${settings.share ?? ''}`;
  if (kind === 's3') return [settings.endpoint, settings.bucket].filter(Boolean).join('/');
  return settings.folder ?? '';
}
