package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.TestDatabase;

/** An operator unpacks a new version and tries a command of it beside the Relais that runs. */
class OtherVersionStory {
    @TempDir Path folder;

    private final DatabaseAddress address =
            TestDatabase.freshAddress("platform", "gateway", "voice", "meter", "vault");

    @Test
    @Timeout(value = 200, unit = TimeUnit.SECONDS)
    void itsCommandsLeaveTheDatabaseAsItIsAndSayWhy() throws Exception {
        try (Database database = Database.open(address, 2)) {
            database.useTransaction(
                    tx ->
                            tx.execute(
                                    "UPDATE platform_migration SET hash = 'of last year'"
                                            + " WHERE module = 'vault'"));
            for (List<String> command :
                    List.of(
                            List.of("audit", "verify"),
                            List.of("vault", "rebuild"),
                            List.of("vault", "recovered"))) {
                try (RelaisProcess process =
                        RelaisProcess.start(folder.resolve("home"), command, settings())) {
                    process.says("the database is of another version of Relais");
                }
            }
            assertThat(hash(database)).isEqualTo("of last year");
        }
    }

    private static String hash(Database database) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT hash FROM platform_migration WHERE module = 'vault'")
                                .mapTo(String.class)
                                .one());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("database.url", address.url());
        settings.put("database.user", address.user());
        settings.put("database.password", address.password());
        return settings;
    }
}
