package relais.vault.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.TestDatabase;
import relais.vault.moving.demo.LegacySystem;
import relais.vault.testing.DocumentSite;
import relais.vault.testing.Scanner;

/** Who reads a file that still lies on the old share is not given a virus with it. */
class ScannedBridgeStory {
    @TempDir private Path folder;
    private Scanner scanner;
    private DocumentSite site;
    private long dossier;
    private List<Waiting> waiting;

    private record Waiting(long id, String name, Path path) {
        String content() {
            return "/api/waiting-files/" + id + "/content";
        }
    }

    @BeforeEach
    void anOldShareBehindADossier() throws Exception {
        scanner = Scanner.start(folder);
        LegacySystem.write(folder, 120, 7);
        site =
                new DocumentSite(
                        TestDatabase.fresh("vault"),
                        folder,
                        InstantSource.system(),
                        scanner.settings());
        Moving moving = site.vault.moving();
        String share = folder.resolve("share").toString();
        String dump = folder.resolve("patronus.sql").toString();
        Move move =
                site.database.inTransaction(
                        tx -> moving.moves().begin(tx, "patronus", dump, share));
        moving.load(move, at -> {});
        moving.map(Importer.CALLER, move);
        moving.look(move);
        dossier =
                site.database.with(
                        h ->
                                h.createQuery(
                                                "SELECT dossier_id FROM vault_move_reference"
                                                        + " WHERE old_key = '3'")
                                        .mapTo(Long.class)
                                        .one());
        waiting =
                site.database.with(
                        h ->
                                h.createQuery(
                                                "SELECT r.id, r.name, f.path FROM"
                                                        + " vault_move_reference r JOIN"
                                                        + " vault_move_file f ON f.id = r.file_id"
                                                        + " WHERE r.dossier_id = ? ORDER BY r.id")
                                        .bind(0, dossier)
                                        .map((row, context) -> waiting(row))
                                        .list());
        assertThat(waiting).hasSizeGreaterThan(1);
    }

    private Waiting waiting(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Waiting(
                row.getLong("id"),
                row.getString("name"),
                folder.resolve("share").resolve(row.getString("path")));
    }

    @AfterEach
    void close() throws Exception {
        site.close();
        scanner.close();
    }

    @Test
    void anInfectedFileLeavesByNoDoorAndTheOthersByAll() throws Exception {
        Waiting bad = waiting.get(0);
        Waiting good = waiting.get(1);
        Files.write(bad.path(), Scanner.eicar());

        HttpResponse<byte[]> refused = get(bad.content());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(DocumentSite.json(refused).path("code").asText()).isEqualTo("infected");
        assertThat(get(good.content()).body()).isEqualTo(Files.readAllBytes(good.path()));

        assertThat(drive("GET", bad).statusCode()).isEqualTo(403);
        assertThat(drive("GET", good).body()).isEqualTo(Files.readAllBytes(good.path()));
        assertThat(drive("HEAD", bad).statusCode()).as("no content, no scan").isEqualTo(200);

        Map<String, byte[]> packed = packed();
        assertThat(packed).containsKey(good.name()).doesNotContainKey(bad.name());
        assertThat(packed.get("INFECTED-LEFT-OUT.txt"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(bad.name() + "\n");
    }

    @Test
    void whatTheScannerDoesNotTakeAndWhatComesWhileItIsAwayIsGivenAsDocumentsAre()
            throws Exception {
        Waiting large = waiting.get(0);
        byte[] film = new byte[4 * Scanner.MOST_BYTES];
        Files.write(large.path(), film);
        assertThat(get(large.content()).body()).isEqualTo(film);
        assertThat(drive("GET", large).body()).isEqualTo(film);

        scanner.close();
        Waiting other = waiting.get(1);
        assertThat(get(other.content()).body()).isEqualTo(Files.readAllBytes(other.path()));
        assertThat(packed()).containsKeys(large.name(), other.name());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return site.ask(DocumentSite.CHIEF, "GET", path, null);
    }

    private HttpResponse<byte[]> drive(String verb, Waiting file) throws Exception {
        String shelf =
                site.database.with(
                        h ->
                                h.createQuery(
                                                "SELECT '/dav/' || t.key || '/' || d.number || '/'"
                                                        + " FROM vault_dossier d JOIN vault_type t"
                                                        + " ON t.id = d.type_id WHERE d.id = ?")
                                        .bind(0, dossier)
                                        .mapTo(String.class)
                                        .one());
        String name = DocumentSite.encoded(file.name()).replace("+", "%20");
        return site.send(
                site.request(DocumentSite.CHIEF, shelf + name)
                        .method(verb, HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private Map<String, byte[]> packed() throws Exception {
        HttpResponse<byte[]> zip = get("/api/dossiers/" + dossier + "/zip");
        Map<String, byte[]> all = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                all.put(entry.getName(), in.readAllBytes());
            }
        }
        return all;
    }
}
