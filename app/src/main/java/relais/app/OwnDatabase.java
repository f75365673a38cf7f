package relais.app;

import java.io.IOException;
import java.util.Optional;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.db.EmbeddedPostgres;

/** The database of a home for a command beside, or instead of, a Relais that runs. */
final class OwnDatabase {
    private static final int CONNECTIONS = 3;

    private OwnDatabase() {}

    interface Work<T> {
        T with(Database database) throws IOException;
    }

    /** An outside database, the one of a Relais that runs here, or our own, started for it. */
    static <T> T use(Home home, AppSettings decided, Work<T> work) throws IOException {
        Optional<DatabaseAddress> running =
                decided.database().or(() -> EmbeddedPostgres.runningIn(home.postgres()));
        if (running.isPresent()) {
            try (Database database = Database.open(running.get(), CONNECTIONS)) {
                return work.with(database);
            }
        }
        try (EmbeddedPostgres own = EmbeddedPostgres.start(home.postgres());
                Database database = Database.open(own.address(), CONNECTIONS)) {
            return work.with(database);
        }
    }
}
