package relais.gateway.kannel;

import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.outbound.Destinations;
import relais.platform.secrets.Sealed;
import relais.platform.secrets.Secrets;

/** The table of calls still to be made. Addresses are sealed: they often hold a password. */
final class Callbacks {
    private static final String CONTEXT = "gateway_callback";

    private final Database database;
    private final Secrets secrets;

    Callbacks(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /** An address that is none once its escapes are filled in is left out. */
    void add(Handle tx, long messageId, String url, Instant now) {
        URI address = Destinations.parse(url);
        if (address == null) {
            return;
        }
        tx.createUpdate(
                        """
                        insert into gateway_callback (message_id, host, url, due_at, created_at)
                        values (:message, :host, :url, :now, :now)
                        """)
                .bind("message", messageId)
                .bind("host", Callback.host(address))
                .bind("url", secrets.seal(url, CONTEXT).bytes())
                .bind("now", Timestamp.from(now))
                .execute();
    }

    /**
     * Takes at most {@code limit} that are due and not for a busy host; for {@code lease} no other
     * process takes them, so that one that dies in between delays them and loses none.
     */
    List<Callback> take(int limit, Set<String> busyHosts, Instant now, Duration lease) {
        record Row(long id, byte[] url, int attempts) {}
        List<Row> rows =
                database.inTransaction(
                        tx ->
                                tx.createQuery(
                                                """
                                                update gateway_callback set due_at = :until
                                                where id in (select id from gateway_callback c
                                                    where due_at <= :now
                                                        and not host = any(:busy)
                                                        and not exists (
                                                            select 1 from gateway_callback o
                                                            where o.message_id = c.message_id
                                                                and o.id < c.id)
                                                    order by due_at
                                                    limit :limit for update skip locked)
                                                returning id, url, attempts
                                                """)
                                        .bind("now", Timestamp.from(now))
                                        .bind("until", Timestamp.from(now.plus(lease)))
                                        .bind("limit", limit)
                                        .bind("busy", busyHosts.toArray(String[]::new))
                                        .map(
                                                (row, _) ->
                                                        new Row(
                                                                row.getLong("id"),
                                                                row.getBytes("url"),
                                                                row.getInt("attempts")))
                                        .list());
        List<Callback> callbacks = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String url = secrets.openText(new Sealed(row.url()), CONTEXT);
            callbacks.add(
                    new Callback(
                            row.id(),
                            Objects.requireNonNull(Destinations.parse(url)),
                            row.attempts()));
        }
        return callbacks;
    }

    void forget(long id) {
        database.useTransaction(
                tx ->
                        tx.createUpdate("delete from gateway_callback where id = :id")
                                .bind("id", id)
                                .execute());
    }

    void again(Callback callback, Instant dueAt) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        update gateway_callback
                                        set attempts = attempts + 1, due_at = :due where id = :id
                                        """)
                                .bind("due", Timestamp.from(dueAt))
                                .bind("id", callback.id())
                                .execute());
    }
}
