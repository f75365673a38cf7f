package relais.vault.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What lies where and what it costs, now and under other rules.
 *
 * @param once what the moves cost: what is written anew and read for it
 */
public record WhatIf(List<Place> before, List<Place> after, Moves once) {

    /** What a store holds and costs a month, by its prices. */
    public record Place(long storeId, String store, long objects, long bytes, double month) {}

    /** What has to be copied, at least, and what that costs. */
    public record Moves(long objects, long bytes, double cost) {}

    private record Amount(long objects, long bytes) {
        Amount plus(Amount more) {
            return new Amount(objects + more.objects, bytes + more.bytes);
        }

        Amount without(Amount less) {
            return new Amount(Math.max(0, objects - less.objects), Math.max(0, bytes - less.bytes));
        }
    }

    static WhatIf of(Handle handle, Rules rules, Instant now) {
        List<StoreRow> stores = Stores.rows(handle);
        Map<Long, Amount> before = before(handle);
        Map<Long, Amount> after = rules.all().isEmpty() ? before : after(handle, rules, now);
        long objects = 0;
        long bytes = 0;
        double cost = 0;
        Amount none = new Amount(0, 0);
        for (StoreRow store : stores) {
            Amount was = before.getOrDefault(store.id(), none);
            Amount is = after.getOrDefault(store.id(), none);
            Amount more = is.without(was);
            objects += more.objects();
            bytes += more.bytes();
            cost += store.prices().writes(more.objects());
            // What leaves a store has been read there for its new place.
            cost += store.prices().out(was.without(is).bytes());
        }
        return new WhatIf(
                places(stores, before), places(stores, after), new Moves(objects, bytes, cost));
    }

    private static List<Place> places(List<StoreRow> stores, Map<Long, Amount> amounts) {
        List<Place> places = new ArrayList<>();
        for (StoreRow store : stores) {
            Amount amount = amounts.getOrDefault(store.id(), new Amount(0, 0));
            places.add(
                    new Place(
                            store.id(),
                            store.name(),
                            amount.objects(),
                            amount.bytes(),
                            store.prices().month(amount.bytes())));
        }
        return places;
    }

    private static Map<Long, Amount> before(Handle handle) {
        Map<Long, Amount> amounts = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        SELECT c.store_id, count(*), sum(o.size)
                        FROM vault_copy c JOIN vault_placed o ON o.id = c.object_id
                        WHERE c.state = 1 GROUP BY c.store_id
                        """)
                .map(
                        (row, context) ->
                                amounts.put(
                                        row.getLong(1), new Amount(row.getLong(2), row.getLong(3))))
                .list();
        return amounts;
    }

    /** Every object by the first rule that fits, in one pass of the database. */
    private static Map<Long, Amount> after(Handle handle, Rules rules, Instant now) {
        List<Rule> all = rules.all();
        Map<Long, Amount> amounts = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        SELECT r.at, count(*), sum(o.size) FROM vault_placed o
                        CROSS JOIN LATERAL (
                          SELECT at FROM unnest(:olds, :sizes) WITH ORDINALITY AS r(old, size, at)
                          WHERE o.size >= r.size AND o.written_at <= r.old
                          ORDER BY at LIMIT 1) r
                        GROUP BY r.at
                        """)
                .bind(
                        "olds",
                        all.stream()
                                .map(rule -> java.sql.Timestamp.from(now.minus(rule.age())))
                                .toArray(java.sql.Timestamp[]::new))
                .bind("sizes", all.stream().map(Rule::minBytes).toArray(Long[]::new))
                .map(
                        (row, context) -> {
                            Rule rule = all.get(row.getInt(1) - 1);
                            Amount amount = new Amount(row.getLong(2), row.getLong(3));
                            rule.stores().stream()
                                    .limit(rule.copies())
                                    .forEach(store -> amounts.merge(store, amount, Amount::plus));
                            return rule;
                        })
                .list();
        return amounts;
    }
}
