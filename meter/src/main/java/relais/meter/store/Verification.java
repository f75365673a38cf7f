package relais.meter.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;

/** Reads everything that is kept once a week, however often the process is started anew. */
public final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

    /** A disk that forgets is found before the backups of the time before are gone. */
    private static final Duration EVERY = Duration.ofDays(7);

    private final Database database;
    private final Stores stores;
    private final InstantSource clock;

    public Verification(Database database, Stores stores, InstantSource clock) {
        this.database = database;
        this.stores = stores;
        this.clock = clock;
    }

    /** Does nothing before its time has come. */
    public void runWhenDue() {
        Instant now = clock.instant();
        Optional<UUID> own = stores.ownId();
        if (own.isEmpty()) {
            return;
        }
        boolean due =
                database.with(
                                handle ->
                                        handle.createUpdate(
                                                        """
                                                        insert into meter_chore (name, done_at)
                                                        values ('verification of ' || :store, :now)
                                                        on conflict (name) do update
                                                        set done_at = excluded.done_at
                                                        where meter_chore.done_at <= :due
                                                        """)
                                                .bind("store", own.get().toString())
                                                .bind("now", now)
                                                .bind("due", now.minus(EVERY))
                                                .execute())
                        > 0;
        if (!due) {
            return;
        }
        List<String> damage = stores.verify();
        if (damage.isEmpty()) {
            LOG.info("every stored sample was read: nothing is damaged");
        } else {
            LOG.error("damaged series files: {}", damage);
        }
    }
}
