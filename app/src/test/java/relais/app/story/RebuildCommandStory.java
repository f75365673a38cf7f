package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.DatabaseAddress;
import relais.platform.db.EmbeddedPostgres;
import relais.platform.testing.TempFolders;

/** No backup, and the database is gone: the folder of files and the key file are enough. */
class RebuildCommandStory {
    private static final String OPEN =
            """
            SELECT (SELECT count(*) FROM vault_manifest_due)
                + (SELECT count(*) FROM vault_manifest WHERE due_at IS NOT NULL)
                + (SELECT count(*) FROM vault_placed WHERE spooled)
                + (SELECT count(*) FROM vault_copy WHERE state = 0)
            """;

    @TempDir Path folder;

    @Test
    @Timeout(value = 400, unit = TimeUnit.SECONDS)
    void killedAndWithoutItsDatabaseItComesBackFromItsFiles() throws Exception {
        String text = "Procès-verbal de la réunion\n".repeat(10_000);
        Path home = folder.resolve("home");
        long document;
        JsonNode before;
        try (RelaisProcess relais = RelaisProcess.up(home);
                Officer officer = Officer.first(relais)) {
            long dossier = officer.dossier("Réunion à l’été");
            document = officer.keep(dossier, "/Été/procès-verbal.txt", text);
            officer.keep(dossier, "/perdu.txt", large());
            before = officer.get("/api/dossiers/" + dossier).json();
            Soon.holds("manifests are written", () -> isTold(home));
            end(relais, home);
        }
        Path kept = folder.resolve("mnt/files");
        Files.createDirectories(kept.getParent());
        Files.move(home.resolve("files/store"), kept);
        Files.delete(largestIn(kept));
        Path next = Files.createDirectories(folder.resolve("new"));
        Files.copy(home.resolve("secret.key"), next.resolve("secret.key"));
        TempFolders.delete(home);

        assertThat(rebuild(next, kept, 4, "--database", "another")).contains("Nothing rebuilt");
        assertThat(rebuild(next, kept, 3))
                .contains("Rebuilt 1 types, 1 dossiers, 1 documents")
                .contains("Lost, in none of the stores (1)", "perdu.txt");
        assertThat(rebuild(next, kept, 0)).contains("0 dossiers", "2 were there");

        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("new"));
                Officer officer = Officer.first(relais)) {
            assertThat(officer.get("/api/documents/" + document + "/content").body())
                    .isEqualTo(text);
            JsonNode found = officer.get("/api/documents/" + document).json();
            long dossier = found.path("dossierId").asLong();
            JsonNode after = officer.get("/api/dossiers/" + dossier).json();
            for (String key : List.of("id", "number", "title", "state", "tags", "createdAt")) {
                assertThat(after.path(key)).as(key).isEqualTo(before.path(key));
            }
            officer.keep(dossier, "/suite.txt", "la vie continue");
            JsonNode open = officer.get("/api/file-store-findings").json().path("items");
            assertThat(open).as("nothing that disagrees").isEmpty();
        }
    }

    /** What does not get smaller when it is compressed. */
    private static String large() {
        byte[] bytes = new byte[300_000];
        new Random(3).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Path largestIn(Path objects) throws IOException {
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static String rebuild(Path home, Path from, int status, String... more)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("vault", "rebuild", "--from"));
        command.add(from.toString());
        command.addAll(List.of(more));
        try (RelaisProcess process = RelaisProcess.start(home, command, Map.of())) {
            return process.ends(status);
        }
    }

    /** Whether the manifests tell of all that is so, and are where they belong. */
    static boolean isTold(Path home) throws SQLException {
        DatabaseAddress at = EmbeddedPostgres.runningIn(home.resolve("postgres")).orElseThrow();
        try (Connection connection =
                        DriverManager.getConnection(at.url(), at.user(), at.password());
                Statement statement = connection.createStatement();
                ResultSet open = statement.executeQuery(OPEN)) {
            open.next();
            return open.getLong(1) == 0;
        }
    }

    /** As a power cut; its database needs a moment to notice that it is alone. */
    static void end(RelaisProcess relais, Path home) throws Exception {
        relais.kill();
        Path running = home.resolve("postgres/cluster-18/postmaster.pid");
        Soon.holds("its database has ended", () -> !Files.exists(running));
    }
}
