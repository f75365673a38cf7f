import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Me } from '../api/types.ts';
import { useSignedIn } from '../app/session.ts';
import { applyTheme, themeOf, type Theme } from '../app/theme.ts';
import { Button, Check, Choice, TextField } from '../ui/controls.tsx';
import { keysOn, turnKeys } from '../ui/keys.ts';
import { PageHead } from '../ui/page.tsx';
import { FormProblem, Loaded, useAction, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { langOf, useWords } from '../words/words.ts';
import { SecondStep } from './SecondStep.tsx';
import { Tokens } from './Tokens.tsx';

/** What one sees and changes about oneself. */
export function Account() {
  const { t } = useWords();
  const me = useFetched<Me>('/api/me');
  return (
    <div class="account">
      <PageHead title={t.account.title} />
      <Loaded of={me}>
        {(found) => (
          <>
            <Profile me={found} reload={me.reload} />
            <Password />
            <SecondStep on={found.totp ?? false} reload={me.reload} />
            <Tokens />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Profile({ me, reload }: { me: Me; reload: () => void }) {
  const words = useWords();
  const { t } = words;
  const { refresh } = useSignedIn();
  const quick = useQuickAction();
  const action = useAction();
  const [name, setName] = useState(me.name);
  const [keys, setKeys] = useState(keysOn);
  const theme = themeOf(me.theme);
  const self = { name: me.name, locale: me.locale, theme };
  /** Language and appearance take effect at once; a name is saved when it is finished. */
  const change = (part: Partial<typeof self>) =>
    void quick(async () => {
      if (part.theme) applyTheme(part.theme);
      await put('/api/me', { ...self, ...part });
      reload();
      refresh();
    });
  return (
    <section class="account-part">
      <h2>{t.account.profile}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(async () => {
            await put('/api/me', { ...self, name: name.trim() });
            reload();
            refresh();
            toast({ text: t.common.saved });
          });
        }}
      >
        <FormProblem problem={action.problem} fields={['name']} />
        <div class="name-row">
          <TextField
            label={t.account.name}
            value={name}
            onInput={setName}
            autocomplete="name"
            error={wrongIn(action.problem, 'name', words)}
            required
          />
          <Button type="submit" busy={action.busy} disabled={name.trim() === me.name}>
            {t.common.save}
          </Button>
        </div>
        <div class="field">
          <span class="label">{t.account.language}</span>
          <Choice
            label={t.account.language}
            value={langOf(me.locale)}
            onInput={(locale) => change({ locale })}
            options={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div class="field">
          <span class="label">{t.account.theme}</span>
          <Choice
            label={t.account.theme}
            value={theme}
            onInput={(next) => change({ theme: next as Theme })}
            options={(['auto', 'light', 'dark'] as const).map((one) => ({
              value: one,
              label: t.account.themes[one],
            }))}
          />
        </div>
        <Check
          label={t.account.keys}
          hint={t.account.keysHint}
          checked={keys}
          onInput={(on) => {
            turnKeys(on);
            setKeys(on);
          }}
        />
      </form>
    </section>
  );
}

function Password() {
  const words = useWords();
  const { t } = words;
  const { user } = useSignedIn();
  const action = useAction();
  const [old, setOld] = useState('');
  const [wanted, setWanted] = useState('');
  return (
    <section class="account-part">
      <h2>{t.account.password}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(async () => {
            await post('/api/me/password', { old, new: wanted });
            setOld('');
            setWanted('');
            toast({ text: t.account.passwordChanged });
          });
        }}
      >
        <FormProblem problem={action.problem} fields={['old', 'password', 'new']} />
        {/* Lets password stores know whose password this is. */}
        <input type="text" class="unseen" autocomplete="username" value={user.login} readOnly tabIndex={-1} aria-hidden="true" />
        <TextField
          label={t.account.oldPassword}
          type="password"
          autocomplete="current-password"
          value={old}
          onInput={setOld}
          error={wrongIn(action.problem, 'old', words)}
          required
        />
        <TextField
          label={t.account.newPassword}
          type="password"
          autocomplete="new-password"
          value={wanted}
          onInput={setWanted}
          hint={t.signin.passwordHint}
          error={
            wrongIn(action.problem, 'password', words) ?? wrongIn(action.problem, 'new', words)
          }
          required
        />
        <div>
          <Button type="submit" busy={action.busy} disabled={old === '' || wanted === ''}>
            {t.account.changePassword}
          </Button>
        </div>
      </form>
    </section>
  );
}
