package relais.vault.moving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.moving.demo.LegacySystem;
import relais.vault.moving.evidence.Evidence;
import relais.vault.moving.evidence.EvidencePage;
import relais.vault.moving.mapping.Mapping;
import relais.vault.moving.mapping.Mappings;
import relais.vault.moving.share.Copying;
import relais.vault.moving.share.ShareReport;
import relais.vault.testing.DocumentSite;

/** The generated old system moves in: tables, evidence, dossiers, files, and the bridge. */
class LegacyMoveStory {
    private static final String LOCK =
            "<D:lockinfo xmlns:D='DAV:'><D:lockscope><D:exclusive/></D:lockscope>"
                    + "<D:locktype><D:write/></D:locktype></D:lockinfo>";

    @TempDir private Path folder;
    private DocumentSite site;
    private Moving moving;
    private Move move;

    @BeforeEach
    void anOldSystem() throws Exception {
        LegacySystem.write(folder, 120, 7);
        site = new DocumentSite(folder, InstantSource.system());
        moving = site.vault.moving();
        move =
                site.database.inTransaction(
                        tx ->
                                moving.moves()
                                        .begin(
                                                tx,
                                                "patronus",
                                                folder.resolve("patronus.sql").toString(),
                                                folder.resolve("share").toString()));
        moving.load(move, at -> {});
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private String one(String sql) {
        return site.database.with(h -> h.createQuery(sql).mapTo(String.class).one());
    }

    @Test
    void itsTablesAreProvenEqualAndItsDossiersSayWhatTheySaid() throws Exception {
        Evidence evidence = moving.evidence(move.id());
        assertThat(evidence.same()).isTrue();
        assertThat(evidence.tables()).hasSize(8);
        assertThat(EvidencePage.html(evidence, "fr")).contains("Égal, hormis");

        Mapping mapping = moving.mappings().of(move.id(), move.name());
        assertThat(mapping.dossiers()).hasSize(1);
        assertThat(mapping.dossiers().getFirst().number()).isEqualTo("numero");
        assertThat(mapping.dossiers().getFirst().title()).isEqualTo("titre");
        assertThat(mapping.dossiers().getFirst().state()).isEqualTo("etat");
        assertThat(mapping.dossiers().getFirst().encodedTwice()).containsExactly("titre");
        assertThat(mapping.documents().getFirst().path()).isEqualTo("chemin");
        assertThat(mapping.documents().getFirst().prefix())
                .isEqualTo("\\\\srv-fichiers\\patronus\\");

        assertThat(moving.map(Importer.CALLER, move)).isEqualTo(new Mappings.Made(30, 6, 120));
        assertThat(moving.map(Importer.CALLER, move)).isEqualTo(new Mappings.Made(0, 0, 0));
        List<String> titles =
                site.database.with(
                        h ->
                                h.createQuery(
                                                "SELECT title FROM vault_dossier WHERE number LIKE 'P-%'")
                                        .mapTo(String.class)
                                        .list());
        assertThat(titles).hasSize(30).noneMatch(t -> t.contains("Ã"));
    }

    @Test
    void itsFilesComeInRoundsAndWhatIsWrongIsListed() throws Exception {
        moving.map(Importer.CALLER, move);
        Copying.Progress first = moving.copy(move, at -> {});
        assertThat(first.copied()).isEqualTo(119);
        assertThat(first.failed()).isZero();
        ShareReport report = moving.report(move.id());
        assertThat(report.missingCount()).isEqualTo(1);
        assertThat(report.kept()).isEqualTo(119);
        assertThat(report.orphans()).anyMatch(o -> o.contains("Thumbs"));
        assertThat(report.collisions()).isNotEmpty();
        assertThat(report.came().stream().mapToLong(ShareReport.Came::files).sum()).isEqualTo(119);
        assertThat(report.came()).extracting(ShareReport.Came::at).isSorted();
        assertThat(report.came().stream().mapToLong(ShareReport.Came::bytes).sum())
                .isEqualTo(
                        Long.parseLong(
                                one(
                                        "SELECT sum(kept_size)::text FROM vault_move_reference"
                                                + " WHERE state = 1")));
        Copying.Verified verified = moving.verify(move, 1);
        assertThat(verified.changed()).isZero();
        assertThat(verified.same()).isEqualTo(119);
        assertThat(moving.copy(move, at -> {}).copied()).isZero();

        String path =
                one(
                        "SELECT f.path FROM vault_move_reference r JOIN vault_move_file f ON f.id = r.file_id WHERE r.old_key = '5'");
        Path file = folder.resolve("share").resolve(path);
        Files.writeString(file, "changed by somebody who still works there");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Copying.Progress again = moving.copy(move, at -> {});
        assertThat(moving.report(move.id()).troubles()).isEmpty();
        assertThat(again.copied()).isOne();
        assertThat(
                        one(
                                "SELECT d.version || ' ' || d.changed_at FROM vault_move_reference r JOIN vault_document d ON d.id = r.document_id WHERE r.old_key = '5'"))
                .isEqualTo("2 2026-01-02 03:04:05+00");
    }

    @Test
    void aFileThatIsNotCopiedYetIsReadFromTheShareAndKeptWhenSomebodySaysSo() throws Exception {
        moving.map(Importer.CALLER, move);
        assertThat(moving.look(move)).isGreaterThan(119);
        long id =
                Long.parseLong(
                        one("SELECT id::text FROM vault_move_reference WHERE old_key = '3'"));
        long dossier =
                Long.parseLong(
                        one(
                                "SELECT dossier_id::text FROM vault_move_reference WHERE old_key = '3'"));
        assertThat(
                        site.get(DocumentSite.CHIEF, "/api/dossiers/" + dossier + "/waiting-files")
                                .at("/items")
                                .findValuesAsText("id"))
                .contains("" + id);
        String content = "/api/waiting-files/" + id + "/content";
        assertThat(site.ask(DocumentSite.STRANGER, "GET", content, null).statusCode())
                .isEqualTo(404);
        byte[] there = Files.readAllBytes(onShare("3"));
        var read = site.ask(DocumentSite.CHIEF, "GET", content, null);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(there);
        var zip = site.ask(DocumentSite.CHIEF, "GET", "/api/dossiers/" + dossier + "/zip", null);
        assertThat(contents(zip.body())).contains(there);
        assertThat(documents()).as("nobody who reads writes").isZero();

        String keep = "/api/waiting-files/" + id + "/keep";
        assertThat(site.ask(DocumentSite.STRANGER, "POST", keep, Map.of()).statusCode())
                .isEqualTo(404);
        long kept =
                DocumentSite.json(site.ask(DocumentSite.CHIEF, "POST", keep, Map.of()))
                        .path("id")
                        .asLong();
        assertThat(documents()).isOne();
        String to = "/api/documents/" + kept + "/content";
        assertThat(site.ask(DocumentSite.CHIEF, "GET", to, null).body()).isEqualTo(there);
        assertThat(
                        site.ask(DocumentSite.CHIEF, "GET", content, null)
                                .headers()
                                .firstValue("Location"))
                .contains(to);
        assertThat(moving.copy(move, at -> {}).copied()).isEqualTo(118);
    }

    private Path onShare(String oldKey) {
        return folder.resolve("share")
                .resolve(
                        one(
                                "SELECT f.path FROM vault_move_reference r JOIN vault_move_file f ON f.id = r.file_id WHERE r.old_key = '"
                                        + oldKey
                                        + "'"));
    }

    private int documents() {
        return Integer.parseInt(one("SELECT count(*)::text FROM vault_document"));
    }

    private static List<byte[]> contents(byte[] zip) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (in.getNextEntry() != null) {
                all.add(in.readAllBytes());
            }
        }
        return all;
    }

    @Test
    void moreThanAPageOfWaitingFilesIsShownPageByPage() throws Exception {
        moving.map(Importer.CALLER, move);
        moving.look(move);
        site.database.useTransaction(
                h ->
                        h.execute(
                                """
                                UPDATE vault_move_reference SET dossier_id =
                                  (SELECT dossier_id FROM vault_move_reference WHERE old_key = '3')
                                WHERE file_id IS NOT NULL
                                """));
        String dossier =
                one("SELECT dossier_id::text FROM vault_move_reference WHERE old_key = '3'");
        String folder = "/api/dossiers/" + dossier + "/folder?path=/&limit=50";
        Set<String> names = new HashSet<>();
        int pages = 0;
        String after = "";
        do {
            JsonNode page = site.get(DocumentSite.CHIEF, folder + after);
            assertThat(page.path("waiting").size()).isLessThanOrEqualTo(50);
            names.addAll(page.path("waiting").findValuesAsText("name"));
            after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
            pages++;
        } while (!after.isEmpty());
        assertThat(pages).isGreaterThan(2);
        assertThat(names)
                .hasSize(
                        Integer.parseInt(
                                one(
                                        "SELECT count(*)::text FROM vault_move_reference WHERE file_id IS NOT NULL")));
    }

    @Test
    void howManyFoldersCouldNotBeReadIsSaidThoughTheirListIsCut() {
        site.database.useTransaction(
                h ->
                        h.execute(
                                """
                                INSERT INTO vault_move_finding (move_id, kind, subject, detail)
                                SELECT ?, 'unreadable', 'folder ' || n, 'access denied'
                                FROM generate_series(1, 1500) AS n
                                """,
                                move.id()));
        ShareReport report = moving.report(move.id());
        assertThat(report.unreadable()).hasSize(1_000);
        assertThat(report.unreadableCount()).isEqualTo(1_500);
    }

    private HttpResponse<byte[]> drive(String verb, String path, String... headers)
            throws Exception {
        return site.send(
                site.request(DocumentSite.CHIEF, path, headers)
                        .method(verb, HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    @Test
    void whatWaitsLiesInItsDossierAndComesWhenItIsOpened() throws Exception {
        moving.map(Importer.CALLER, move);
        moving.look(move);
        long dossier =
                Long.parseLong(
                        one(
                                "SELECT dossier_id::text FROM vault_move_reference WHERE old_key = '3'"));
        site.database.useTransaction(
                h ->
                        h.execute(
                                "UPDATE vault_move_reference SET name = 'same.txt' WHERE dossier_id = ?",
                                dossier));
        List<String> files =
                site.database.with(
                        h ->
                                h.createQuery(
                                                "SELECT f.path FROM vault_move_reference r JOIN vault_move_file f ON f.id = r.file_id WHERE r.dossier_id = :d ORDER BY r.id")
                                        .bind("d", dossier)
                                        .mapTo(String.class)
                                        .list());
        assertThat(files).hasSizeGreaterThan(1);
        String folder = "/api/dossiers/" + dossier + "/folder?path=/";
        JsonNode waiting = site.get(DocumentSite.CHIEF, folder).path("waiting");
        assertThat(waiting.findValuesAsText("name")).startsWith("same.txt", "same (2).txt");
        Path second = this.folder.resolve("share").resolve(files.get(1));
        assertThat(waiting.path(1).path("size").asLong()).isEqualTo(Files.size(second));

        String shelf =
                one(
                        "SELECT '/dav/' || t.key || '/' || d.number || '/' FROM vault_dossier d JOIN vault_type t ON t.id = d.type_id WHERE d.id = "
                                + dossier);
        String listed = DocumentSite.text(drive("PROPFIND", shelf, "Depth", "1"));
        assertThat(listed).contains("same%20%282%29.txt").contains("" + Files.size(second));
        assertThat(one("SELECT count(*)::text FROM vault_document")).as("only told").isEqualTo("0");
        String path = shelf + "same%20(2).txt";
        assertThat(drive("GET", path).body()).isEqualTo(Files.readAllBytes(second));
        assertThat(documents()).as("nobody who reads writes").isZero();
        var lock =
                site.request(DocumentSite.CHIEF, shelf + "same.txt")
                        .method("LOCK", HttpRequest.BodyPublishers.ofString(LOCK))
                        .build();
        assertThat(site.send(lock).statusCode()).as("there is one").isEqualTo(200);
        assertThat(drive("GET", shelf + "same.txt").body())
                .as("nothing empty in its place")
                .isEqualTo(Files.readAllBytes(this.folder.resolve("share").resolve(files.get(0))));
        assertThat(site.get(DocumentSite.CHIEF, folder).path("waiting")).hasSize(files.size() - 1);
    }
}
