import { useEffect, useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { Page, PollRow } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { MiniBar, When } from '../ui/bits.tsx';
import { ButtonLink, Choice, SearchBox } from '../ui/controls.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { Head, Rows, num, wide } from '../ui/table.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { PollBadge } from './PollBadge.tsx';

/** How many running polls of the list count before one's eyes. */
const COUNTED_LIVE = 8;

/** All polls, the newest first, with how many answered. */
export function Polls() {
  const { t } = useWords();
  const may = useMay();
  const [q, setQ] = useFilter('q');
  const [state, setState] = useFilter('state');
  const [live, setLive] = useState('polls');
  const polls = useListed<PollRow>(`/api/polls${query({ q, state })}`, live);
  const counting = (polls.items ?? []).filter((poll) => poll.state === 'running');
  const things = ['polls', ...counting.slice(0, COUNTED_LIVE).map((poll) => `poll:${poll.id}`)];
  useEffect(() => setLive(things.join(',')), [things.join(',')]);
  const create = may('polls.edit') && (
    <ButtonLink kind="main" icon="plus" href="/polls/new">
      {t.polls.create}
    </ButtonLink>
  );
  const filtered = q !== '' || state !== '';
  return (
    <>
      <PageHead title={t.polls.title} actions={create} />
      <div class="filters">
        <Choice
          label={t.polls.state}
          value={state}
          onInput={setState}
          options={[
            { value: '', label: t.polls.all },
            { value: 'running', label: t.polls.states.running },
            { value: 'draft', label: t.polls.drafts },
            { value: 'closed', label: t.polls.states.closed },
          ]}
        />
        <SearchBox label={t.polls.search} value={q} onSearch={setQ} />
      </div>
      <Rows
        of={polls}
        empty={
          filtered ? (
            <Empty title={t.polls.noneFound}>{t.common.changeFilters}</Empty>
          ) : (
            <Empty title={t.polls.none} action={create}>
              {t.polls.noneText}
              <FirstSteps />
            </Empty>
          )
        }
      >
        {(rows) => <PollTable rows={rows} />}
      </Rows>
    </>
  );
}

/** A new house: what a poll needs before it can ask anybody. */
function FirstSteps() {
  const { t } = useWords();
  const may = useMay();
  const channels = useFetched<Page<unknown>>(may('channels.read') ? '/api/channels' : undefined);
  const people = useFetched<Page<unknown>>(may('people.read') ? '/api/people?limit=1' : undefined);
  const steps = [
    { href: '/channels', text: t.polls.firstChannel, needed: channels.data?.items.length === 0 },
    { href: '/people', text: t.polls.firstPeople, needed: people.data?.items.length === 0 },
  ].filter((step) => step.needed);
  if (steps.length === 0) return null;
  return (
    <>
      <p class="spaced-top">{t.polls.firstNeeds}</p>
      <ul class="first-steps">
        {steps.map((step) => (
          <li key={step.href}>
            <a href={step.href}>{step.text}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function PollTable(props: { rows: PollRow[] }) {
  const { t } = useWords();
  return (
    <table class="rows">
      <Head
        of={[
          t.polls.poll,
          wide(t.polls.state),
          wide(num(t.polls.asked)),
          wide(num(t.polls.answered)),
          { name: t.polls.rate, class: 'rate-column' },
          wide(t.polls.started),
        ]}
      />
      <tbody>
        {props.rows.map((row) => (
          <PollLine key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function PollLine({ row }: { row: PollRow }) {
  const { t, f } = useWords();
  const rate = row.asked > 0 ? row.answered / row.asked : 0;
  const draft = row.state === 'draft';
  const said = fill(t.polls.answeredOf, { answered: f.number(row.answered), asked: f.number(row.asked) });
  return (
    <tr>
      <th scope="row">
        <a class="row-link" href={draft ? `/polls/${row.id}/edit` : `/polls/${row.id}`}>
          {row.name}
        </a>
        <span class="under wide-only">{t.polls.kinds[row.kind]}</span>
        <span class="under narrow-only">
          <PollBadge state={row.state} /> {!draft && said}
        </span>
      </th>
      <td class="wide-only">
        <PollBadge state={row.state} />
      </td>
      <td class="num wide-only">{draft ? '–' : f.number(row.asked)}</td>
      <td class="num wide-only">{draft ? '–' : f.number(row.answered)}</td>
      <td class="rate-column">
        {!draft && (
          <span class="rate">
            <MiniBar share={rate} label={said} />
            <span>{f.percent(rate)}</span>
          </span>
        )}
      </td>
      <td class="wide-only nowrap">
        <When at={row.startedAt} />
      </td>
    </tr>
  );
}
