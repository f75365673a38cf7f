package relais.meter.picture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import relais.meter.host.Sight;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;

/**
 * Addresses under which pictures are shown without login: 160 random bits of which only the hash is
 * kept, for a time, until they are taken back. Thread safe.
 */
public final class Links {
    /** What nobody renewed for two years nobody remembers. */
    public static final int MOST_DAYS = 731;

    /** A wall of screens has a hundred; more is a program gone wild. */
    private static final int MOST_PER_USER = 1_000;

    private static final int BYTES = 20;
    private static final Duration USED_STALE = Duration.ofMinutes(10);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Links(Database database, Audit audit, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /** A link just made; {@code token} is told this once. */
    public record Made(Link link, String token) {
        @Override
        public String toString() {
            return "Made[" + link + "]";
        }
    }

    /**
     * What is wanted.
     *
     * @param title of what it shows
     */
    public record Wanted(String path, String title, int days) {}

    /**
     * Makes one; the caller's right to see what it shows is checked before. Empty when the caller
     * has too many.
     */
    public Optional<Made> make(Caller caller, Sight sight, Wanted wanted) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    tx.execute("delete from meter_link where expires_at < ?", now);
                    if (count(tx, caller) >= MOST_PER_USER) {
                        return Optional.empty();
                    }
                    Link link =
                            tx.createQuery(
                                            """
                                            insert into meter_link
                                              (hash, path, title, made_by, maker, made_at,
                                               expires_at, sees)
                                            values (:hash, :path, :title, :by, :maker, :now,
                                              :expires,
                                              case when :all then null else :seen end)
                                            returning *
                                            """)
                                    .bind("hash", hash(token))
                                    .bind("path", wanted.path())
                                    .bind("title", wanted.title())
                                    .bind("by", caller.userId())
                                    .bind("maker", caller.name())
                                    .bind("all", sight instanceof Sight.All)
                                    .bindArray("seen", String.class, hosts(sight))
                                    .bind("now", now)
                                    .bind("expires", now.plus(Duration.ofDays(wanted.days())))
                                    .map((row, context) -> link(row))
                                    .one();
                    audit.record(
                            tx,
                            caller,
                            "link.create",
                            "link:" + link.id(),
                            Map.of("path", wanted.path()));
                    return Optional.of(new Made(link, token));
                });
    }

    private static Set<String> hosts(Sight sight) {
        return switch (sight) {
            case Sight.All all -> Set.of();
            case Sight.Some some -> some.hosts();
        };
    }

    private static long count(Handle tx, Caller caller) {
        return tx.createQuery("select count(*) from meter_link where made_by = :by")
                .bind("by", caller.userId())
                .mapTo(Long.class)
                .one();
    }

    /** The caller's own, or everybody's; newest first. */
    public List<Link> list(Caller caller, boolean everybodys) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from meter_link
                                        where (:all or made_by = :by) and expires_at > :now
                                        order by id desc
                                        """)
                                .bind("all", everybodys)
                                .bind("by", caller.userId())
                                .bind("now", clock.instant())
                                .map((row, context) -> link(row))
                                .list());
    }

    /** Takes one back; false where there is none that the caller may. */
    public boolean revoke(Caller caller, long id, boolean everybodys) {
        return database.inTransaction(
                tx -> {
                    int gone =
                            tx.execute(
                                    "delete from meter_link where id = ? and (? or made_by = ?)",
                                    id,
                                    everybodys,
                                    caller.userId());
                    if (gone > 0) {
                        audit.record(tx, caller, "link.revoke", "link:" + id, Map.of());
                    }
                    return gone > 0;
                });
    }

    /** What a token shows, while it is good. */
    public Optional<Link> find(String token) {
        Instant now = clock.instant();
        Optional<Link> found =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select * from meter_link
                                                where hash = :hash and expires_at > :now
                                                """)
                                        .bind("hash", hash(token))
                                        .bind("now", now)
                                        .map((row, context) -> link(row))
                                        .findOne());
        found.filter(link -> isStale(link, now)).ifPresent(link -> used(link, now));
        return found;
    }

    private static boolean isStale(Link link, Instant now) {
        Instant used = link.usedAt();
        return used == null || used.isBefore(now.minus(USED_STALE));
    }

    private void used(Link link, Instant now) {
        database.useTransaction(
                tx -> tx.execute("update meter_link set used_at = ? where id = ?", now, link.id()));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Link link(ResultSet row) throws SQLException {
        Timestamp used = row.getTimestamp("used_at");
        return new Link(
                row.getLong("id"),
                row.getString("path"),
                row.getString("title"),
                row.getLong("made_by"),
                row.getString("maker"),
                sight(row),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                used == null ? null : used.toInstant());
    }

    private static Sight sight(ResultSet row) throws SQLException {
        Array hosts = row.getArray("sees");
        return hosts == null
                ? new Sight.All()
                : new Sight.Some(Set.of((String[]) hosts.getArray()));
    }
}
