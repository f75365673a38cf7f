import { useState } from 'preact/hooks';
import { post, remove } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { SharedLink } from '../api/meter.ts';
import type { Page } from '../api/types.ts';
import { When } from '../ui/bits.tsx';
import { useQuickAction } from '../ui/states.tsx';
import { wide } from '../ui/table.tsx';
import { Things } from '../ui/Things.tsx';
import { useWords } from '../words/words.ts';
import { DashboardsHead } from './DashboardsHead.tsx';
import { LinkDialog } from './PictureMenu.tsx';

const DAY_MS = 86_400_000;

/** Where the console shows what a picture shows. */
export const pageOf = (path: string): string => path.replace(/^\/api/, '').replace(/\/picture\..*$/, '');

/** What is open to whoever has an address, who opened it, until when. */
export function Links() {
  const { t, f } = useWords();
  const list = useFetched<Page<SharedLink>>('/api/links');
  const quick = useQuickAction();
  const [made, setMade] = useState<string>();
  /** The address of the old one is not kept anywhere: a new one takes its place. */
  const renew = (link: SharedLink) =>
    void quick(async () => {
      const days = Math.max(1, Math.round((Date.parse(link.expiresAt) - Date.parse(link.madeAt)) / DAY_MS));
      const fresh = await post<{ url: string }>('/api/links', { path: link.path, days });
      await remove(`/api/links/${link.id}`);
      setMade(fresh.url);
      list.reload();
    });
  return (
    <>
      <Things
        of={list}
        head={() => <DashboardsHead />}
        lead={t.links.lead}
        may
        empty={{ title: t.links.none, text: t.links.noneText }}
        columns={[t.links.what, wide(t.links.by), t.links.until, wide(t.links.used)]}
        row={(link) => (
          <>
            <th scope="row">
              <a class="row-link" href={pageOf(link.path)}>
                {link.title || pageOf(link.path)}
              </a>
              <span class="under">
                <a href={link.path} target="_blank" rel="noopener">
                  {t.links.look}
                </a>
              </span>
            </th>
            <td class="wide-only">
              {link.by}
              <span class="under">{f.date(link.madeAt)}</span>
            </td>
            <td class="nowrap">{f.date(link.expiresAt)}</td>
            <td class="wide-only">{link.usedAt ? <When at={link.usedAt} /> : t.links.never}</td>
          </>
        )}
        menu={(link) => (
          <button type="button" onClick={() => renew(link)}>
            {t.links.renew}
          </button>
        )}
        going={{
          path: (link) => `/api/links/${link.id}`,
          done: t.links.revoked,
          ask: { name: (link) => link.title || pageOf(link.path), text: t.links.revokeText },
        }}
      />
      {made && <LinkDialog url={made} onClose={() => setMade(undefined)} />}
    </>
  );
}
