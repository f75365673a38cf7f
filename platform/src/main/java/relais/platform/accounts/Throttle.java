package relais.platform.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;

/**
 * Slows down guessing. Counted are tries per login and address together, per address, and per
 * login; after some free ones each further try doubles the wait, up to a bound, so that nobody is
 * ever locked out for good. A refused try counts nothing: hammering does not prolong the wait of
 * the rightful user. A try counts before it is checked and is taken back when it was right, so that
 * many at once gain nothing.
 */
final class Throttle {
    /** After so long without a try, all is forgotten. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** Somebody's own slips at one place. */
    private static final Rule PAIR = new Rule(5, Duration.ofMinutes(15));

    /** An office behind one address has many people who slip. */
    private static final Rule ADDRESS = new Rule(40, Duration.ofMinutes(15));

    /** Many addresses after one login; kept short, since its owner waits too. */
    private static final Rule LOGIN = new Rule(100, Duration.ofMinutes(1));

    private final Database database;
    private final InstantSource clock;

    Throttle(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Rule(int free, Duration longest) {}

    private record Key(byte[] hash, Rule rule) {}

    /** Counts a try; how long to wait instead, when it is one too many. */
    Optional<Duration> begin(String login, String address) {
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    // tries are few and this is short: one at a time, so that none slips through
                    tx.execute("SELECT pg_advisory_xact_lock(hashtext('platform_login_throttle'))");
                    tx.createUpdate("DELETE FROM platform_login_throttle WHERE seen_at < :old")
                            .bind("old", now.minus(MEMORY))
                            .execute();
                    List<Key> keys = keys(login, address);
                    Instant until = refusedUntil(tx, keys, now);
                    if (until.isAfter(now)) {
                        return Optional.of(Duration.between(now, until));
                    }
                    keys.forEach(key -> count(tx, key, now));
                    return Optional.empty();
                });
    }

    /** The try was right: it is taken back, and this login is free again from this address. */
    void right(String login, String address) {
        database.useTransaction(
                tx -> {
                    for (Key key : keys(login, address)) {
                        tx.createUpdate(
                                        """
                                        UPDATE platform_login_throttle
                                        SET attempts = CASE WHEN :all THEN 0 ELSE attempts - 1 END,
                                            refuse_until = '-infinity'
                                        WHERE key = :key
                                        """)
                                .bind("key", key.hash())
                                .bind("all", key.rule() == PAIR)
                                .execute();
                    }
                });
    }

    private static Instant refusedUntil(Handle tx, List<Key> keys, Instant now) {
        Instant latest = Instant.MIN;
        for (Key key : keys) {
            Instant until =
                    tx.createQuery(
                                    """
                                    SELECT refuse_until FROM platform_login_throttle
                                    WHERE key = :key AND refuse_until > :now
                                    """)
                            .bind("key", key.hash())
                            .bind("now", now)
                            .mapTo(Instant.class)
                            .findOne()
                            .orElse(Instant.MIN);
            latest = until.isAfter(latest) ? until : latest;
        }
        return latest;
    }

    private static void count(Handle tx, Key key, Instant now) {
        int attempts =
                tx.createQuery(
                                """
                                INSERT INTO platform_login_throttle AS t
                                  (key, attempts, refuse_until, seen_at)
                                VALUES (:key, 1, '-infinity', :now)
                                ON CONFLICT (key) DO UPDATE SET
                                  attempts = greatest(t.attempts, 0) + 1,
                                  seen_at = :now
                                RETURNING attempts
                                """)
                        .bind("key", key.hash())
                        .bind("now", now)
                        .mapTo(Integer.class)
                        .one();
        if (attempts >= key.rule().free()) {
            long seconds = 1L << Math.min(20, attempts - key.rule().free() + 1);
            Duration wait = Duration.ofSeconds(seconds);
            Duration bound = key.rule().longest();
            tx.createUpdate(
                            "UPDATE platform_login_throttle SET refuse_until = :until WHERE key = :key")
                    .bind("key", key.hash())
                    .bind("until", now.plus(wait.compareTo(bound) < 0 ? wait : bound))
                    .execute();
        }
    }

    /** Hashed: people type their password into the login field, and a hash has one length. */
    private static List<Key> keys(String login, String address) {
        String network = network(address);
        return List.of(
                new Key(RandomSecret.hash("pair " + login + " " + network), PAIR),
                new Key(RandomSecret.hash("address " + network), ADDRESS),
                new Key(RandomSecret.hash("login " + login), LOGIN));
    }

    /** An IPv6 customer has a whole /64 to try from. */
    private static String network(String address) {
        String[] parts = address.split(":", -1);
        return parts.length > 4 ? String.join(":", List.of(parts).subList(0, 4)) : address;
    }
}
