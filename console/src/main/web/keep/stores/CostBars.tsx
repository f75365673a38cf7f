import type { StorePlace, WhatIf } from '../../api/stores.ts';
import { MiniBar } from '../../ui/bits.tsx';
import { Head, num } from '../../ui/table.tsx';
import { fill } from '../../words/formats.ts';
import { useWords } from '../../words/words.ts';

/** What lies where and costs what, now and then; the bars show money, or bytes where nothing costs any. */
export function CostBars({ of }: { of: WhatIf }) {
  const { t, f } = useWords();
  const sum = (places: StorePlace[]) => places.reduce((all, one) => all + one.month, 0);
  const all = [...of.before, ...of.after];
  const priced = all.some((one) => one.month > 0);
  const measure = (place: StorePlace | undefined) => (priced ? place?.month : place?.bytes) ?? 0;
  const most = Math.max(...all.map(measure), sum(of.before) * Number(priced), sum(of.after) * Number(priced)) || 1;
  const bar = (value: number, label: string) => (
    <td class="cost-bar">
      <MiniBar share={value / most} label={label} />
    </td>
  );
  const cell = (place: StorePlace | undefined) => (
    <>
      {bar(measure(place), priced ? f.number(measure(place)) : f.bytes(measure(place)))}
      <td class="num">{f.bytes(place?.bytes ?? 0)}</td>
      <td class="num">{f.number(place?.month ?? 0)}</td>
    </>
  );
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
      <div class="scroll-x">
        <table class="rows">
          <Head
            of={[
              t.stores.store,
              { name: t.stores.now, class: 'cost-bar' },
              num(`${t.stores.held} (${t.stores.now})`),
              num(`${t.stores.aMonth} (${t.stores.now})`),
              { name: t.stores.then, class: 'cost-bar' },
              num(`${t.stores.held} (${t.stores.then})`),
              num(`${t.stores.aMonth} (${t.stores.then})`),
            ]}
          />
          <tbody>
            {of.after.map((place) => (
              <tr key={place.storeId}>
                <th scope="row">{place.store}</th>
                {cell(of.before.find((one) => one.storeId === place.storeId))}
                {cell(place)}
              </tr>
            ))}
            <tr>
              <th scope="row" class="strong">
                {t.stores.sum}
              </th>
              {priced ? bar(sum(of.before), f.number(sum(of.before))) : <td class="cost-bar" />}
              <td />
              <td class="num strong">{f.number(sum(of.before))}</td>
              {priced ? bar(sum(of.after), f.number(sum(of.after))) : <td class="cost-bar" />}
              <td />
              <td class="num strong">{f.number(sum(of.after))}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
