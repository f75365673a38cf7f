import type { StorePlace, WhatIf } from '../../api/stores.ts';
import { MiniBar } from '../../ui/bits.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';

/** What lies where and costs what, now above then; the bars show money, or bytes where nothing costs any. */
export function CostBars({ of }: { of: WhatIf }) {
  const { t, f } = useWords();
  const total = (places: StorePlace[]): StorePlace => ({
    storeId: 0,
    store: t.stores.sum,
    objects: places.reduce((all, one) => all + one.objects, 0),
    bytes: places.reduce((all, one) => all + one.bytes, 0),
    month: places.reduce((all, one) => all + one.month, 0),
  });
  const sums = [total(of.before), total(of.after)] as const;
  const priced = sums.some((one) => one.month > 0);
  const measure = (place: StorePlace) => (priced ? place.month : place.bytes);
  const most = Math.max(...sums.map(measure)) || 1;
  const line = (when: string, place: StorePlace) => {
    const says = priced
      ? fill(t.stores.costs, { bytes: f.bytes(place.bytes), cost: f.number(place.month) })
      : f.bytes(place.bytes);
    return (
      <div class="cost-line">
        <span class="muted">{when}</span>
        <MiniBar share={measure(place) / most} label={`${when} : ${says}`} />
        <span>{says}</span>
      </div>
    );
  };
  const nowhere = (place: StorePlace) => ({ ...place, objects: 0, bytes: 0, month: 0 });
  return (
    <section class="section" role="status">
      <h2>{t.stores.whatIf}</h2>
      <p class="muted">
        {fill(t.stores.moves, {
          objects: f.number(of.once.objects),
          bytes: f.bytes(of.once.bytes),
          cost: f.number(of.once.cost),
        })}
      </p>
      {[...of.after, sums[1]].map((then) => {
        const now =
          then.storeId === 0 ? sums[0] : (of.before.find((one) => one.storeId === then.storeId) ?? nowhere(then));
        return (
          <div key={then.storeId} class="cost-store">
            <h3>{then.store}</h3>
            {line(t.stores.now, now)}
            {line(t.stores.then, then)}
          </div>
        );
      })}
    </section>
  );
}
