package relais.voice.reports;

import java.time.Duration;
import java.time.InstantSource;
import relais.platform.db.Database;
import relais.platform.jobs.Jobs;

/**
 * Forgets receipts whose part never became known: of messages that are uncertain since a stop and
 * were delivered after all, or that another program sent over the same account.
 */
public final class EarlyReceipts {
    /** Far longer than an answer to a submission can be on its way. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final Duration EVERY = Duration.ofHours(6);

    private final Database database;
    private final InstantSource clock;

    public EarlyReceipts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Names this work to the jobs of a worker. */
    public void nameWork(Jobs jobs) {
        jobs.every("voice-early-receipts", EVERY, this::forget);
    }

    void forget() {
        database.with(
                handle ->
                        handle.createUpdate("delete from voice_early_receipt where at < :before")
                                .bind("before", clock.instant().minus(KEPT))
                                .execute());
    }
}
