import { useFetched } from '../api/fetched.ts';
import type { AlertRule, RuleForm } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { wide } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { useWords } from '../words/words.ts';
import { SeverityBadge } from './Alerts.tsx';
import { AlertsHead } from './AlertsHead.tsx';
import { RuleDialog } from './RuleDialog.tsx';

/** What one wants to be told of, beyond the thresholds that plugins bring along. */
export function Rules() {
  const { t, f } = useWords();
  const may = useMay();
  const rules = useFetched<Page<AlertRule>>('/api/alert-rules', 'alerts');
  return (
    <Things
      of={rules}
      head={(create) => <AlertsHead actions={create} />}
      lead={t.rules.lead}
      may={may('alerts.edit')}
      create={t.rules.create}
      empty={{ title: t.rules.none, text: t.rules.noneText }}
      columns={[t.rules.name, t.alerts.severity, wide(t.rules.for)]}
      row={(rule) => (
        <>
          <th scope="row">
            <strong>{rule.name}</strong>
            <code class="under rule-query">{rule.query}</code>
            {rule.problem && <span class="field-error rule-query">{rule.problem}</span>}
          </th>
          <td>
            <SeverityBadge severity={rule.severity} />
          </td>
          <td class="wide-only nowrap">{rule.for > 0 ? f.duration(rule.for) : t.rules.atOnce}</td>
        </>
      )}
      dialog={(rule, close) => (
        <RuleDialog
          rule={rule}
          others={rules.data?.items ?? []}
          onClose={close}
          onSaved={rules.reload}
        />
      )}
      going={{
        path: (rule) => `/api/alert-rules/${rule.id}`,
        done: t.rules.deleted,
        back: {
          to: '/api/alert-rules',
          body: ({ id: _, problem: __, ...form }) => form satisfies RuleForm,
        },
      }}
    />
  );
}
