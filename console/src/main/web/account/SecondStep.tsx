import { useState } from 'preact/hooks';
import { post, put, remove } from '../api/client.ts';
import { Badge, CopyText } from '../ui/bits.tsx';
import { Button, TextField } from '../ui/controls.tsx';
import { Dialog, FormDialog } from '../ui/dialog.tsx';
import { FormProblem, ProblemNote, useAction, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Lazy } from '../app/Lazy.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';

interface Offer {
  secret: string;
  uri: string;
}

const qrCode = () => import('./QrCode.tsx').then((module) => module.QrCode);

/** The code from a telephone at sign-in (TOTP, RFC 6238). */
export function SecondStep({ on, reload }: { on: boolean; reload: () => void }) {
  const { t } = useWords();
  const offering = useAction();
  const quick = useQuickAction();
  const [offer, setOffer] = useState<Offer>();
  const [codes, setCodes] = useState<string[]>([]);
  const start = () =>
    offering.run(async () => setOffer(await post<Offer>('/api/me/totp')));
  const stop = () =>
    quick(async () => {
      await remove('/api/me/totp');
      reload();
      toast({ text: t.account.totpRemoved });
    });
  return (
    <section class="account-part">
      <h2>{t.account.totp}</h2>
      <p>{t.account.totpText}</p>
      <ProblemNote problem={offering.problem} />
      <p class="totp-row">
        <Badge tone={on ? 'good' : 'none'}>{on ? t.account.totpOn : t.account.totpOff}</Badge>
        {on ? (
          <Button onClick={() => void stop()}>{t.account.totpStop}</Button>
        ) : (
          <Button busy={offering.busy} onClick={() => void start()}>
            {t.account.totpStart}
          </Button>
        )}
      </p>
      {offer && (
        <ConfirmDialog
          offer={offer}
          onClose={() => setOffer(undefined)}
          onDone={(recovery) => {
            setOffer(undefined);
            setCodes(recovery);
            reload();
            toast({ text: t.account.totpDone });
          }}
        />
      )}
      {codes.length > 0 && (
        <Dialog
          title={t.account.recovery}
          onClose={() => setCodes([])}
          footer={
            <Button kind="main" onClick={() => setCodes([])}>
              {t.account.recoveryDone}
            </Button>
          }
        >
          <p>{t.account.recoveryText}</p>
          <ul class="recovery">
            {codes.map((code) => (
              <li key={code} class="mono">
                {code}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </section>
  );
}

function ConfirmDialog(props: {
  offer: Offer;
  onClose: () => void;
  onDone: (recoveryCodes: string[]) => void;
}) {
  const words = useWords();
  const { t } = words;
  const [code, setCode] = useState('');
  const action = useAction();
  const confirm = () =>
    action.run(async () => {
      const answer = await put<{ recoveryCodes?: string[] } | undefined>('/api/me/totp', {
        code: code.replace(/\s/g, ''),
      });
      props.onDone(answer?.recoveryCodes ?? []);
    });
  return (
    <FormDialog
      title={t.account.totp}
      submit={t.account.totpConfirm}
      busy={action.busy}
      disabled={code.trim().length < 6}
      onClose={props.onClose}
      onSubmit={() => void confirm()}
    >
      <FormProblem problem={action.problem} fields={['code']} />
      <p>{t.account.totpScan}</p>
      <Lazy load={qrCode} with={{ text: props.offer.uri, label: t.account.totpQr }} />
      <div class="field">
        <span class="label">{t.account.totpKey}</span>
        <CopyText text={props.offer.secret} />
      </div>
      <TextField
        label={t.account.totpCode}
        value={code}
        onInput={setCode}
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={7}
        error={wrongIn(action.problem, 'code', words)}
        required
      />
    </FormDialog>
  );
}
