package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FreePort;

/** The machine burns down; a folder elsewhere and a passphrase bring everything back. */
class BackupStory {
    private static final Map<String, String> QUIET =
            Map.of("meter.watch-this-host", "no", "voice.quiet-hours", "none");

    @TempDir Path folder;

    private RelaisProcess up(String home) throws Exception {
        Map<String, String> settings = new java.util.HashMap<>(QUIET);
        settings.put("http.port", String.valueOf(FreePort.find()));
        return RelaisProcess.start(folder.resolve(home), List.of("up"), settings);
    }

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void aBackupOfARunningRelaisComesBackElsewhere() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Path secret = Files.writeString(folder.resolve("passphrase"), "in the safe of the mayor\n");
        String text = "Procès-verbal de la réunion\n".repeat(10_000);
        long late;
        try (RelaisProcess relais = up("home");
                Officer officer = new Officer(URI.create(relais.console()))) {
            officer.setUp(relais.says("(http://\\S+/setup#\\S+)"));
            long dossier = dossier(officer);
            put(officer, dossier, "/premier.txt", text);
            run("home", "backup", "--to", elsewhere, secret, "Backup");
            late = put(officer, dossier, "/second.txt", text + "suite");
            String again = run("home", "backup", "--to", elsewhere, secret, "Backup");
            assertThat(again)
                    .as("what is there is not copied again")
                    .doesNotContain(" 0 were there");
            relais.stop();
        }
        run("new", "restore", "--from", elsewhere, secret, "Restored");
        try (RelaisProcess relais = up("new");
                Officer officer = new Officer(URI.create(relais.console()))) {
            officer.signIn();
            assertThat(officer.get("/api/documents/" + late + "/content").body())
                    .isEqualTo(text + "suite");
            long dossier = officer.get("/api/documents/" + late).json().path("dossierId").asLong();
            put(officer, dossier, "/troisieme.txt", "life goes on");
        }
    }

    private static long dossier(Officer officer) throws Exception {
        Officer.Reply type =
                officer.post(
                        "/api/dossier-types",
                        Map.of(
                                "key", "case",
                                "name", Map.of("fr", "Dossier"),
                                "number", "D-{year}-{n:4}",
                                "fields", List.of(),
                                "states",
                                        List.of(
                                                Map.of(
                                                        "key",
                                                        "open",
                                                        "label",
                                                        Map.of("fr", "Ouvert"),
                                                        "closed",
                                                        false)),
                                "initial", "open",
                                "transitions", List.of(),
                                "grants", List.of()));
        assertThat(type.status()).as(type.body()).isLessThan(300);
        Officer.Reply made =
                officer.post(
                        "/api/dossiers",
                        Map.of(
                                "type", type.json().path("id").asLong(),
                                "title", "Réunion",
                                "fields", Map.of()));
        assertThat(made.status()).as(made.body()).isLessThan(300);
        return made.json().path("id").asLong();
    }

    private static long put(Officer officer, long dossier, String path, String text)
            throws Exception {
        Officer.Reply put =
                officer.put(
                        "/api/dossiers/" + dossier + "/content?path=" + path,
                        BodyPublishers.ofString(text),
                        "text/plain");
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        return put.json().path("id").asLong();
    }

    private String run(
            String home, String command, String option, Path where, Path secret, String says)
            throws Exception {
        List<String> arguments =
                List.of(command, option, where.toString(), "--passphrase-file", secret.toString());
        try (RelaisProcess process =
                RelaisProcess.start(folder.resolve(home), arguments, Map.of())) {
            return process.says(says + ".*there\\.");
        }
    }
}
