package relais.gateway.lease;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;

/**
 * The table of leases. Every change names the state it was decided on, so rivals cannot both win.
 */
final class LeaseTable {
    /** Whoever hangs here does not renew: better to fail and try again. */
    private static final int PATIENCE_SECONDS = 2;

    private final Database database;
    private final String holder;
    private final String node;

    LeaseTable(Database database, String holder, String node) {
        this.database = database;
        this.holder = holder;
        this.node = node;
    }

    /** Somebody else's lease and the database's time at which it was so. */
    record Other(String thing, String node, Silence.Sign sign, Instant now) {}

    /** Renews what is ours, takes what is nobody's, and answers all that is ours now. */
    Set<String> renew(Collection<String> wanted) {
        String[] things = wanted.toArray(String[]::new);
        return database.with(
                handle -> {
                    Set<String> held =
                            new HashSet<>(
                                    handle.createQuery(
                                                    """
                                                    update gateway_lease
                                                    set renewals = renewals + 1, node = :node,
                                                        renewed_at = clock_timestamp()
                                                    where holder = :holder and thing = any(:things)
                                                    returning thing
                                                    """)
                                            .bind("things", things)
                                            .bind("holder", holder)
                                            .bind("node", node)
                                            .setQueryTimeout(PATIENCE_SECONDS)
                                            .mapTo(String.class)
                                            .list());
                    if (held.size() < things.length) {
                        held.addAll(takeFree(handle, things));
                    }
                    return held;
                });
    }

    private List<String> takeFree(Handle handle, String[] things) {
        return handle.createQuery(
                        """
                        insert into gateway_lease (thing, holder, node, renewals, renewed_at)
                        select thing, :holder, :node, 1, clock_timestamp()
                        from unnest(:things::text[]) as wanted(thing)
                        on conflict (thing) do nothing returning thing
                        """)
                .bind("things", things)
                .bind("holder", holder)
                .bind("node", node)
                .setQueryTimeout(PATIENCE_SECONDS)
                .mapTo(String.class)
                .list();
    }

    List<Other> others(Collection<String> wanted) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select thing, node, holder, renewals,
                                            clock_timestamp() as now
                                        from gateway_lease
                                        where thing = any(:things) and holder <> :holder
                                        """)
                                .bind("things", wanted.toArray(String[]::new))
                                .bind("holder", holder)
                                .setQueryTimeout(PATIENCE_SECONDS)
                                .map(
                                        (row, _) ->
                                                new Other(
                                                        row.getString("thing"),
                                                        row.getString("node"),
                                                        new Silence.Sign(
                                                                row.getString("holder"),
                                                                row.getLong("renewals")),
                                                        row.getTimestamp("now").toInstant()))
                                .list());
    }

    /** Takes what a dead holder left as it was seen last; false if it has stirred. */
    boolean inherit(Other dead) {
        int taken =
                database.with(
                        handle ->
                                handle.createUpdate(
                                                """
                                                update gateway_lease
                                                set holder = :holder, node = :node,
                                                    renewals = renewals + 1,
                                                    renewed_at = clock_timestamp()
                                                where thing = :thing and holder = :dead
                                                    and renewals = :renewals
                                                """)
                                        .bind("thing", dead.thing())
                                        .bind("holder", holder)
                                        .bind("node", node)
                                        .bind("dead", dead.sign().holder())
                                        .bind("renewals", dead.sign().renewals())
                                        .setQueryTimeout(PATIENCE_SECONDS)
                                        .execute());
        return taken == 1;
    }

    /** Gives back what is ours, so that others need not wait. */
    void giveBack(Collection<String> things) {
        database.with(
                handle ->
                        handle.createUpdate(
                                        """
                                        delete from gateway_lease
                                        where holder = :holder and thing = any(:things)
                                        """)
                                .bind("holder", holder)
                                .bind("things", things.toArray(String[]::new))
                                .setQueryTimeout(PATIENCE_SECONDS)
                                .execute());
    }
}
