package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of old backups, and with which status it ends. */
class BackupRuleCommandStory {
    private static final String PASSPHRASE = "in the safe of the mayor";

    @TempDir Path folder;

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void anOperatorSeesWhatIsThereTriesTheRuleAndLetsItWork() throws Exception {
        long kept;
        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("home"));
                Officer officer = Officer.first(relais)) {
            kept = officer.keep(officer.dossier("Réunion"), "/acte.txt", "un acte");
            said(0, PASSPHRASE);
            said(0, PASSPHRASE, "--keep-last", "2");
            assertThat(said(0, PASSPHRASE, "--list")).contains("2 backups, databases and lists");
            List<String> stamps = stamps();

            assertThat(said(0, PASSPHRASE, "--keep-last", "2", "--dry-run"))
                    .contains("Would remove " + stamps.get(0), "Would remove: 1 backups")
                    .doesNotContain("Backup 2");
            assertThat(stamps()).isEqualTo(stamps);

            assertThat(said(4, "in the safe of the prefect", "--keep-last", "2"))
                    .contains("Backup 2", "NOTHING REMOVED: the list of " + stamps.get(1));
            assertThat(stamps()).hasSize(3);

            said(4, PASSPHRASE, "--keep-last", "1", "--keep-days", "3");
            assertThat(stamps()).as("none is older than three days").hasSize(4);
            assertThat(said(0, PASSPHRASE, "--keep-last", "1"))
                    .contains("Removed " + stamps.get(0), "Removed: 4 backups", "Kept: 1 backups");
            assertThat(stamps()).hasSize(1);

            assertThat(said(2, PASSPHRASE, "--dry-run")).contains("--dry-run wants");
            assertThat(said(2, PASSPHRASE, "--keep-days", "0")).contains("at least 1");
            assertThat(said(2, PASSPHRASE, "--keep-days", "x")).contains("--keep-days");
            assertThat(said(2, PASSPHRASE, "--list", "--keep-days", "1")).contains("goes alone");
            relais.stop();
        }
        try (RelaisProcess restore =
                start("new", PASSPHRASE, "restore", "--from", place().toString())) {
            assertThat(restore.ends(0)).contains("Restored " + stamps().getFirst());
        }
        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("new"));
                Officer officer = Officer.back(relais)) {
            assertThat(officer.get("/api/documents/" + kept + "/content").body())
                    .isEqualTo("un acte");
        }
    }

    private Path place() {
        return folder.resolve("place");
    }

    private String said(int status, String passphrase, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("backup", "--to", place().toString()));
        arguments.addAll(List.of(more));
        try (RelaisProcess backup = start("home", passphrase, arguments.toArray(String[]::new))) {
            return backup.ends(status);
        }
    }

    private RelaisProcess start(String home, String passphrase, String... arguments)
            throws IOException {
        return RelaisProcess.start(
                folder.resolve(home),
                List.of(arguments),
                Map.of(),
                Map.of("RELAIS_BACKUP_PASSPHRASE", passphrase));
    }

    private List<String> stamps() throws IOException {
        try (Stream<Path> all = Files.list(place().resolve("backups"))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("2"))
                    .sorted()
                    .toList();
        }
    }
}
