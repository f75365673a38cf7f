import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Page, Token } from '../api/types.ts';
import { useSignedIn } from '../app/session.ts';
import { Badge, CopyText, When } from '../ui/bits.tsx';
import { Button, Check, TextField } from '../ui/controls.tsx';
import { DeleteDialog } from '../ui/DeleteDialog.tsx';
import { Dialog, FormDialog } from '../ui/dialog.tsx';
import { FormProblem, Loaded, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

/** One's own keys for programs. */
export function Tokens() {
  const { t, f } = useWords();
  const tokens = useFetched<Page<Token>>('/api/tokens');
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<Token>();
  const [made, setMade] = useState<Token>();
  return (
    <section class="account-part">
      <div class="section-head">
        <h2>{t.tokens.title}</h2>
        <span class="actions">
          <Button icon="plus" onClick={() => setCreating(true)}>
            {t.tokens.create}
          </Button>
        </span>
      </div>
      <p>{t.tokens.lead}</p>
      <Loaded of={tokens} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{t.tokens.none}</p>
          ) : (
            <ul class="tokens">
              {items.map((token) => (
                <li key={token.id} class="token">
                  <div class="grow">
                    <strong>{token.name}</strong>
                    <p class="small-text muted">{token.permissions.join(', ')}</p>
                    <p class="small-text muted">
                      {t.tokens.expires} {token.expiresAt ? f.date(token.expiresAt) : '–'} ·{' '}
                      {t.tokens.used}{' '}
                      {token.lastUsedAt ? <When at={token.lastUsedAt} /> : t.tokens.never}{' '}
                      {token.expiresAt && Date.parse(token.expiresAt) < Date.now() && (
                        <Badge tone="bad">{t.tokens.expired}</Badge>
                      )}
                    </p>
                  </div>
                  <Button onClick={() => setDeleting(token)}>{t.tokens.delete}</Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {creating && (
        <TokenDialog
          onClose={() => setCreating(false)}
          onMade={(token) => {
            setMade(token);
            tokens.reload();
          }}
        />
      )}
      {made?.secret && (
        <Dialog
          title={t.tokens.secretTitle}
          onClose={() => setMade(undefined)}
          footer={<Button onClick={() => setMade(undefined)}>{t.common.close}</Button>}
        >
          <p>{t.tokens.secretText}</p>
          <CopyText text={made.secret} />
        </Dialog>
      )}
      {deleting && (
        <DeleteDialog
          title={fill(t.tokens.deleteTitle, { name: deleting.name })}
          text={t.tokens.deleteText}
          submit={t.tokens.delete}
          done={t.tokens.deleted}
          path={`/api/tokens/${deleting.id}`}
          onClose={() => setDeleting(undefined)}
          onDone={tokens.reload}
        />
      )}
    </section>
  );
}

const DAY_MS = 86_400_000;
const USUAL_DAYS = 180;
const LONGEST_DAYS = 365;

const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

function TokenDialog(props: { onClose: () => void; onMade: (token: Token) => void }) {
  const words = useWords();
  const { t } = words;
  const { user } = useSignedIn();
  const helps = t.userGroups.helps as Record<string, string>;
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<string[]>([]);
  const [until, setUntil] = useState(dayIn(USUAL_DAYS));
  const action = useAction();
  const create = () =>
    action.run(async () => {
      const expiresAt = new Date(`${until}T23:59:59`).toISOString();
      const made = await post<Token>('/api/tokens', { name: name.trim(), permissions, expiresAt });
      props.onClose();
      props.onMade(made);
    });
  return (
    <FormDialog
      title={t.tokens.create}
      submit={t.tokens.create}
      busy={action.busy}
      disabled={name.trim() === '' || permissions.length === 0 || until === ''}
      onClose={props.onClose}
      onSubmit={() => void create()}
    >
      <FormProblem problem={action.problem} fields={['name', 'expiresAt']} />
      <TextField
        label={t.tokens.name}
        hint={t.tokens.nameHint}
        value={name}
        onInput={setName}
        error={wrongIn(action.problem, 'name', words)}
        required
      />
      <TextField
        label={t.tokens.expires}
        type="date"
        value={until}
        min={dayIn(1)}
        max={dayIn(LONGEST_DAYS)}
        onInput={setUntil}
        error={wrongIn(action.problem, 'expiresAt', words)}
        required
      />
      <fieldset class="plain-set">
        <legend>{t.tokens.permissions}</legend>
        {user.permissions.map((key) => (
          <Check
            key={key}
            label={helps[key] ?? key}
            checked={permissions.includes(key)}
            onInput={(on) =>
              setPermissions(on ? [...permissions, key] : permissions.filter((one) => one !== key))
            }
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
