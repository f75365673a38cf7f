import { post } from '../../api/client.ts';
import { useListed } from '../../api/fetched.ts';
import type { Finding } from '../../api/stores.ts';
import { Badge, When } from '../../ui/bits.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Empty, useQuickAction } from '../../ui/states.tsx';
import { Head, num, Rows, unseen, wide } from '../../ui/table.tsx';
import { known } from '../../words/server.ts';
import { useWords } from '../../words/words.ts';
import { StoresHead } from './StoresHead.tsx';

const TONES: Record<string, 'bad' | 'wait' | 'good' | 'none'> = {
  open: 'bad',
  suspected: 'wait',
  repaired: 'good',
  done: 'none',
};

type Deed = 'adopt' | 'delete' | 'repair' | 'dismiss';
const DEEDS: Record<string, Deed[]> = { unknown: ['adopt', 'delete'] };

/** Where database and stores disagree, and what became of it. */
export function Findings() {
  const { t, f } = useWords();
  const quick = useQuickAction();
  const list = useListed<Finding>('/api/file-store-findings', 'stores');
  const settle = (finding: Finding, what: Deed) =>
    void quick(async () => {
      await post(`/api/file-store-findings/${finding.id}`, { what });
      list.reload();
    });
  return (
    <>
      <StoresHead />
      <Rows of={list} empty={<Empty title={t.stores.noFindings}>{t.stores.noFindingsText}</Empty>}>
        {(rows) => (
          <table class="rows">
            <Head
              of={[
                t.stores.finding,
                wide(t.stores.store),
                wide(num(t.documents.size)),
                t.dossiers.state,
                wide(t.stores.found),
                unseen(t.common.more),
              ]}
            />
            <tbody>
              {rows.map((finding) => (
                <tr key={finding.id}>
                  <th scope="row">
                    {known(t.stores.findingKinds, finding.kind)}
                    <span class="under mono">{finding.key}</span>
                  </th>
                  <td class="wide-only">{finding.store}</td>
                  <td class="wide-only num">{finding.size === undefined ? '' : f.bytes(finding.size)}</td>
                  <td>
                    <Badge tone={TONES[finding.state] ?? 'none'}>
                      {known(t.stores.findingStates, finding.state)}
                    </Badge>
                  </td>
                  <td class="wide-only nowrap">
                    <When at={finding.foundAt} />
                  </td>
                  <td class="row-actions">
                    {finding.state === 'open' && (
                      <Menu label={t.common.more}>
                        {[...(DEEDS[finding.kind] ?? ['repair' as const]), 'dismiss' as const].map((what) => (
                          <button key={what} type="button" onClick={() => settle(finding, what)}>
                            {t.stores.deeds[what]}
                          </button>
                        ))}
                      </Menu>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Rows>
    </>
  );
}
