package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FreePort;
import relais.platform.testing.TempFolders;

/**
 * At ten everything was right, at eleven somebody threw away what was needed. PostgreSQL's archived
 * log brings back the records of ten; the files of then are there still, those since are named.
 */
class PointInTimeStory {
    @TempDir Path folder;

    private RelaisProcess relais(DebianPostgres database, List<String> command) throws Exception {
        return RelaisProcess.start(
                folder.resolve("home"),
                command,
                Map.of(
                        "database.url", database.address().url(),
                        "database.user", database.address().user(),
                        "http.port", Integer.toString(FreePort.find())));
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void theRecordsOfAnEarlierMomentFindTheirFiles() throws Exception {
        Path archive = DebianPostgres.writable();
        String moment;
        long kept;
        Path base;
        try (DebianPostgres database = DebianPostgres.archiving(archive)) {
            try (RelaisProcess relais =
                            relais(database, List.of("serve", "--roles", "web,worker"));
                    Officer officer = Officer.first(relais)) {
                long dossier = officer.dossier("Réunion");
                kept = officer.keep(dossier, "/needed.txt", "what was decided at ten");
                base = database.baseBackup();
                officer.keep(dossier, "/also.txt", "and a little later");
                moment = database.said("SELECT clock_timestamp()::text");
                assertThat(officer.delete("/api/documents/" + kept).status()).isLessThan(300);
                assertThat(officer.delete("/api/documents/" + kept + "?forever=true").status())
                        .isLessThan(500);
                officer.keep(dossier, "/since.txt", "of after eleven");
                relais.stop();
            }
            String last = database.said("SELECT pg_walfile_name(pg_switch_wal())");
            Soon.holds("the log is archived", () -> Files.exists(archive.resolve(last)));
        }
        try (DebianPostgres then = DebianPostgres.recovered(base, archive, moment)) {
            Soon.holds("recovered", () -> isRecovered(then));
            try (RelaisProcess recovered = relais(then, List.of("vault", "recovered"))) {
                assertThat(recovered.ends(0))
                        .containsPattern("Store local: [1-9]\\d* files newer .*; 0 lacking");
            }
            try (RelaisProcess relais = relais(then, List.of("serve", "--roles", "web,worker"));
                    Officer officer = Officer.back(relais)) {
                assertThat(officer.get("/api/documents/" + kept + "/content").body())
                        .isEqualTo("what was decided at ten");
                assertThat(
                                then.said(
                                        "SELECT string_agg(name, ' ' ORDER BY id) FROM vault_document"))
                        .isEqualTo("needed.txt also.txt");
            }
        } finally {
            TempFolders.delete(archive);
        }
    }

    private static boolean isRecovered(DebianPostgres server) {
        try {
            return server.said("SELECT pg_is_in_recovery()").equals("f");
        } catch (SQLException starting) {
            return false;
        }
    }
}
