package relais.meter.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;

/** Which store keeps whose series, as all processes of the installation have agreed. */
final class Placements {
    /** Places are given one at a time, so that two processes do not choose two for one owner. */
    private static final long ONE_AT_A_TIME = 0x7374_6f72_6573L;

    /** Nothing that is measured is older: what a new place is owed begins here. */
    static final long BEGINNING = 0;

    /** By then a day of an owner is copied, or whoever took the debt is dead. */
    private static final int CLAIM_SECONDS = 120;

    private final Database database;
    private volatile Map<String, List<Place>> known = Map.of();
    private volatile String version = "";

    /**
     * One of an owner's stores.
     *
     * @param leaving it keeps being written to until the others have all of it
     */
    record Place(UUID store, boolean leaving) {}

    /** A store as its process last said. */
    record Card(
            UUID id, String name, String kind, String address, Instant seenAt, long ageMillis) {}

    /** What a store lacks, times inclusive. */
    record Debt(String owner, UUID store, long since, long until) {}

    Placements(Database database) {
        this.database = database;
    }

    /** Says that the store lives, and where. */
    void announce(UUID id, String name, String kind, String address) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        insert into meter_store (id, name, kind, address, seen_at)
                                        values (:id, :name, :kind, :address, now())
                                        on conflict (id) do update set name = :name,
                                          address = :address, seen_at = now()
                                        """)
                                .bind("id", id)
                                .bind("name", name)
                                .bind("kind", kind)
                                .bind("address", address)
                                .execute());
    }

    List<Card> cards() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select id, name, kind, address, seen_at,
                                          extract(epoch from now() - seen_at) * 1000 as age
                                        from meter_store order by name, id
                                        """)
                                .map(
                                        (row, context) ->
                                                new Card(
                                                        row.getObject("id", UUID.class),
                                                        row.getString("name"),
                                                        row.getString("kind"),
                                                        row.getString("address"),
                                                        row.getTimestamp("seen_at").toInstant(),
                                                        row.getLong("age")))
                                .list());
    }

    /** Learns what other processes have changed. */
    void refresh() {
        database.useTransaction(
                handle -> {
                    String now =
                            handle.createQuery(
                                            "select count(*) || ' ' || max(changed_at) || ' ' ||"
                                                    + " count(*) filter (where leaving)"
                                                    + " from meter_placement")
                                    .mapTo(String.class)
                                    .findOne()
                                    .orElse("");
                    if (!now.equals(version)) {
                        known = all(handle);
                        version = now;
                    }
                });
    }

    private static Map<String, List<Place>> all(Handle handle) {
        Map<String, List<Place>> all = new HashMap<>();
        handle.createQuery(
                        """
                        select owner, store_id, leaving from meter_placement
                        order by owner, leaving, changed_at, store_id
                        """)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getString("owner"),
                                        new Place(
                                                row.getObject("store_id", UUID.class),
                                                row.getBoolean("leaving"))))
                .forEach(
                        entry ->
                                all.computeIfAbsent(entry.getKey(), owner -> new ArrayList<>())
                                        .add(entry.getValue()));
        return all;
    }

    /** Every owner's places as this process knows them. */
    Map<String, List<Place>> known() {
        return known;
    }

    /** The owner's places; empty when it has none yet. */
    List<Place> of(String owner) {
        return known.getOrDefault(owner, List.of());
    }

    /**
     * Gives the owner places until it has {@code copies} of them, at those stores that may take
     * some and have the fewest owners. What an earlier store has is owed to a new one.
     */
    List<Place> place(String owner, int copies, Predicate<Card> may, long oldest, long newest) {
        List<Card> candidates = cards().stream().filter(may).toList();
        database.useTransaction(
                tx -> {
                    tx.execute("select pg_advisory_xact_lock(?)", ONE_AT_A_TIME);
                    List<Place> has = all(tx).getOrDefault(owner, List.of());
                    Map<UUID, Long> owners = owners(tx);
                    List<UUID> fresh =
                            candidates.stream()
                                    .map(Card::id)
                                    .filter(id -> isFree(id, has))
                                    .sorted(
                                            java.util.Comparator.comparingLong(
                                                    id -> owners.getOrDefault(id, 0L)))
                                    .limit(Math.max(0, copies - staying(has)))
                                    .toList();
                    fresh.forEach(id -> give(tx, owner, id, staying(has) > 0, oldest, newest));
                });
        refresh();
        return of(owner);
    }

    /** One that is to leave must have forgotten the owner before it takes it again. */
    private static boolean isFree(UUID store, List<Place> has) {
        return has.stream().noneMatch(place -> place.store().equals(store));
    }

    static long staying(List<Place> places) {
        return places.stream().filter(place -> !place.leaving()).count();
    }

    private static void give(
            Handle tx, String owner, UUID store, boolean owed, long oldest, long newest) {
        tx.createUpdate(
                        """
                        insert into meter_placement (owner, store_id) values (:owner, :store)
                        on conflict (owner, store_id) do update
                          set leaving = false, changed_at = now()
                        """)
                .bind("owner", owner)
                .bind("store", store)
                .execute();
        if (owed) {
            owe(tx, new Debt(owner, store, oldest, newest));
        }
    }

    private static Map<UUID, Long> owners(Handle tx) {
        Map<UUID, Long> owners = new HashMap<>();
        tx.createQuery("select store_id, count(*) as n from meter_placement group by store_id")
                .map(
                        (row, context) ->
                                Map.entry(row.getObject("store_id", UUID.class), row.getLong("n")))
                .forEach(entry -> owners.put(entry.getKey(), entry.getValue()));
        return owners;
    }

    /** Owners per store, for screens. */
    Map<UUID, Long> owners() {
        return database.with(Placements::owners);
    }

    /** Wants the owner at exactly these stores; the others leave once these have its history. */
    void move(String owner, List<UUID> to, long oldest, long newest) {
        database.useTransaction(
                tx -> {
                    tx.execute("select pg_advisory_xact_lock(?)", ONE_AT_A_TIME);
                    List<Place> has = all(tx).getOrDefault(owner, List.of());
                    for (UUID store : to) {
                        boolean there = has.stream().anyMatch(p -> p.store().equals(store));
                        give(tx, owner, store, !there && !has.isEmpty(), oldest, newest);
                    }
                    tx.createUpdate(
                                    """
                                    update meter_placement set leaving = true, changed_at = now()
                                    where owner = :owner and not (store_id = any(:to))
                                    """)
                            .bind("owner", owner)
                            .bindArray("to", UUID.class, to)
                            .execute();
                });
        refresh();
    }

    /** Wants the owner nowhere any more. */
    void leave(String owner) {
        database.useTransaction(
                tx -> {
                    tx.execute("select pg_advisory_xact_lock(?)", ONE_AT_A_TIME);
                    tx.execute("delete from meter_debt where owner = ?", owner);
                    tx.execute(
                            "update meter_placement set leaving = true, changed_at = now()"
                                    + " where owner = ?",
                            owner);
                });
        refresh();
    }

    void owe(Debt debt) {
        database.useTransaction(tx -> owe(tx, debt));
    }

    private static void owe(Handle tx, Debt debt) {
        tx.createUpdate(
                        """
                        insert into meter_debt as d (owner, store_id, since, until)
                        values (:owner, :store, :since, :until)
                        on conflict (owner, store_id) do update
                          set since = least(d.since, :since), until = greatest(d.until, :until),
                            claim = null, claimed_until = null
                        """)
                .bind("owner", debt.owner())
                .bind("store", debt.store())
                .bind("since", debt.since())
                .bind("until", debt.until())
                .execute();
    }

    /**
     * A debt that nobody else is paying; nobody takes it while the claim lasts.
     *
     * @param known a place that is newer may not be written to by all processes yet: what is copied
     *     to it now would not be all
     */
    Optional<Debt> claim(UUID claim, List<UUID> at, Duration known) {
        return database.inTransaction(
                tx ->
                        tx.createQuery(
                                        """
                                        update meter_debt d
                                        set claim = :claim,
                                          claimed_until = now() + make_interval(secs => :lasts)
                                        from (select o.owner, o.store_id from meter_debt o
                                          join meter_placement p using (owner, store_id)
                                          where store_id = any(:at)
                                            and p.changed_at < now() - make_interval(secs => :known)
                                            and (claimed_until is null or claimed_until < now())
                                          order by random() limit 1
                                          for update of o skip locked) one
                                        where d.owner = one.owner and d.store_id = one.store_id
                                        returning d.owner, d.store_id, d.since, d.until
                                        """)
                                .bind("claim", claim)
                                .bind("lasts", CLAIM_SECONDS)
                                .bind("known", known.toMillis() / 1_000.0)
                                .bindArray("at", UUID.class, at)
                                .map(
                                        (row, context) ->
                                                new Debt(
                                                        row.getString("owner"),
                                                        row.getObject("store_id", UUID.class),
                                                        row.getLong("since"),
                                                        row.getLong("until")))
                                .findOne());
    }

    /**
     * All before {@code since} is paid, and the claim ends. Nothing changes where more came to be
     * owed meanwhile: that may be older.
     */
    void paid(UUID claim, Debt debt, long since) {
        String change =
                since > debt.until()
                        ? "delete from meter_debt where claim = :claim"
                        : "update meter_debt set since = :since, claim = null, claimed_until = null"
                                + " where claim = :claim";
        database.useTransaction(
                tx -> {
                    var update = tx.createUpdate(change).bind("claim", claim);
                    if (since <= debt.until()) {
                        update.bind("since", since);
                    }
                    update.execute();
                });
    }

    /** It could not be paid now; another process may try. */
    void release(UUID claim) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        update meter_debt set claim = null, claimed_until = null
                                        where claim = :claim
                                        """)
                                .bind("claim", claim)
                                .execute());
    }

    /** Owners whose leaving stores may go: nothing is owed to those that stay, if any do. */
    List<Debt> departed(long settledSeconds) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select p.owner, p.store_id from meter_placement p
                                        where p.leaving
                                          and p.changed_at < now() - make_interval(secs => :settled)
                                          and not exists (select 1 from meter_debt d
                                            where d.owner = p.owner
                                              and d.store_id <> p.store_id)
                                        """)
                                .bind("settled", settledSeconds)
                                .map(
                                        (row, context) ->
                                                new Debt(
                                                        row.getString("owner"),
                                                        row.getObject("store_id", UUID.class),
                                                        0,
                                                        0))
                                .list());
    }

    void forget(String owner, UUID store) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        delete from meter_placement
                                        where owner = :owner and store_id = :store and leaving
                                        """)
                                .bind("owner", owner)
                                .bind("store", store)
                                .execute());
        refresh();
    }

    /** Owners with something owed, per store. */
    Map<UUID, Long> debts() {
        Map<UUID, Long> debts = new HashMap<>();
        database.useTransaction(
                handle ->
                        handle.createQuery(
                                        "select store_id, count(*) as n from meter_debt group by store_id")
                                .map(
                                        (row, context) ->
                                                Map.entry(
                                                        row.getObject("store_id", UUID.class),
                                                        row.getLong("n")))
                                .forEach(entry -> debts.put(entry.getKey(), entry.getValue())));
        return debts;
    }
}
