package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import relais.platform.testing.TempFolders;

/** No backup, and the database is gone: the folder of files and the key file are enough. */
class RebuildCommandStory {
    @TempDir Path folder;

    @Test
    @Timeout(value = 400, unit = TimeUnit.SECONDS)
    void killedAndWithoutItsDatabaseItComesBackFromItsFiles() throws Exception {
        String text = "Procès-verbal de la réunion\n".repeat(10_000);
        long document;
        JsonNode before;
        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("home"));
                Officer officer = Officer.first(relais)) {
            long dossier = officer.dossier("Réunion à l’été");
            document = officer.keep(dossier, "/Été/procès-verbal.txt", text);
            officer.keep(dossier, "/perdu.txt", large());
            before = officer.get("/api/dossiers/" + dossier).json();
            Soon.holds(
                    "manifests are written", () -> quiet(folder.resolve("home/files/store/blob")));
            relais.kill();
        }
        Path home = folder.resolve("home");
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

    /** Whether what was written last has been told of: no marks and nothing due. */
    static boolean quiet(Path objects) {
        try (Stream<Path> files = Files.walk(objects)) {
            long newest =
                    files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().lastModified())
                            .max()
                            .orElse(0);
            return newest > 0 && System.currentTimeMillis() - newest > 4_000;
        } catch (IOException e) {
            return false;
        }
    }
}
