package relais.platform.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** Sessions: a random secret in the browser's cookie, its hash here. */
final class Sessions {
    /** How stale "last seen" may be: writing it at every request would write at every request. */
    private static final Duration SEEN_STALE = Duration.ofMinutes(1);

    /** Devices one person may be signed in on; the oldest session gives way. */
    private static final int MOST_PER_USER = 20;

    private final AccountSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;

    Sessions(AccountSettings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** A new session's secret. */
    String start(Handle tx, long user, String address) {
        Instant now = clock.instant();
        tx.createUpdate("DELETE FROM platform_session WHERE seen_at < :idle OR created_at < :old")
                .bind("idle", now.minus(settings.sessionIdle()))
                .bind("old", now.minus(settings.sessionLongest()))
                .execute();
        tx.createUpdate(
                        """
                        DELETE FROM platform_session WHERE hash IN (
                          SELECT hash FROM platform_session WHERE user_id = :user
                          ORDER BY seen_at DESC OFFSET :most)
                        """)
                .bind("user", user)
                .bind("most", MOST_PER_USER - 1)
                .execute();
        String secret = RandomSecret.make(random);
        tx.createUpdate(
                        """
                        INSERT INTO platform_session (hash, user_id, created_at, seen_at, address)
                        VALUES (:hash, :user, :now, :now, :address)
                        """)
                .bind("hash", RandomSecret.hash(secret))
                .bind("user", user)
                .bind("now", now)
                .bind("address", address)
                .execute();
        tx.createUpdate("UPDATE platform_user SET seen_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", user)
                .execute();
        return secret;
    }

    /** Whose session it is, if it has not ended; it counts as used now. */
    Optional<Long> user(Handle handle, String secret) {
        Instant now = clock.instant();
        byte[] hash = RandomSecret.hash(secret);
        Optional<Seen> session =
                handle.createQuery(
                                """
                                SELECT user_id, seen_at FROM platform_session
                                WHERE hash = :hash AND seen_at >= :idle AND created_at >= :old
                                """)
                        .bind("hash", hash)
                        .bind("idle", now.minus(settings.sessionIdle()))
                        .bind("old", now.minus(settings.sessionLongest()))
                        .map(
                                (row, context) ->
                                        new Seen(
                                                row.getLong("user_id"),
                                                row.getTimestamp("seen_at").toInstant()))
                        .findOne();
        // a standby is only read: then nobody notes that somebody was seen
        if (session.isPresent()
                && session.get().at().isBefore(now.minus(SEEN_STALE))
                && !handle.isReadOnly()) {
            touch(handle, hash, session.get().user(), now);
        }
        return session.map(Seen::user);
    }

    private static void touch(Handle handle, byte[] hash, long user, Instant now) {
        handle.createUpdate("UPDATE platform_session SET seen_at = :now WHERE hash = :hash")
                .bind("now", now)
                .bind("hash", hash)
                .execute();
        handle.createUpdate("UPDATE platform_user SET seen_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", user)
                .execute();
    }

    private record Seen(long user, Instant at) {}

    boolean end(Handle tx, String secret) {
        return tx.execute("DELETE FROM platform_session WHERE hash = ?", RandomSecret.hash(secret))
                > 0;
    }

    void endAll(Handle tx, long user) {
        tx.execute("DELETE FROM platform_session WHERE user_id = ?", user);
    }
}
