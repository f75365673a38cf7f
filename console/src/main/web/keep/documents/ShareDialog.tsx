import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import { useFetched } from '../../api/fetched.ts';
import type { Page } from '../../api/types.ts';
import type { Share, VaultDocument } from '../../api/vault.ts';
import { CopyText, When } from '../../ui/bits.tsx';
import { Button, TextField } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { FormProblem, useAction } from '../../ui/states.tsx';
import { wrongIn } from '../../words/explain.ts';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';

const DAY_MS = 86_400_000;
const DAYS = 7;

/** Links for people without an account: until a day, with a password, so many times. */
export function ShareDialog(props: { document: VaultDocument; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const action = useAction();
  const path = `/api/documents/${props.document.id}/shares`;
  const shares = useFetched<Page<Share>>(path);
  const [until, setUntil] = useState(new Date(Date.now() + DAYS * DAY_MS).toISOString().slice(0, 10));
  const [password, setPassword] = useState('');
  const [most, setMost] = useState('');
  const [made, setMade] = useState<Share>();
  const create = () =>
    action.run(async () => {
      const share = await post<Share>(path, {
        // To the end of that day, by the reader's own clock.
        expiresAt: new Date(`${until}T23:59:59`).toISOString(),
        password: password === '' ? undefined : password,
        most: most === '' ? undefined : Number(most),
      });
      setMade(share);
      setPassword('');
      shares.reload();
    });
  const end = (share: Share) =>
    void action.run(async () => {
      await remove(`/api/shares/${share.id}`);
      if (made?.id === share.id) setMade(undefined);
      shares.reload();
    });
  const address = made && (made.url ?? (made.token ? `/s/${made.token}` : undefined));
  return (
    <FormDialog
      title={fill(t.shares.title, { name: props.document.name })}
      submit={t.shares.create}
      busy={action.busy}
      disabled={until === ''}
      onClose={props.onClose}
      onSubmit={() => void create()}
    >
      <FormProblem problem={action.problem} fields={['expiresAt', 'password', 'most']} />
      {address !== undefined && (
        <div class="note" role="status">
          <div class="grow">
            <p>{t.shares.made}</p>
            <CopyText text={new URL(address, location.href).href} />
          </div>
        </div>
      )}
      <div class="form-row">
        <TextField
          label={t.shares.until}
          type="date"
          value={until}
          onInput={setUntil}
          error={wrongIn(action.problem, 'expiresAt', words)}
          required
        />
        <TextField
          label={t.shares.most}
          inputmode="numeric"
          value={most}
          onInput={setMost}
          error={wrongIn(action.problem, 'most', words)}
          optional
        />
      </div>
      <TextField
        label={t.shares.password}
        hint={t.shares.passwordHint}
        type="password"
        autocomplete="new-password"
        value={password}
        onInput={setPassword}
        error={wrongIn(action.problem, 'password', words)}
        optional
      />
      {(shares.data?.items.length ?? 0) > 0 && (
        <fieldset class="plain-set">
          <legend>{t.shares.there}</legend>
          <ul class="plain-list">
            {shares.data!.items.map((share) => (
              <li key={share.id}>
                <span class="grow">
                  {t.shares.untilWord} <When at={share.expiresAt} exact />
                  <span class="under muted">
                    {[
                      share.password ? t.shares.withPassword : '',
                      share.most
                        ? fill(t.shares.usedOf, { n: share.used ?? 0, most: share.most })
                        : fill(t.shares.used, { n: share.used ?? 0 }),
                      share.createdBy ?? '',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                <Button small onClick={() => end(share)}>
                  {t.shares.end}
                </Button>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </FormDialog>
  );
}
