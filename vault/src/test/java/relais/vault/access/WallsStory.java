package relais.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.READER;
import static relais.vault.testing.DocumentSite.STRANGER;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.json;
import static relais.vault.testing.DocumentSite.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.search.SearchText;
import relais.vault.testing.DocumentSite;

/** What people must not learn of dossiers that are not theirs, by whatever way they ask. */
@Timeout(120)
class WallsStory {
    @TempDir Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
    private DocumentSite site;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, clock);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private int status(String who, String verb, String path) throws Exception {
        return site.ask(who, verb, path, null).statusCode();
    }

    private JsonNode found(String who, String word) throws Exception {
        return site.get(who, "/api/keep-search?q=" + word).path("items");
    }

    private void hasWords(long document, long dossier, String words) {
        site.database.useTransaction(
                tx -> SearchText.put(tx, document, dossier, 1, "letter.txt", words));
    }

    @Test
    void aDocumentThatMovedIsNeitherFoundNorSharedThroughTheDossierItLeft() throws Exception {
        long document = site.put("/letter.txt", "the answer");
        hasWords(document, site.dossier, "xylophone ");
        HttpResponse<byte[]> made =
                site.ask(
                        WRITER,
                        "POST",
                        "/api/documents/" + document + "/shares",
                        Map.of("expiresAt", "2026-03-10T00:00:00Z"));
        String link = json(made).path("url").asText();
        assertThat(status("", "GET", link)).isEqualTo(200);
        assertThat(found(READER, "xylophone")).hasSize(1);

        long elsewhere = site.another("C-2");
        assertThat(
                        site.ask(
                                        CHIEF,
                                        "PUT",
                                        "/api/documents/" + document,
                                        Map.of("dossier", elsewhere))
                                .statusCode())
                .isEqualTo(200);
        assertThat(status("", "GET", link)).as("the link").isEqualTo(404);
        assertThat(status(READER, "GET", "/api/documents/" + document)).isEqualTo(404);
        assertThat(texts(document)).as("its words").isZero();
        // whoever reads words slowly writes them where the document was when they began
        hasWords(document, site.dossier, "xylophone ");
        assertThat(found(READER, "xylophone")).isEmpty();
        assertThat(found(WRITER, "xylophone")).isEmpty();
    }

    private int texts(long document) {
        return site.database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT count(*) FROM vault_text WHERE document_id = :id")
                                .bind("id", document)
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void howManyDossiersOfATypeThereAreOnlyThoseLearnWhoSeeThemAll() throws Exception {
        site.another("C-2");
        site.comes("guest", 50, "Guests", VaultPermissions.RECORDS_READ);
        site.grant(site.dossier, "Guests", 1);
        assertThat(site.get(CHIEF, "/api/dossier-types").at("/items/0/dossiers").asInt())
                .isEqualTo(2);
        assertThat(site.get("guest", "/api/dossier-types").at("/items/0/dossiers").asInt())
                .isZero();
    }

    @Test
    void theTokenOfSomebodyElsesLockOpensNothing() throws Exception {
        long document = site.put("/letter.txt", "the answer");
        String drive = "/dav/case/C-1/letter.txt";
        HttpResponse<byte[]> locked =
                site.send(
                        site.request(WRITER, drive)
                                .method(
                                        "LOCK",
                                        body(
                                                "<D:lockinfo xmlns:D='DAV:'><D:lockscope>"
                                                        + "<D:exclusive/></D:lockscope></D:lockinfo>"))
                                .build());
        String token = locked.headers().firstValue("Lock-Token").orElseThrow();
        site.comes(
                "colleague",
                50,
                "Writers",
                VaultPermissions.RECORDS_READ,
                VaultPermissions.RECORDS_EDIT);
        String shown = "(" + token + ")";
        assertThat(drive("colleague", "PUT", drive, "If", shown)).isEqualTo(423);
        assertThat(drive("colleague", "DELETE", drive, "If", shown)).isEqualTo(423);
        assertThat(drive("colleague", "UNLOCK", drive, "Lock-Token", token)).isEqualTo(423);
        assertThat(status("colleague", "DELETE", "/api/documents/" + document)).isEqualTo(423);
        assertThat(drive(WRITER, "PUT", drive, "If", shown)).isEqualTo(204);
        assertThat(drive(WRITER, "UNLOCK", drive, "Lock-Token", token)).isEqualTo(204);
        assertThat(drive("colleague", "PUT", drive, "X-Nothing", "")).isEqualTo(204);
    }

    private static java.net.http.HttpRequest.BodyPublisher body(String text) {
        return java.net.http.HttpRequest.BodyPublishers.ofString(text);
    }

    private int drive(String who, String verb, String path, String header, String value)
            throws Exception {
        return site.send(site.request(who, path, header, value).method(verb, body("")).build())
                .statusCode();
    }

    private long folder(long dossier, String path) throws Exception {
        HttpResponse<byte[]> made =
                site.ask(
                        WRITER,
                        "POST",
                        "/api/dossiers/" + dossier + "/folders",
                        Map.of("path", path));
        assertThat(made.statusCode()).as(text(made)).isLessThan(300);
        return json(made).path("id").asLong();
    }

    /** A token for one thing is none for others. */
    @Test
    void whoMayNotReadReadsNothingWhateverElseTheyMay() throws Exception {
        long document = site.put("/letter.txt", "the answer");
        site.comes(
                "token",
                50,
                "Writers",
                VaultPermissions.RECORDS_EDIT,
                VaultPermissions.RECORDS_EXPORT,
                VaultPermissions.RECORDS_HOLD,
                VaultPermissions.RECORDS_ALL,
                VaultPermissions.RECORDS_CONFIDENTIAL);
        HttpResponse<byte[]> changed =
                site.ask("token", "PUT", "/api/documents/" + document, Map.of("name", "other.txt"));
        assertThat(changed.statusCode()).isEqualTo(404);
        assertThat(text(site.ask("token", "GET", "/api/dossiers.csv", null)))
                .contains("number,")
                .doesNotContain("C-1");
        assertThat(site.get("token", "/api/dossier-erasures").path("items")).isEmpty();
        assertThat(site.ask("token", "POST", "/api/documents/" + document + "/lock", null))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(404);
    }

    /** Neither text nor code says whether a number is somebody else's or nobody's. */
    @Test
    void whatIsNotMineAndWhatIsNotThereAnswerTheSame() throws Exception {
        long document = site.put("/letter.txt", "the answer");
        long gone = site.put("/gone.txt", "thrown away");
        assertThat(status(WRITER, "DELETE", "/api/documents/" + gone)).isEqualTo(204);
        long below = folder(site.dossier, "/folder");
        List<String> asked =
                List.of(
                        "GET /api/documents/%d",
                        "PUT /api/documents/%d",
                        "DELETE /api/documents/%d",
                        "POST /api/documents/%d/restore",
                        "POST /api/documents/%d/lock",
                        "DELETE /api/documents/%d/lock",
                        "POST /api/documents/%d/versions/1/restore",
                        "GET /api/documents/%d/content",
                        "GET /api/documents/%d/preview",
                        "GET /api/documents/%d/proof",
                        "GET /api/documents/%d/shares");
        for (String ask : asked) {
            String nobodys = answer(ask.formatted(999_999));
            assertThat(nobodys).as(ask).startsWith("404 ");
            assertThat(answer(ask.formatted(document))).as(ask).isEqualTo(nobodys);
            assertThat(answer(ask.formatted(gone))).as(ask).isEqualTo(nobodys);
        }
        String nobodys = answer("POST /api/folders/999999/move");
        assertThat(answer("POST /api/folders/" + below + "/move")).isEqualTo(nobodys);
        assertThat(answer("GET /api/dossiers/" + site.dossier + "/folder"))
                .isEqualTo(answer("GET /api/dossiers/999999/folder"));
        assertThat(answer("PROPFIND /dav/case/C-1/letter.txt"))
                .isEqualTo(answer("PROPFIND /dav/case/C-9/letter.txt"));
    }

    private String answer(String ask) throws Exception {
        String[] parts = ask.split(" ");
        boolean takes = parts[0].equals("PUT") || parts[1].endsWith("/move");
        HttpResponse<byte[]> answer =
                site.ask(STRANGER, parts[0], parts[1], takes ? Map.of("name", "x") : null);
        return answer.statusCode() + " " + text(answer);
    }

    @Test
    void nobodyHearsOfTheChangesOfADossierTheyDoNotSee() {
        String thing = "dossier:" + site.dossier;
        assertThat(site.vault.mayHear(site.caller(READER), thing)).isTrue();
        assertThat(site.vault.mayHear(site.caller(STRANGER), thing)).isFalse();
        assertThat(site.vault.mayHear(site.caller(CHIEF), "dossier:999999")).isFalse();
        assertThat(site.vault.mayHear(site.caller(STRANGER), "dossiers")).isTrue();
    }
}
