package relais.platform.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;

/** Says, while it is open, that this process runs its roles. */
public final class Presence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    /** Often enough for a person to see a death within half a minute. */
    public static final Duration BEAT = Duration.ofSeconds(10);

    /** Those gone for so long are forgotten. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private final Database database;
    private final InstantSource clock;
    private final String host;
    private final List<String> roles;
    private final String instance = UUID.randomUUID().toString();
    private final Instant since;
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("presence").factory());

    private Presence(Database database, InstantSource clock, String host, List<String> roles) {
        this.database = database;
        this.clock = clock;
        this.host = host;
        this.roles = List.copyOf(roles);
        this.since = clock.instant();
    }

    /**
     * A role somewhere.
     *
     * @param seenAt when it last said so; one older than three beats has died or hangs
     */
    public record Role(String name, String host, Instant since, Instant seenAt) {}

    public static Presence start(
            Database database, InstantSource clock, String host, List<String> roles) {
        Presence presence = new Presence(database, clock, host, roles);
        presence.beat();
        presence.beats.scheduleAtFixedRate(
                presence::beatOrLog, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        return presence;
    }

    /** All roles of the installation, newest first, those gone within a day too. */
    public static List<Role> list(Database database) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT name, host, since, seen_at FROM platform_role
                                        ORDER BY name, since DESC LIMIT 200
                                        """)
                                .map(
                                        (row, context) ->
                                                new Role(
                                                        row.getString("name"),
                                                        row.getString("host"),
                                                        row.getTimestamp("since").toInstant(),
                                                        row.getTimestamp("seen_at").toInstant()))
                                .list());
    }

    private void beatOrLog() {
        try {
            beat();
        } catch (RuntimeException e) {
            LOG.warn("this process could not say that it lives", e);
        }
    }

    private void beat() {
        Instant now = clock.instant();
        database.useTransaction(
                tx -> {
                    for (String role : roles) {
                        tx.createUpdate(
                                        """
                                        INSERT INTO platform_role (instance, name, host, since, seen_at)
                                        VALUES (:instance, :name, :host, :since, :now)
                                        ON CONFLICT (instance, name) DO UPDATE SET seen_at = :now
                                        """)
                                .bind("instance", instance)
                                .bind("name", role)
                                .bind("host", host)
                                .bind("since", since)
                                .bind("now", now)
                                .execute();
                    }
                    tx.createUpdate("DELETE FROM platform_role WHERE seen_at < :old")
                            .bind("old", now.minus(MEMORY))
                            .execute();
                });
    }

    /** Leaves: a process that stops in good order is not shown as dead. */
    @Override
    public void close() {
        beats.shutdownNow();
        try {
            database.useTransaction(
                    tx -> tx.execute("DELETE FROM platform_role WHERE instance = ?", instance));
        } catch (RuntimeException e) {
            LOG.warn("this process could not say that it stops", e);
        }
    }
}
