package relais.app;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import relais.platform.secrets.Secrets;
import relais.platform.settings.Settings;
import relais.vault.backup.Restored;
import relais.vault.policy.AfterRestore;

/**
 * Tells Relais that its outside database was brought back to an earlier moment by the means of
 * PostgreSQL, as a restore of ours tells by itself; and compares the stores with it.
 */
public final class Recovered {
    private final Home home;
    private final AppSettings decided;
    private final InstantSource clock;

    public Recovered(Home home, Settings settings, InstantSource clock) {
        this.home = home;
        this.decided = AppSettings.from(settings);
        this.clock = clock;
    }

    /** How the stores agree with the records of that moment. */
    public List<AfterRestore.Seen> run() throws IOException {
        if (!Files.exists(home.secretKey())) {
            throw new IllegalStateException(
                    "there is no " + home.secretKey() + ": it opens what the database names");
        }
        return OwnDatabase.use(
                home,
                decided,
                database -> {
                    Foundations.refuseAnother(database);
                    database.useTransaction(
                            tx -> Restored.note(tx, UUID.randomUUID(), "point in time"));
                    return AfterRestore.look(
                            database, Secrets.open(home.secretKey()), home.store(), clock);
                });
    }
}
