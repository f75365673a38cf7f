import { useState } from 'preact/hooks';
import { post, remove } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { AlertRule, RuleForm } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Button } from '../ui/controls.tsx';
import { Menu } from '../ui/menu.tsx';
import { Empty, Loaded, useQuickAction } from '../ui/states.tsx';
import { Head, unseen, wide } from '../ui/table.tsx';
import { toast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';
import { SeverityBadge } from './Alerts.tsx';
import { AlertsHead } from './AlertsHead.tsx';
import { RuleDialog } from './RuleDialog.tsx';

/** What one wants to be told of, beyond the thresholds that plugins bring along. */
export function Rules() {
  const { t, f } = useWords();
  const may = useMay();
  const rules = useFetched<Page<AlertRule>>('/api/alert-rules', 'alerts');
  const [editing, setEditing] = useState<AlertRule | 'new'>();
  const quick = useQuickAction();
  const create = may('alerts.edit') && (
    <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
      {t.rules.create}
    </Button>
  );
  const drop = (rule: AlertRule) =>
    void quick(async () => {
      await remove(`/api/alert-rules/${rule.id}`);
      rules.reload();
      const { id: _, problem: __, ...form } = rule;
      toast({
        text: t.rules.deleted,
        undo: () =>
          void quick(async () => {
            await post('/api/alert-rules', form satisfies RuleForm);
            rules.reload();
          }),
      });
    });
  return (
    <>
      <AlertsHead actions={create} />
      <p class="lead page-lead">{t.rules.lead}</p>
      <Loaded of={rules}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.rules.none} action={create}>
              {t.rules.noneText}
            </Empty>
          ) : (
            <table class="rows">
              <Head
                of={[t.rules.name, t.alerts.severity, wide(t.rules.for), unseen(t.common.more)]}
              />
              <tbody>
                {items.map((rule) => (
                  <tr key={rule.id}>
                    <th scope="row">
                      <strong>{rule.name}</strong>
                      <code class="under rule-query">{rule.query}</code>
                      {rule.problem && <span class="field-error rule-query">{rule.problem}</span>}
                    </th>
                    <td>
                      <SeverityBadge severity={rule.severity} />
                    </td>
                    <td class="wide-only nowrap">
                      {rule.for > 0 ? f.duration(rule.for) : t.rules.atOnce}
                    </td>
                    <td class="row-actions">
                      {may('alerts.edit') && (
                        <Menu label={t.common.more}>
                          <button type="button" onClick={() => setEditing(rule)}>
                            {t.common.edit}
                          </button>
                          <button type="button" class="danger" onClick={() => drop(rule)}>
                            {t.common.delete}
                          </button>
                        </Menu>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {editing && (
        <RuleDialog
          rule={editing === 'new' ? undefined : editing}
          others={rules.data?.items ?? []}
          onClose={() => setEditing(undefined)}
          onSaved={rules.reload}
        />
      )}
    </>
  );
}
