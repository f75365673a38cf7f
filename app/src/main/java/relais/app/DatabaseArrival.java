package relais.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.DatabaseAddress;
import relais.platform.db.Knock;

/** Waits at the start for an outside database that is away, as long as it takes, and says so. */
final class DatabaseArrival {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseArrival.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** A log that is read later shows how long it was; one line a second would bury the rest. */
    private static final int TRIES_BETWEEN_WORDS = 30;

    private DatabaseArrival() {}

    /** What may be shown to others meanwhile. */
    interface Waiting {
        AutoCloseable begin();
    }

    /**
     * Returns when it takes connections; throws where waiting would not help, saying what to do.
     */
    static void await(DatabaseAddress address, Waiting waiting) {
        if (arrived(address, 0)) {
            return;
        }
        AutoCloseable meanwhile = waiting.begin();
        try {
            int tries = 1;
            while (!arrived(address, tries)) {
                // Nothing tells when a server comes up, so there is nothing to wait for but time.
                LockSupport.parkNanos(AGAIN.toNanos());
                tries++;
            }
            LOG.info("the database is there");
        } finally {
            end(meanwhile);
        }
    }

    private static boolean arrived(DatabaseAddress address, int tries) {
        return switch (Knock.at(address)) {
            case Knock.Answer.There there -> true;
            case Knock.Answer.Away(String why) -> {
                if (tries % TRIES_BETWEEN_WORDS == 0) {
                    LOG.warn("waiting for the database ({}): {}", address, why);
                }
                yield false;
            }
            case Knock.Answer.Refused(String why) ->
                    throw new IllegalStateException(
                            "the database (%s) refuses: %s; check database.url, database.user and database.password"
                                    .formatted(address, why));
        };
    }

    private static void end(AutoCloseable meanwhile) {
        try {
            meanwhile.close();
        } catch (Exception e) {
            // Declared by AutoCloseable; what waits for nothing any more must not stop the start.
            LOG.warn("closing what was shown while waiting", e);
        }
    }
}
