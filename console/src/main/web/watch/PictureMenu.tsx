import { useState } from 'preact/hooks';
import { post, query } from '../api/client.ts';
import { CopyText } from '../ui/bits.tsx';
import { Button, Select } from '../ui/controls.tsx';
import { Dialog, FormDialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { useDark } from './chart/useTones.ts';
import { zoneHere } from './ReportMenu.tsx';
import { RANGES, type Span } from './span.ts';

const WIDTH = 800;
const HEIGHT = 300;
const DAYS = [1, 7, 30, 365];

/** The same as a picture: for a letter, a report, another site. */
export function PictureMenu(props: {
  path: string;
  title: string;
  span: Span;
  /** In a page's head, where another menu stands beside it. */
  named?: boolean;
}) {
  const { t, lang } = useWords();
  const dark = useDark();
  const [sharing, setSharing] = useState(false);
  const address = (kind: 'png' | 'svg') =>
    `${props.path}.${kind}${query({
      ...when(props.span),
      width: WIDTH,
      height: HEIGHT,
      factor: kind === 'png' ? 2 : undefined,
      theme: dark ? 'dark' : 'light',
      lang,
      zone: zoneHere(),
    })}`;
  return (
    <>
      <Menu
        label={fill(t.picture.menu, { title: props.title })}
        text={props.named ? t.picture.button : undefined}
      >
        <a href={address('png')} target="_blank" rel="noopener">
          {t.picture.png}
        </a>
        <a href={address('svg')} target="_blank" rel="noopener">
          {t.picture.svg}
        </a>
        <button type="button" onClick={() => setSharing(true)}>
          {t.picture.share}
        </button>
      </Menu>
      {sharing && (
        <ShareDialog path={address('png')} onClose={() => setSharing(false)} />
      )}
    </>
  );
}

/** "The last day" moves on with time, in a shared picture too. */
function when({ name, from, to }: Span): Record<string, number> {
  if (name) return { last: RANGES[name] / 1000 };
  return { from: Math.round(from), to: Math.round(to) };
}

interface Link {
  id: number;
  url: string;
}

/** A link just made: its address is told this once. */
export function LinkDialog(props: { url: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog
      wide
      title={t.picture.shareTitle}
      onClose={props.onClose}
      footer={<Button onClick={props.onClose}>{t.common.close}</Button>}
    >
      <p>{t.picture.madeText}</p>
      <CopyText text={new URL(props.url, location.href).href} />
    </Dialog>
  );
}

/** A link that needs no sign-in, for a while, and can be taken back. */
function ShareDialog(props: { path: string; onClose: () => void }) {
  const { t, f } = useWords();
  const [days, setDays] = useState('7');
  const [made, setMade] = useState<Link>();
  const action = useAction();
  if (made) return <LinkDialog url={made.url} onClose={props.onClose} />;
  return (
    <FormDialog
      title={t.picture.shareTitle}
      submit={t.picture.make}
      busy={action.busy}
      onClose={props.onClose}
      onSubmit={() =>
        void action.run(async () => {
          setMade(await post<Link>('/api/links', { path: props.path, days: Number(days) }));
        })
      }
    >
      <FormProblem problem={action.problem} fields={[]} />
      <p>{t.picture.shareText}</p>
      <label class="inline-field">
        {t.picture.days}
        <Select
          label={t.picture.days}
          value={days}
          onInput={setDays}
          options={DAYS.map((n) => ({ value: String(n), label: f.count(t.picture.dayCount, n) }))}
        />
      </label>
    </FormDialog>
  );
}
