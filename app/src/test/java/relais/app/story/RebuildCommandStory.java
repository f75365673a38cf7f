package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FreePort;

/** No backup, and the database is gone: the folder of files and the key file are enough. */
class RebuildCommandStory {
    @TempDir Path folder;

    private RelaisProcess up(String home) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("meter.watch-this-host", "no");
        settings.put("voice.quiet-hours", "none");
        settings.put("http.port", String.valueOf(FreePort.find()));
        return RelaisProcess.start(folder.resolve(home), List.of("up"), settings);
    }

    @Test
    @Timeout(value = 400, unit = TimeUnit.SECONDS)
    void killedAndWithoutItsDatabaseItComesBackFromItsFiles() throws Exception {
        String text = "Procès-verbal de la réunion\n".repeat(10_000);
        long document;
        JsonNode before;
        try (RelaisProcess relais = up("home");
                Officer officer = new Officer(URI.create(relais.console()))) {
            officer.setUp(relais.says("(http://\\S+/setup#\\S+)"));
            long dossier = dossier(officer);
            document = put(officer, dossier, "/Été/procès-verbal.txt", text);
            before = officer.get("/api/dossiers/" + dossier).json();
            Soon.holds("manifests are written", () -> manifestsIn(folder.resolve("home")));
            relais.kill();
        }
        Path home = folder.resolve("home");
        Path kept = folder.resolve("mnt/files");
        Files.createDirectories(kept.getParent());
        Files.move(home.resolve("files/store"), kept);
        Path next = Files.createDirectories(folder.resolve("new"));
        Files.copy(home.resolve("secret.key"), next.resolve("secret.key"));
        delete(home);

        assertThat(rebuild("new", kept)).contains("Rebuilt 1 types, 1 dossiers, 1 documents");
        assertThat(rebuild("new", kept)).contains("0 dossiers", "2 were there");

        try (RelaisProcess relais = up("new");
                Officer officer = new Officer(URI.create(relais.console()))) {
            officer.setUp(relais.says("(http://\\S+/setup#\\S+)"));
            assertThat(officer.get("/api/documents/" + document + "/content").body())
                    .isEqualTo(text);
            JsonNode found = officer.get("/api/documents/" + document).json();
            long dossier = found.path("dossierId").asLong();
            JsonNode after = officer.get("/api/dossiers/" + dossier).json();
            for (String key : List.of("id", "number", "title", "state", "tags", "createdAt")) {
                assertThat(after.path(key)).as(key).isEqualTo(before.path(key));
            }
            put(officer, dossier, "/suite.txt", "la vie continue");
            JsonNode open = officer.get("/api/file-store-findings").json().path("items");
            assertThat(open).as("nothing that disagrees").isEmpty();
        }
    }

    /** Whether what was written last has been told of: no marks and nothing due. */
    private static boolean manifestsIn(Path home) {
        try (Stream<Path> files = Files.walk(home.resolve("files/store/blob"))) {
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

    private String rebuild(String home, Path from) throws Exception {
        try (RelaisProcess process =
                RelaisProcess.start(
                        folder.resolve(home),
                        List.of("vault", "rebuild", "--from", from.toString()),
                        Map.of())) {
            process.says("Read .* objects");
            return process.output();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
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
                                "title", "Réunion à l’été",
                                "tags", List.of("été"),
                                "fields", Map.of()));
        assertThat(made.status()).as(made.body()).isLessThan(300);
        return made.json().path("id").asLong();
    }

    private static long put(Officer officer, long dossier, String path, String text)
            throws Exception {
        Officer.Reply put =
                officer.put(
                        "/api/dossiers/"
                                + dossier
                                + "/content?path="
                                + java.net.URLEncoder.encode(
                                        path, java.nio.charset.StandardCharsets.UTF_8),
                        BodyPublishers.ofString(text),
                        "text/plain");
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        return put.json().path("id").asLong();
    }
}
