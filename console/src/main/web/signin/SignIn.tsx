import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { problemOf, type Problem } from '../api/problem.ts';
import type { Session } from '../api/types.ts';
import { Button, TextField } from '../ui/controls.tsx';
import { ProblemNote } from '../ui/states.tsx';
import type { Lang } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { Welcome } from './Welcome.tsx';

/** Name and password; then, for accounts that have it, the code of the telephone. */
export function SignIn(props: {
  session: Session;
  onLang: (lang: Lang) => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [askCode, setAskCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const digits = code.replace(/\s/g, '');
      await post('/api/session', { login: login.trim(), password, code: digits || undefined });
      props.onDone();
    } catch (thrown) {
      const found = problemOf(thrown);
      if (found.code === 'totp-required') setAskCode(true);
      else setProblem(found);
      if (askCode) setCode('');
    } finally {
      setBusy(false);
    }
  };

  if (props.session.setupNeeded) {
    return (
      <Welcome title={t.signin.setupNeeded} onLang={props.onLang}>
        <p>{t.signin.setupNeededText}</p>
        <pre class="command">./relais up</pre>
        <Button onClick={props.onDone}>{t.signin.setupDone}</Button>
      </Welcome>
    );
  }
  return (
    <Welcome title={askCode ? t.signin.codeTitle : t.signin.title} onLang={props.onLang}>
      <form class="form" onSubmit={submit}>
        <ProblemNote problem={problem} />
        {askCode ? (
          <>
            <p>{t.signin.codeText}</p>
            <TextField
              key="code"
              label={t.signin.code}
              value={code}
              onInput={setCode}
              autocomplete="one-time-code"
              inputmode="numeric"
              maxlength={7}
              required
              autofocus
            />
          </>
        ) : (
          <>
            <TextField
              label={t.signin.login}
              value={login}
              onInput={setLogin}
              autocomplete="username"
              required
              autofocus
            />
            <TextField
              label={t.signin.password}
              type="password"
              value={password}
              onInput={setPassword}
              autocomplete="current-password"
              required
            />
          </>
        )}
        <Button kind="main" type="submit" busy={busy}>
          {t.signin.submit}
        </Button>
        {askCode && (
          <Button
            kind="quiet"
            onClick={() => {
              setAskCode(false);
              setCode('');
              setProblem(undefined);
            }}
          >
            {t.signin.otherAccount}
          </Button>
        )}
      </form>
    </Welcome>
  );
}
