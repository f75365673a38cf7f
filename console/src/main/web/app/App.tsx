import { useEffect, useState } from 'preact/hooks';
import { call, get, onSessionEnded } from '../api/client.ts';
import { forgetAll } from '../api/fetched.ts';
import { problemOf, type Problem } from '../api/problem.ts';
import type { Session } from '../api/types.ts';
import { Setup } from '../signin/Setup.tsx';
import { SignIn } from '../signin/SignIn.tsx';
import { Welcome } from '../signin/Welcome.tsx';
import { ProblemNote, Skeleton } from '../ui/states.tsx';
import { langOf, loadSpeech, rememberLang, SpeechContext, type Speech } from '../words/words.ts';
import type { Lang } from '../words/formats.ts';
import { Pages } from './Pages.tsx';
import { followLinks, usePlace } from './router.ts';
import { applyTheme, themeOf } from './theme.ts';
import { SignedInContext, type SignedIn } from './session.ts';
import { Shell } from './Shell.tsx';

/** Who is there, in which language; then sign-in, set-up or the console itself. */
export function App(props: { initial: Speech }) {
  const [speech, setSpeech] = useState(props.initial);
  const { lang } = speech;
  const [session, setSession] = useState<Session>();
  const [problem, setProblem] = useState<Problem>();
  const { path } = usePlace();
  useEffect(followLinks, []);

  const refresh = () => {
    get<Session>('/api/session').then(
      (found) => {
        setProblem(undefined);
        setSession(found);
        if (!found.user) return;
        choose(langOf(found.user.locale));
        if (found.user.theme) applyTheme(themeOf(found.user.theme));
      },
      (thrown) => setProblem(problemOf(thrown)),
    );
  };
  const choose = (next: Lang) => {
    rememberLang(next);
    // Without its words the old language stays: better than none.
    void loadSpeech(next).then(setSpeech, () => {});
  };
  useEffect(refresh, []);
  useEffect(() => {
    onSessionEnded(() => {
      forgetAll();
      setSession((old) => old && { ...old, user: undefined });
    });
  }, []);
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);

  const page = () => {
    if (!session) {
      return (
        // Who signed in has chosen a language already: it is not asked for before that is known.
        <Welcome onLang={problem && choose} title="Relais">
          {problem ? <ProblemNote problem={problem} retry={refresh} /> : <Skeleton lines={3} />}
        </Welcome>
      );
    }
    if (path === '/setup') return <Setup onLang={choose} onDone={refresh} />;
    const user = session.user;
    if (!user) {
      return <SignIn session={session} onLang={choose} onDone={refresh} />;
    }
    const held = new Set(user.permissions);
    const signedIn: SignedIn = {
      session,
      user,
      may: (permission) => held.has(permission),
      refresh,
      signOut: () => {
        void call('DELETE', '/api/session').finally(() => {
          forgetAll();
          refresh();
        });
      },
    };
    return (
      <SignedInContext.Provider value={signedIn}>
        <Shell>
          <Pages />
        </Shell>
      </SignedInContext.Provider>
    );
  };
  return <SpeechContext.Provider value={speech}>{page()}</SpeechContext.Provider>;
}
