import { useEffect, useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import type { Estimate } from '../api/types.ts';
import { navigate } from '../app/router.ts';
import { FormDialog } from '../ui/dialog.tsx';
import { Figure } from '../ui/bits.tsx';
import { Icon } from '../ui/icons.tsx';
import { ProblemNote, Skeleton, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Head, num, wide } from '../ui/table.tsx';
import { useWords } from '../words/words.ts';

/** The one "are you sure" of polls: how many people, messages, how much money, how long. */
export function StartDialog(props: { pollId: number; onClose: () => void }) {
  const { t, f } = useWords();
  const [estimate, setEstimate] = useState<Estimate>();
  const counting = useAction();
  const starting = useAction();
  useEffect(() => {
    void counting.run(async () => {
      setEstimate(await post<Estimate>(`/api/polls/${props.pollId}/estimate`));
    });
  }, []);
  const start = () =>
    starting.run(async () => {
      await post(`/api/polls/${props.pollId}/start`);
      navigate(`/polls/${props.pollId}`);
      toast({ text: t.start.started });
    });
  return (
    <FormDialog
      wide
      title={t.start.title}
      submit={f.count(t.start.submit, estimate?.recipients ?? 0)}
      busy={starting.busy}
      disabled={!estimate || estimate.recipients === 0}
      onClose={props.onClose}
      onSubmit={() => void start()}
    >
      <ProblemNote problem={starting.problem ?? counting.problem} />
      {!estimate && !counting.problem && (
        <>
          <p class="muted">{t.start.counting}</p>
          <Skeleton lines={3} />
        </>
      )}
      {estimate && estimate.recipients === 0 && <p>{t.start.nobody}</p>}
      {estimate && estimate.recipients > 0 && <Numbers estimate={estimate} />}
    </FormDialog>
  );
}

function Numbers({ estimate }: { estimate: Estimate }) {
  const { t, f } = useWords();
  return (
    <>
      <p>{t.start.text}</p>
      {estimate.durationSeconds === undefined && (
        <p class="note">
          <Icon name="warn" />
          {t.start.noChannel}
        </p>
      )}
      <dl class="figures">
        <Figure value={f.number(estimate.recipients)} label={t.start.recipients} />
        <Figure value={f.number(estimate.totalSegments)} label={t.start.segments} />
        <Figure value={f.money(estimate.cost, estimate.currency)} label={t.start.cost} />
        <Figure
          value={
            estimate.durationSeconds === undefined ? '–' : f.duration(estimate.durationSeconds)
          }
          label={t.start.duration}
        />
      </dl>
      <div class="scroll-x">
        <table class="rows compact">
          <Head
            of={[
              t.start.language,
              num(t.start.recipients),
              wide(t.start.encoding),
              wide(num(t.start.length)),
              num(t.start.each),
            ]}
          />
          <tbody>
            {estimate.perLanguage.map((line) => (
              <tr key={line.language}>
                <th scope="row">{f.language(line.language)}</th>
                <td class="num">{f.number(line.recipients)}</td>
                <td class="wide-only">{line.encoding}</td>
                <td class="num wide-only">{f.number(line.characters)}</td>
                <td class="num">{f.number(line.segments)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
