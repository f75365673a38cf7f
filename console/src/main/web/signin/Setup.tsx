import { useEffect, useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { navigate } from '../app/router.ts';
import { Button, SelectField, TextField } from '../ui/controls.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import type { Lang } from '../words/formats.ts';
import { wrongIn } from '../words/explain.ts';
import { speech } from '../words/words.ts';
import { Welcome } from './Welcome.tsx';

const FIELDS = ['name', 'login', 'password'];
const PASSWORD_MIN = 12;

/** The one-time token comes after the '#', which no server or proxy ever gets to log. */
function takeToken(): string {
  const token = decodeURIComponent(location.hash.replace(/^#(token=)?/, ''));
  if (token !== '') history.replaceState(null, '', location.pathname);
  return token;
}

/** First set-up, or a new colleague's: the link's token, a name and a password of one's own. */
export function Setup(props: { lang: Lang; onLang: (lang: Lang) => void; onDone: () => void }) {
  const words = speech(props.lang);
  const { t } = words;
  const [token, setToken] = useState(takeToken);
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const action = useAction();
  useEffect(() => {
    const again = () => {
      const found = takeToken();
      if (found) setToken(found);
    };
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);

  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await post('/api/setup', { token, name: name.trim(), login: login.trim(), password, locale: props.lang });
      navigate('/', 'replace');
      props.onDone();
    });
  };
  if (token === '') {
    return (
      <Welcome title={t.signin.noToken} lang={props.lang} onLang={props.onLang}>
        <p>{t.signin.noTokenText}</p>
        <Button onClick={() => navigate('/')}>{t.signin.toSignIn}</Button>
      </Welcome>
    );
  }
  const short = password.length > 0 && password.length < PASSWORD_MIN;
  return (
    <Welcome title={t.signin.setupTitle} lang={props.lang} onLang={props.onLang}>
      <p>{t.signin.setupText}</p>
      <form class="form" onSubmit={submit}>
        <FormProblem problem={action.problem} fields={FIELDS} />
        <TextField
          label={t.signin.name}
          value={name}
          onInput={setName}
          autocomplete="name"
          error={wrongIn(action.problem, 'name', words)}
          required
          autofocus
        />
        <TextField
          label={t.signin.login}
          value={login}
          onInput={setLogin}
          autocomplete="username"
          error={wrongIn(action.problem, 'login', words)}
          required
        />
        <TextField
          label={t.signin.newPassword}
          type="password"
          value={password}
          onInput={setPassword}
          autocomplete="new-password"
          hint={t.signin.passwordHint}
          error={wrongIn(action.problem, 'password', words)}
          required
        />
        <SelectField
          label={t.signin.language}
          value={props.lang}
          options={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          onInput={(value) => props.onLang(value as Lang)}
        />
        <Button kind="main" type="submit" busy={action.busy} disabled={short}>
          {t.signin.setupSubmit}
        </Button>
      </form>
    </Welcome>
  );
}
