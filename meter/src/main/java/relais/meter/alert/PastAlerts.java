package relais.meter.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import relais.platform.db.Database;

/** Alerts as one looks back at them. Thread safe. */
public final class PastAlerts {
    private final Database database;

    public PastAlerts(Database database) {
        this.database = database;
    }

    /** Those that fired on these hosts at some time between, from the first on. */
    public List<Alert> between(Instant from, Instant to, Collection<String> hosts, int most) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from meter_alert
                                        where host = any(:hosts) and fired_at < :to
                                          and (resolved_at is null or resolved_at > :from)
                                        order by fired_at, id limit :most
                                        """)
                                .bindArray("hosts", String.class, hosts)
                                .bind("from", from)
                                .bind("to", to)
                                .bind("most", most)
                                .map((row, context) -> AlertTable.read(row))
                                .list());
    }
}
