import { useEffect, useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { problemOf, type Problem } from '../api/problem.ts';
import { navigate } from '../app/router.ts';
import { Button, SelectField, TextField } from '../ui/controls.tsx';
import { FormProblem, ProblemNote, Skeleton, useAction } from '../ui/states.tsx';
import { wrongIn } from '../words/explain.ts';
import type { Lang } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { Welcome } from './Welcome.tsx';

/** What a set-up link is for; name and login are known when it is an invited user's. */
interface Purpose {
  first: boolean;
  login?: string;
  name?: string;
}

/** The one-time token comes after the '#', which no server or proxy ever gets to log. */
function takeToken(): string {
  const token = decodeURIComponent(location.hash.replace(/^#(token=)?/, ''));
  if (token !== '') history.replaceState(null, '', location.pathname);
  return token;
}

/** First set-up, or a new colleague's: the link's token, a name and a password of one's own. */
export function Setup(props: { onLang: (lang: Lang) => void; onDone: () => void }) {
  const { t } = useWords();
  const [token, setToken] = useState(takeToken);
  const [purpose, setPurpose] = useState<Purpose>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    const again = () => {
      const found = takeToken();
      if (found) setToken(found);
    };
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);
  useEffect(() => {
    setProblem(undefined);
    setPurpose(undefined);
    if (token === '') return;
    post<Purpose>('/api/setup/look', { token }).then(setPurpose, (thrown) =>
      setProblem(problemOf(thrown)),
    );
  }, [token]);

  const toSignIn = <Button onClick={() => navigate('/')}>{t.signin.toSignIn}</Button>;
  if (token === '') {
    return (
      <Welcome title={t.signin.noToken} onLang={props.onLang}>
        <p>{t.signin.noTokenText}</p>
        {toSignIn}
      </Welcome>
    );
  }
  return (
    <Welcome title={t.signin.setupTitle} onLang={props.onLang}>
      {problem ? (
        <>
          <ProblemNote problem={problem} />
          {toSignIn}
        </>
      ) : purpose ? (
        <SetupForm {...props} token={token} purpose={purpose} />
      ) : (
        <Skeleton lines={3} />
      )}
    </Welcome>
  );
}

const FIELDS = ['name', 'login', 'password'];
const PASSWORD_MIN = 12;

function SetupForm(props: {
  onLang: (lang: Lang) => void;
  onDone: () => void;
  token: string;
  purpose: Purpose;
}) {
  const words = useWords();
  const { t } = words;
  const { purpose } = props;
  const [name, setName] = useState(purpose.name ?? '');
  const [login, setLogin] = useState(purpose.login ?? '');
  const [password, setPassword] = useState('');
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await post('/api/setup', {
        token: props.token,
        password,
        locale: words.lang,
        ...(purpose.first ? { name: name.trim(), login: login.trim() } : {}),
      });
      navigate('/', 'replace');
      props.onDone();
    });
  };
  const short = password.length > 0 && password.length < PASSWORD_MIN;
  return (
    <form class="form" onSubmit={submit}>
      <p>{t.signin.setupText}</p>
      <FormProblem problem={action.problem} fields={FIELDS} />
      {purpose.first && (
        <TextField
          label={t.signin.name}
          value={name}
          onInput={setName}
          autocomplete="name"
          error={wrongIn(action.problem, 'name', words)}
          required
          autofocus
        />
      )}
      <TextField
        label={t.signin.login}
        value={login}
        onInput={setLogin}
        autocomplete="username"
        error={wrongIn(action.problem, 'login', words)}
        disabled={!purpose.first}
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
        autofocus={!purpose.first}
      />
      <SelectField
        label={t.signin.language}
        value={words.lang}
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
  );
}
