import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched, useListed } from '../api/fetched.ts';
import type { Page } from '../api/types.ts';
import type { Certificate, DueDossier } from '../api/vault.ts';
import { useMay } from '../app/session.ts';
import { When } from '../ui/bits.tsx';
import { Button, TextField } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { Empty, FormProblem, Loaded, useAction, useQuickAction } from '../ui/states.tsx';
import { Head, num, Rows, unseen, wide } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';
import { saveCertificate } from './certificate.ts';
import { KeepHead } from './KeepHead.tsx';
import { inLang } from './texts.ts';
import { useTypes } from './useTypes.ts';

/** The server's largest page: it gives no next one, for who erases always begins at the top. */
const SHOWN = 200;

/** What has been kept long enough, and what stays of what was erased. */
export function Erasures() {
  const { t } = useWords();
  const due = useFetched<Page<DueDossier>>(`/api/dossier-erasures?limit=${SHOWN}`, 'dossiers');
  const certificates = useListed<Certificate>('/api/dossier-certificates', 'dossiers');
  const reload = () => {
    due.reload();
    certificates.reload();
  };
  return (
    <>
      <KeepHead />
      <p class="lead erasures-lead">{t.erasures.lead}</p>
      <Loaded of={due}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.erasures.none}>{t.erasures.noneText}</Empty>
          ) : (
            <DueTable rows={items} onErased={reload} />
          )
        }
      </Loaded>
      <section class="section">
        <h2>{t.erasures.certificates}</h2>
        <p class="muted erasures-lead">{t.erasures.certificatesLead}</p>
        <Rows of={certificates} empty={<p>{t.erasures.noCertificates}</p>}>
          {(rows) => <Certificates rows={rows} />}
        </Rows>
      </section>
    </>
  );
}

function DueTable(props: { rows: DueDossier[]; onErased: () => void }) {
  const { t, f, lang } = useWords();
  const may = useMay();
  const types = useTypes();
  const [asked, setAsked] = useState<DueDossier>();
  return (
    <>
      <table class="rows erasures">
        <Head of={[t.dossiers.dossier, wide(t.dossiers.type), t.erasures.since, unseen(t.common.more)]} />
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <a class="row-link" href={`/dossiers/${row.id}`}>
                  {row.title}
                </a>
                <span class="under mono">{row.number}</span>
              </th>
              <td class="wide-only">{inLang(types.byId.get(row.type)?.name, lang)}</td>
              <td class="nowrap">{f.date(row.from)}</td>
              <td class="row-actions">
                {may('records.erase') && (
                  <Button small onClick={() => setAsked(row)}>
                    {t.erasures.erase}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {props.rows.length === SHOWN && <p class="muted">{fill(t.erasures.first, { n: f.number(SHOWN) })}</p>}
      {asked && <EraseDialog row={asked} onClose={() => setAsked(undefined)} onErased={props.onErased} />}
    </>
  );
}

/** Says what goes; whoever means it writes the dossier's number. */
function EraseDialog(props: { row: DueDossier; onClose: () => void; onErased: () => void }) {
  const words = useWords();
  const { t } = words;
  const { row } = props;
  const [number, setNumber] = useState('');
  const action = useAction();
  const erase = () =>
    action.run(async () => {
      await post(`/api/dossiers/${row.id}/erase`, { number: number.trim() });
      toast({ text: fill(t.erasures.erased, { number: row.number }) });
      props.onClose();
      props.onErased();
    });
  return (
    <FormDialog
      title={fill(t.erasures.eraseTitle, { title: row.title })}
      submit={t.erasures.confirm}
      danger
      busy={action.busy}
      disabled={number.trim() === ''}
      onClose={props.onClose}
      onSubmit={() => void erase()}
    >
      <FormProblem problem={action.problem} fields={['number']} />
      <p>{t.erasures.eraseText}</p>
      <TextField
        label={t.erasures.number}
        hint={fill(t.erasures.numberHint, { number: row.number })}
        value={number}
        onInput={setNumber}
        error={wrongIn(action.problem, 'number', words)}
        maxlength={80}
      />
    </FormDialog>
  );
}

function Certificates(props: { rows: Certificate[] }) {
  const words = useWords();
  const { t, f, lang } = words;
  const types = useTypes();
  const quick = useQuickAction();
  const typeName = (row: Certificate) => inLang(types.byId.get(row.type)?.name, lang);
  return (
    <table class="rows erasures">
      <Head
        of={[
          t.dossiers.dossier,
          t.erasures.erasedAt,
          wide(num(t.dossiers.documents)),
          unseen(t.common.more),
        ]}
      />
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <span class="mono">{row.number}</span>
              <span class="under">{typeName(row)}</span>
              <span class="under mono">SHA-256 {row.digest}</span>
            </th>
            <td>
              <When at={row.erasedAt} />
              <span class="under">{row.erasedBy}</span>
            </td>
            <td class="wide-only num">{f.number(row.documents)}</td>
            <td class="row-actions">
              <Button
                small
                label={fill(t.erasures.save, { number: row.number })}
                onClick={() => void quick(() => saveCertificate(row, typeName(row), t.erasures))}
              >
                {t.erasures.saveShort}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
