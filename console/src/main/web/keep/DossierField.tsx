import { useEffect, useState } from 'preact/hooks';
import { query } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Page } from '../api/types.ts';
import type { DossierRow } from '../api/vault.ts';
import { Button, TextField } from '../ui/controls.tsx';
import { useWords } from '../words/words.ts';

const SHOWN = 6;
const PAUSE_MS = 250;

/** Finds one of the dossiers one may see, by number or title. */
export function DossierField(props: {
  label: string;
  value: DossierRow | undefined;
  onInput: (dossier: DossierRow | undefined) => void;
  /** That which it is chosen for. */
  not?: number;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSought(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useFetched<Page<DossierRow>>(
    sought.length > 1 ? `/api/dossiers${query({ q: sought, limit: SHOWN })}` : undefined,
  );
  const rows = (found.data?.items ?? []).filter((row) => row.id !== props.not);
  if (props.value) {
    return (
      <p class="chosen-one">
        <strong>
          {props.value.number} {props.value.title}
        </strong>
        <Button small kind="quiet" icon="close" label={t.common.remove} onClick={() => props.onInput(undefined)} />
      </p>
    );
  }
  return (
    <div class="contact-field">
      <TextField label={props.label} placeholder={t.dossiers.search} value={typed} onInput={setTyped} />
      {found.data && (
        <ul class="found-people">
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => props.onInput(row)}>
                <span>
                  <span class="mono">{row.number}</span> {row.title}
                </span>
              </button>
            </li>
          ))}
          {rows.length === 0 && <li class="muted">{t.dossiers.noneFound}</li>}
        </ul>
      )}
    </div>
  );
}
