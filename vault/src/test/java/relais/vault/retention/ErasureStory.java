package relais.vault.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.testing.DocumentSite;

/** What has been kept long enough goes for good when somebody says so, and not when it is held. */
class ErasureStory {
    @TempDir Path folder;
    private DocumentSite site;
    private long type;
    private long document;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, InstantSource.system());
        site.database.useTransaction(
                tx -> {
                    tx.execute(
                            "UPDATE vault_type SET definition ="
                                    + " '{\"retention\":{\"years\":1,\"from\":\"created\"}}'");
                    tx.execute("UPDATE vault_dossier SET created_at = now() - interval '2 years'");
                });
        type = number("SELECT id FROM vault_type");
        document = site.put("/letters/one.txt", "first words");
        site.put("/letters/one.txt", "second words");
        long trashed = site.put("/old.txt", "thrown away");
        assertThat(chief("DELETE", "/api/documents/" + trashed, null)).isLessThan(300);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void allOfItIsGoneButACertificate() throws Exception {
        long other = otherDossier();
        HttpResponse<byte[]> shared =
                site.send(
                        site.request(
                                        DocumentSite.CHIEF,
                                        "/api/dossiers/" + other + "/content?path=/same.txt")
                                .PUT(BodyPublishers.ofString("second words"))
                                .build());
        assertThat(shared.statusCode()).isEqualTo(201);
        site.ask(
                DocumentSite.WRITER,
                "POST",
                "/api/dossiers/" + site.dossier + "/notes",
                Map.of("text", "Ana called"));
        assertThat(halfUpload()).isEqualTo(201);

        assertThat(erase(DocumentSite.CHIEF, "C-1")).isEqualTo(200);

        assertThat(chief("GET", "/api/dossiers/" + site.dossier, null)).isEqualTo(404);
        assertThat(chief("GET", "/api/documents/" + document, null)).isEqualTo(404);
        assertThat(left()).as("tables that know it").containsExactly("vault_erasure");
        assertThat(number("SELECT count(*) FROM vault_version")).as("the other's").isEqualTo(1);
        assertThat(number("SELECT sum(refs) FROM vault_blob WHERE kind <> 1")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM vault_content WHERE words <> ''")).isZero();
        theCertificateStays();
    }

    private void theCertificateStays() throws Exception {
        JsonNode certificate =
                site.get(DocumentSite.CHIEF, "/api/dossier-certificates").path("items").path(0);
        assertThat(certificate.path("number").asText()).isEqualTo("C-1");
        assertThat(certificate.path("documents").asInt()).isEqualTo(2);
        assertThat(certificate.path("erasedBy").asText()).isEqualTo("chief");
        assertThat(
                        site.get(
                                        DocumentSite.CHIEF,
                                        "/api/dossier-certificates/"
                                                + certificate.path("id").asLong()
                                                + "/contents")
                                .path("items"))
                .hasSize(3);
        assertThat(number("SELECT count(*) FROM platform_audit WHERE action = 'dossier.erase'"))
                .isEqualTo(1);
    }

    private int halfUpload() throws Exception {
        return site.send(
                        site.request(
                                        DocumentSite.WRITER,
                                        "/api/uploads",
                                        "Tus-Resumable",
                                        "1.0.0",
                                        "Upload-Length",
                                        "9",
                                        "Upload-Metadata",
                                        "dossier "
                                                + base64("" + site.dossier)
                                                + ",path "
                                                + base64("/half.txt"),
                                        "Content-Type",
                                        "application/offset+octet-stream")
                                .POST(BodyPublishers.ofString("half"))
                                .build())
                .statusCode();
    }

    @Test
    void whoMayNotOrConfirmsNotOrTooEarlyErasesNothing() throws Exception {
        assertThat(erase(DocumentSite.WRITER, "C-1")).isEqualTo(403);
        assertThat(erase(DocumentSite.STRANGER, "C-1")).isEqualTo(404);
        assertThat(erase(DocumentSite.CHIEF, "C-2")).isEqualTo(422);
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_dossier SET created_at = now() - interval '360 days'"));
        assertThat(erase(DocumentSite.CHIEF, "C-1")).isEqualTo(409);
        assertThat(number("SELECT count(*) FROM vault_document")).isEqualTo(2);
        assertThat(number("SELECT count(*) FROM vault_erasure")).isZero();
    }

    @Test
    void aHoldOverATypeHoldsEachOfItsDossiersAgainstEverybody() throws Exception {
        HttpResponse<byte[]> placed =
                site.ask(
                        DocumentSite.CHIEF,
                        "POST",
                        "/api/dossier-types/" + type + "/holds",
                        Map.of("reason", "Inquiry 7"));
        assertThat(placed.statusCode()).isEqualTo(201);
        String dossier = "/api/dossiers/" + site.dossier;

        assertThat(erase(DocumentSite.CHIEF, "C-1")).isEqualTo(409);
        assertThat(chief("DELETE", dossier, null)).isEqualTo(409);
        assertThat(chief("DELETE", "/api/documents/" + document, null)).isEqualTo(409);
        assertThat(chief("DELETE", dossier + "/trash", null)).isEqualTo(409);
        long other = otherDossier();
        assertThat(
                        chief(
                                "PUT",
                                "/api/documents/" + document,
                                Map.of("dossier", other, "folder", "/")))
                .isEqualTo(409);
        assertThat(number("SELECT count(*) FROM vault_document WHERE dossier_id = " + site.dossier))
                .isEqualTo(2);
        assertThat(site.get(DocumentSite.CHIEF, "/api/dossier-erasures").path("items")).isEmpty();
        JsonNode standing = site.get(DocumentSite.READER, dossier + "/holds").path("items");
        assertThat(standing).hasSize(1);
        assertThat(standing.path(0).path("ofType").asBoolean()).isTrue();

        long hold = DocumentSite.json(placed).path("id").asLong();
        assertThat(chief("DELETE", "/api/dossier-holds/" + hold, null)).isEqualTo(200);
        assertThat(erase(DocumentSite.CHIEF, "C-1")).isEqualTo(200);
    }

    @Test
    void aHoldOverTheDossierItselfToo() throws Exception {
        chief("POST", "/api/dossiers/" + site.dossier + "/holds", Map.of("reason", "Court"));
        assertThat(erase(DocumentSite.CHIEF, "C-1")).isEqualTo(409);
    }

    private int erase(String who, String number) throws Exception {
        return site.ask(
                        who,
                        "POST",
                        "/api/dossiers/" + site.dossier + "/erase",
                        Map.of("number", number))
                .statusCode();
    }

    private int chief(String verb, String path, @Nullable Object body) throws Exception {
        return site.ask(DocumentSite.CHIEF, verb, path, body).statusCode();
    }

    private long otherDossier() {
        return site.database.inTransaction(
                tx ->
                        tx.createQuery(
                                        "INSERT INTO vault_dossier (type_id, number, title, state,"
                                                + " created_at, created_by, changed_at)"
                                                + " SELECT id, 'C-9', 'Other', 'open', now(), 1, now()"
                                                + " FROM vault_type RETURNING id")
                                .mapTo(Long.class)
                                .one());
    }

    /** Tables with a row that names the dossier. */
    private List<String> left() {
        return site.database.with(
                handle ->
                        handle
                                .createQuery(
                                        "SELECT table_name FROM information_schema.columns WHERE"
                                                + " column_name = 'dossier_id' AND table_schema ="
                                                + " current_schema() ORDER BY 1")
                                .mapTo(String.class)
                                .list()
                                .stream()
                                .filter(
                                        table ->
                                                number(
                                                                "SELECT count(*) FROM "
                                                                        + table
                                                                        + " WHERE dossier_id = "
                                                                        + site.dossier)
                                                        > 0)
                                .toList());
    }

    private long number(String sql) {
        return site.database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
