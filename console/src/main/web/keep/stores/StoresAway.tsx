import { useFetched } from '../../api/fetched.ts';
import type { Store } from '../../api/stores.ts';
import type { Page } from '../../api/types.ts';
import { useEvery } from '../../ui/every.ts';
import { Icon } from '../../ui/icons.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';

const LOOK_MS = 15_000;

/** Names the stores that do not answer, on each page of the records: work goes on without them. */
export function StoresAway() {
  const { t, f } = useWords();
  const stores = useFetched<Page<Store>>('/api/file-stores', 'stores');
  useEvery(LOOK_MS, stores.reload);
  const away = (stores.data?.items ?? []).filter(
    ({ state }) => state === 'away' || state === 'wrong',
  );
  if (away.length === 0) return null;
  return (
    <p>
      <Icon name="warn" />
      {fill(t.stores.awayNote, { stores: f.list(away.map(({ name }) => name)) })}
    </p>
  );
}
