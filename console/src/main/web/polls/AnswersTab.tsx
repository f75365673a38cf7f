import { useState } from 'preact/hooks';
import { query, post, put, remove } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { AnswerRow, Poll, Results } from '../api/types.ts';
import { useFilter } from '../app/router.ts';
import { useMay } from '../app/session.ts';
import { Highlight, When } from '../ui/bits.tsx';
import { ButtonLink, SearchBox, Select } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { Empty, useQuickAction } from '../ui/states.tsx';
import { Rows } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { categoryName, inLanguage } from './localized.ts';
import { MoveAnswer } from './MoveAnswer.tsx';

/** How the server and the address name the answers without a category. */
const UNCATEGORISED = '-';

/** Below this an answer says how sure its category is. */
const SURE = 0.8;

/** Every answer with its text; a wrong category is mended in the row. */
export function AnswersTab({ poll }: { poll: Poll }) {
  const { t, lang } = useWords();
  const [q, setQ] = useFilter('q');
  const [category, setCategory] = useFilter('category');
  const [place, setPlace] = useFilter('place');
  const live = `poll:${poll.id}`;
  const list = useListed<AnswerRow>(
    `/api/polls/${poll.id}/answers${query({ q, category, place })}`,
    live,
  );
  const results = useFetched<Results>(`/api/polls/${poll.id}/results`);
  const [moving, setMoving] = useState<AnswerRow>();
  const places = (results.data?.places ?? []).map((one) => one.place).filter((name) => name !== '');
  if (place !== '' && !places.includes(place)) places.push(place);
  const { categories, defaultLanguage } = poll.definition;
  const filtered = q !== '' || category !== '' || place !== '';
  return (
    <>
      <div class="filters">
        <SearchBox label={t.answers.search} value={q} onSearch={setQ} />
        {categories.length > 0 && (
          <Select
            label={t.answers.category}
            value={category}
            onInput={setCategory}
            options={[
              { value: '', label: t.answers.allCategories },
              ...categories.map((one) => ({
                value: one.key,
                label: inLanguage(one.name, lang, defaultLanguage) || one.key,
              })),
              { value: UNCATEGORISED, label: t.results.noCategory },
            ]}
          />
        )}
        {places.length > 0 && (
          <Select
            label={t.results.place}
            value={place}
            onInput={setPlace}
            options={[
              { value: '', label: t.answers.allPlaces },
              ...places.sort().map((name) => ({ value: name, label: name })),
            ]}
          />
        )}
        <span class="grow" />
        <ButtonLink icon="down" href={`/api/polls/${poll.id}/answers.csv`} download>
          {t.poll.exportCsv}
        </ButtonLink>
      </div>
      <Rows
        of={list}
        empty={
          <Empty title={filtered ? t.answers.noneFound : t.answers.none}>
            {filtered ? t.common.changeFilters : t.answers.noneText}
          </Empty>
        }
      >
        {(rows) => (
          <AnswerTable poll={poll} rows={rows} q={q} reload={list.reload} onMove={setMoving} />
        )}
      </Rows>
      {moving && (
        <MoveAnswer
          answer={moving}
          from={poll.id}
          onClose={() => setMoving(undefined)}
          onMoved={list.reload}
        />
      )}
    </>
  );
}

function AnswerTable(props: {
  poll: Poll;
  rows: AnswerRow[];
  q: string;
  reload: () => void;
  onMove: (answer: AnswerRow) => void;
}) {
  const { t } = useWords();
  const hasCategories = props.poll.definition.categories.length > 0;
  return (
    <table class="rows answers">
      <thead>
        <tr>
          <th scope="col">{t.answers.text}</th>
          {hasCategories && <th scope="col">{t.answers.category}</th>}
          <th scope="col" class="wide-only">
            {t.answers.person}
          </th>
          <th scope="col" class="wide-only">
            {t.answers.at}
          </th>
          <th scope="col">
            <span class="unseen">{t.common.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <AnswerLine key={row.id} {...props} row={row} hasCategories={hasCategories} />
        ))}
      </tbody>
    </table>
  );
}

function AnswerLine(props: {
  poll: Poll;
  row: AnswerRow;
  q: string;
  hasCategories: boolean;
  reload: () => void;
  onMove: (answer: AnswerRow) => void;
}) {
  const { t } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const { row, reload } = props;
  const undo = () =>
    quick(async () => {
      await remove(`/api/answers/${row.id}`);
      reload();
      toast({
        text: t.answers.undone,
        undo: () =>
          void quick(async () => {
            await post(`/api/answers/${row.id}/restore`);
            reload();
          }),
      });
    });
  return (
    <tr>
      <th scope="row" class="answer-text">
        <Highlight text={row.text} of={props.q} />
        <span class="under narrow-only">
          {row.person} · <When at={row.receivedAt} />
        </span>
      </th>
      {props.hasCategories && (
        <td class="answer-category">
          <CategoryPicker {...props} />
        </td>
      )}
      <td class="wide-only">
        {may('people.read') ? (
          <a class="plain-link" href={`/people/${row.contactId}`}>
            {row.person}
          </a>
        ) : (
          row.person
        )}
        {row.place && <span class="under">{row.place}</span>}
      </td>
      <td class="wide-only nowrap">
        <When at={row.receivedAt} />
      </td>
      <td class="row-actions">
        {(may('inbox.read') || may('polls.edit')) && (<Menu label={t.common.more}>
          {may('inbox.read') && <a href={`/messages/${row.messageId}`}>{t.answers.trace}</a>}
          {may('polls.edit') && (
            <>
              <button type="button" onClick={() => props.onMove(row)}>
                {t.answers.move}
              </button>
              <button type="button" onClick={() => void undo()}>
                {t.answers.undo}
              </button>
            </>
          )}
        </Menu>)}
      </td>
    </tr>
  );
}

function CategoryPicker(props: { poll: Poll; row: AnswerRow; reload: () => void }) {
  const { t, f, lang } = useWords();
  const may = useMay();
  const quick = useQuickAction();
  const { row, poll, reload } = props;
  const { categories, defaultLanguage } = poll.definition;
  const nameOf = (key: string | undefined) =>
    key === undefined || key === ''
      ? t.results.noCategory
      : categoryName(poll.definition, key, lang);
  const choose = (key: string, before = row.category ?? '') =>
    void quick(async () => {
      await put(`/api/answers/${row.id}`, { category: key === '' ? undefined : key });
      reload();
      toast({
        text: fill(t.answers.changed, { name: nameOf(key) }),
        undo: () => choose(before, key),
      });
    });
  return (
    <>
      {may('polls.edit') ? (
        <Select
          small
          label={t.answers.category}
          value={row.category ?? ''}
          onInput={(key) => choose(key)}
          options={[
            { value: '', label: t.results.noCategory },
            ...categories.map((one) => ({
              value: one.key,
              label: inLanguage(one.name, lang, defaultLanguage) || one.key,
            })),
          ]}
        />
      ) : (
        nameOf(row.category)
      )}
      {row.number !== undefined && <span class="under">{f.number(row.number)}</span>}
      {row.late && <span class="under">{t.answers.late}</span>}
      {row.counted === false && !row.late && <span class="under">{t.answers.notCounted}</span>}
      {row.manual ? (
        <span class="under">{t.answers.byHand}</span>
      ) : (
        row.category !== undefined &&
        row.confidence < SURE && (
          <span class="under">{fill(t.answers.doubtful, { share: f.percent(row.confidence) })}</span>
        )
      )}
    </>
  );
}
