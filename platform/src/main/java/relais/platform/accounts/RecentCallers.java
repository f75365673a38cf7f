package relais.platform.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.db.Notifications;
import relais.platform.identity.Caller;

/**
 * Who came in during the last seconds, so that a page's ten requests ask the database once. With a
 * change to accounts every process forgets them all: this one before the change is answered, the
 * others when they hear of it, and at the latest when {@link #KNOWN_FOR} is over.
 */
final class RecentCallers {
    /** How long a word that was lost may cost at most. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private static final int MOST = 10_000;
    private static final String CHANNEL = "accounts";

    private final Notifications notifications;
    private final InstantSource clock;
    private final Cache<String, Known> known = Caffeine.newBuilder().maximumSize(MOST).build();

    /** Changes so far: what was asked before one of them is not kept after it. */
    private final AtomicLong changes = new AtomicLong();

    private record Known(Caller caller, Instant since) {}

    /** Listens for as long as {@code database} is open. */
    RecentCallers(Database database, InstantSource clock) {
        this.notifications = database.notifications();
        this.clock = clock;
        notifications.listen(
                CHANNEL,
                new Notifications.Listener() {
                    @Override
                    public void heard(String word) {
                        forget();
                    }

                    @Override
                    public void mayHaveMissed() {
                        forget();
                    }
                });
    }

    /** The caller that {@code secret} stands for; {@code ask} asks the database. */
    Optional<Caller> of(String secret, Function<String, Optional<Caller>> ask) {
        String key = HexFormat.of().formatHex(RandomSecret.hash(secret));
        Instant now = clock.instant();
        Known before = known.getIfPresent(key);
        if (before != null
                && !now.isBefore(before.since())
                && now.isBefore(before.since().plus(KNOWN_FOR))) {
            return Optional.of(before.caller());
        }
        long seen = changes.get();
        Optional<Caller> found = ask.apply(secret);
        found.ifPresent(caller -> known.put(key, new Known(caller, now)));
        if (changes.get() != seen) {
            known.invalidate(key);
        }
        return found;
    }

    /** Accounts change with {@code tx}. */
    void changed(Handle tx) {
        tx.afterCommit(() -> notifications.announce(CHANNEL, "changed"));
    }

    private void forget() {
        changes.incrementAndGet();
        known.invalidateAll();
    }
}
