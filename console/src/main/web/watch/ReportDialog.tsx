import { useState } from 'preact/hooks';
import { post, put } from '../api/client.ts';
import type { MailedReport, ReportPeriod } from '../api/meter.ts';
import { SelectField, TextArea } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { FormProblem, useAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { wrongIn } from '../words/explain.ts';
import { useWords } from '../words/words.ts';
import { PERIODS, zoneHere } from './ReportMenu.tsx';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const USUAL_HOUR = 6;

/** Addresses as people write them: by lines, commas or blanks. */
export const addressesIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/** When a report leaves by mail, and to whom. */
export function ReportDialog(props: {
  /** The one that is changed, or what a new one is about. */
  report: MailedReport | Pick<MailedReport, 'kind' | 'about' | 'title'>;
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const { t, lang } = words;
  const { report } = props;
  const old = 'id' in report ? report : undefined;
  const [period, setPeriod] = useState<ReportPeriod>(old?.period ?? 'week');
  const [hour, setHour] = useState(String(old?.hour ?? USUAL_HOUR));
  const [language, setLanguage] = useState<string>(old?.language ?? lang);
  const [text, setText] = useState(old?.addresses.join('\n') ?? '');
  const action = useAction();
  const addresses = addressesIn(text);
  const save = () =>
    action.run(async () => {
      const body = {
        kind: report.kind,
        about: report.about,
        period,
        hour: Number(hour),
        zone: old?.zone ?? zoneHere(),
        language,
        addresses,
      };
      await (old ? put(`/api/reports/${old.id}`, body) : post('/api/reports', body));
      props.onSaved();
      props.onClose();
      toast({ text: t.reports.saved });
    });
  return (
    <FormDialog
      title={old ? t.reports.edit : t.reports.create}
      submit={t.common.save}
      busy={action.busy}
      disabled={addresses.length === 0}
      onClose={props.onClose}
      onSubmit={() => void save()}
    >
      <FormProblem problem={action.problem} fields={['addresses']} />
      <p>
        <strong>{report.title}</strong>
      </p>
      <div class="form-row">
        <SelectField
          label={t.reports.when}
          hint={t.reports.whole[period]}
          value={period}
          onInput={(one) => setPeriod(one as ReportPeriod)}
          options={PERIODS.map((one) => ({ value: one, label: t.reports.periods[one] }))}
        />
        <SelectField
          label={t.reports.hour}
          value={hour}
          onInput={setHour}
          options={HOURS.map((one) => ({
            value: String(one),
            label: `${String(one).padStart(2, '0')}:00`,
          }))}
        />
      </div>
      <SelectField
        label={t.reports.language}
        value={language}
        onInput={setLanguage}
        options={[
          { value: 'fr', label: 'Français' },
          { value: 'en', label: 'English' },
        ]}
      />
      <TextArea
        label={t.reports.addresses}
        hint={t.reports.addressesHint}
        value={text}
        onInput={setText}
        error={wrongIn(action.problem, 'addresses', words)}
        lang="zxx"
      />
    </FormDialog>
  );
}
