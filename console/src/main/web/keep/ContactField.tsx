import { useEffect, useId, useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Page, Person, PersonRow } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Button, TextField } from '../ui/controls.tsx';
import { useWords } from '../words/words.ts';

const SHOWN = 6;
const PAUSE_MS = 250;

/** Finds one of the people we know, by name or number. */
export function ContactField(props: {
  label: string;
  error?: string;
  optional?: boolean;
  value: number | undefined;
  onInput: (contact: number | undefined) => void;
}) {
  const { t } = useWords();
  const may = useMay();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSought(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const may_ = may('people.read');
  const found = useFetched<Page<PersonRow>>(
    may_ && sought.length > 1 ? `/api/people${query({ q: sought, limit: SHOWN })}` : undefined,
  );
  const chosen = useFetched<Person>(may_ && props.value ? `/api/people/${props.value}` : undefined);
  if (props.value !== undefined && props.value !== null) {
    const person = chosen.data;
    return (
      <div class="field">
        <span class="field-name">{props.label}</span>
        <span class="chosen-one">
          <strong>{person ? person.name || person.address : `#${props.value}`}</strong>
          <Button small kind="quiet" icon="close" label={t.common.remove} onClick={() => props.onInput(undefined)} />
        </span>
        {props.error && <p class="field-error">{props.error}</p>}
      </div>
    );
  }
  const rows = found.data?.items ?? [];
  return (
    <div class="contact-field">
      <TextField
        label={props.label}
        error={props.error}
        optional={props.optional}
        hint={may_ ? undefined : t.concerned.needPeople}
        disabled={!may_}
        placeholder={t.concerned.search}
        value={typed}
        onInput={setTyped}
      />
      {sought.length > 1 && found.data && (
        <ul class="found-people" id={list} aria-label={t.concerned.found}>
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => props.onInput(row.id)}>
                {row.name || row.address}
                <span class="muted">{[row.name && row.address, row.place].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
          {rows.length === 0 && <li class="muted">{t.concerned.nobodyFound}</li>}
        </ul>
      )}
    </div>
  );
}
