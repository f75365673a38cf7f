package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The machine burns down; a folder elsewhere and a passphrase bring everything back. */
class BackupStory {
    @TempDir Path folder;

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void aBackupOfARunningRelaisComesBackElsewhere() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Path secret = Files.writeString(folder.resolve("passphrase"), "in the safe of the mayor\n");
        String text = "Procès-verbal de la réunion\n".repeat(10_000);
        long late;
        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("home"));
                Officer officer = Officer.first(relais)) {
            long dossier = officer.dossier("Réunion");
            officer.keep(dossier, "/premier.txt", text);
            run("home", "backup", "--to", elsewhere, secret, "Backup");
            late = officer.keep(dossier, "/second.txt", text + "suite");
            String again = run("home", "backup", "--to", elsewhere, secret, "Backup");
            assertThat(again)
                    .as("what is there is not copied again")
                    .doesNotContain(" 0 were there");
            relais.stop();
        }
        run("new", "restore", "--from", elsewhere, secret, "Restored");
        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("new"));
                Officer officer = Officer.back(relais)) {
            assertThat(officer.get("/api/documents/" + late + "/content").body())
                    .isEqualTo(text + "suite");
            long dossier = officer.get("/api/documents/" + late).json().path("dossierId").asLong();
            officer.keep(dossier, "/troisieme.txt", "life goes on");
        }
    }

    private String run(
            String home, String command, String option, Path where, Path secret, String says)
            throws Exception {
        String said =
                RelaisProcess.run(
                        folder.resolve(home),
                        command,
                        option,
                        where.toString(),
                        "--passphrase-file",
                        secret.toString());
        assertThat(said).containsPattern(says + ".*there\\.");
        return said;
    }
}
