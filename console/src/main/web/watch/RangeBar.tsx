import { useState } from 'preact/hooks';
import { Button, Choice, Select, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { useWide } from '../ui/wide.ts';
import { useWords } from '../words/words.ts';
import { RANGE_NAMES, within, type PageSpan, type RangeName } from './span.ts';

const HALF = 0.5;
/** On a narrower screen the pills would take two rows. */
const PILLS_ROOM = 560;

/** From when to when: pills, steps back and forth, closer and wider, and last week beside it. */
export function RangeBar(props: { span: PageSpan }) {
  const { t, f } = useWords();
  const { span } = props;
  const [own, setOwn] = useState(false);
  const pills = useWide(PILLS_ROOM);
  const Ranges = pills ? Choice : Select;
  const say = (ms: number) => f.dateTime(new Date(ms).toISOString());
  return (
    <div class="range-bar">
      <Ranges
        label={t.range.label}
        value={span.name ?? 'own'}
        onInput={(value) => (value === 'own' ? setOwn(true) : span.choose(value as RangeName))}
        options={[
          ...RANGE_NAMES.map((name) => ({ value: name as string, label: t.range.names[name] })),
          // A pill that is chosen already could not be pressed again.
          ...(pills ? [] : [{ value: 'own', label: t.range.own }]),
        ]}
      />
      {pills && (
        <Button pressed={!span.name} onClick={() => setOwn(true)}>
          {t.range.own}
        </Button>
      )}
      <span class="range-steps">
        <Button icon="back" label={t.range.earlier} onClick={() => span.move(-HALF)} />
        <Button icon="next" label={t.range.later} onClick={() => span.move(HALF)} />
        <Button icon="plus" label={t.range.closer} onClick={() => span.scale(0.5)} />
        <Button icon="minus" label={t.range.wider} onClick={() => span.scale(2)} />
      </span>
      <Button pressed={span.compare} onClick={span.turnCompare}>
        {t.range.compare}
      </Button>
      <p class="range-said muted">
        <button type="button" class="linklike" onClick={() => setOwn(true)}>
          {say(span.from)} – {say(span.to)}
        </button>
        {span.compare && ` · ${t.range.compared}`}
      </p>
      {own && <OwnDialog span={span} onClose={() => setOwn(false)} />}
    </div>
  );
}

/** What a field of type datetime-local holds: the reader's own clock. */
function local(ms: number): string {
  const at = new Date(ms);
  return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function OwnDialog(props: { span: PageSpan; onClose: () => void }) {
  const { t } = useWords();
  const [from, setFrom] = useState(local(props.span.from));
  const [to, setTo] = useState(local(props.span.to));
  const [a, b] = [Date.parse(from), Date.parse(to)];
  const fits = b > a;
  return (
    <FormDialog
      title={t.range.ownTitle}
      submit={t.range.show}
      disabled={!fits}
      onClose={props.onClose}
      onSubmit={() => {
        const span = within(a, b);
        props.span.show(span.from, span.to);
        props.onClose();
      }}
    >
      <TextField label={t.range.from} type="datetime-local" value={from} onInput={setFrom} required />
      <TextField
        label={t.range.to}
        type="datetime-local"
        value={to}
        onInput={setTo}
        error={fits || from === '' || to === '' ? undefined : t.range.backwards}
        required
      />
    </FormDialog>
  );
}
