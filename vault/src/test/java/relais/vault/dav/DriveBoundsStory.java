package relais.vault.dav;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.WRITER;
import static relais.vault.testing.DocumentSite.text;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;
import relais.vault.access.VaultPermissions;
import relais.vault.testing.DocumentSite;

/** A program that asks a drive for too much is told so; it does not take the server with it. */
@Timeout(120)
class DriveBoundsStory {
    private static final String DOSSIER = "/dav/case/C-1/";
    private static final String LETTER = DOSSIER + "letter.txt";

    @TempDir Path folder;
    private DocumentSite site;
    private long letter;

    @BeforeEach
    void open() throws Exception {
        site = new DocumentSite(folder, new SettableClock(Instant.parse("2026-03-03T10:00:00Z")));
        letter = site.put("/letter.txt", "the answer");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<byte[]> ask(
            String who, String verb, String path, String body, String... headers) throws Exception {
        return site.send(
                site.request(who, path, headers)
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static String propfind(String properties) {
        return "<D:propfind xmlns:D='DAV:' xmlns:x='urn:x'><D:prop>"
                + properties
                + "</D:prop></D:propfind>";
    }

    private static String set(String properties) {
        return "<D:propertyupdate xmlns:D='DAV:' xmlns:x='urn:x'><D:set><D:prop>"
                + properties
                + "</D:prop></D:set></D:propertyupdate>";
    }

    @Test
    void aWholeTreeIsNotListedAtOnce() throws Exception {
        for (String depth : new String[] {"infinity", "2", "x"}) {
            HttpResponse<byte[]> answer = ask(WRITER, "PROPFIND", DOSSIER, "", "Depth", depth);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(text(answer)).contains("propfind-finite-depth");
        }
        assertThat(ask(WRITER, "PROPFIND", DOSSIER, "").statusCode()).isEqualTo(403);
        assertThat(ask(WRITER, "PROPFIND", DOSSIER, "", "Depth", "1").statusCode()).isEqualTo(207);
    }

    @Test
    void aFolderOfVeryManyEmptyOnesIsCopiedWhole() throws Exception {
        assertThat(ask(WRITER, "MKCOL", DOSSIER + "many", "").statusCode()).isEqualTo(201);
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "INSERT INTO vault_folder (dossier_id, parent_id, name, order_key,"
                                        + " created_at) SELECT dossier_id, id, 'n' || g,"
                                        + " 'n' || length(g::text) || g, now()"
                                        + " FROM vault_folder, generate_series(1, 1100) g"
                                        + " WHERE name = 'many'"));
        String to = site.address().resolve(DOSSIER + "again").toString();
        assertThat(ask(WRITER, "COPY", DOSSIER + "many", "", "Destination", to).statusCode())
                .isEqualTo(201);
        String copies =
                "SELECT count(*) FROM vault_folder f JOIN vault_folder p ON p.id = f.parent_id"
                        + " WHERE p.name = 'again'";
        long copied = site.database.with(h -> h.createQuery(copies).mapTo(Long.class).one());
        assertThat(copied).isEqualTo(1_100);
    }

    @Test
    void largeOrHostileXmlIsRefused() throws Exception {
        String doctype =
                "<!DOCTYPE p [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                        + "<D:propfind xmlns:D='DAV:'><D:prop>&a;</D:prop></D:propfind>";
        String large = propfind("<x:p/>" + " ".repeat(DavBody.MOST_BYTES));
        for (String body : new String[] {doctype, large, "<", "\0"}) {
            HttpResponse<byte[]> answer = ask(WRITER, "PROPFIND", DOSSIER, body, "Depth", "0");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer)).doesNotContain("root:");
        }
        assertThat(ask(WRITER, "PROPPATCH", LETTER, set("<x:p/>".repeat(501))).statusCode())
                .isEqualTo(400);
        String owner = "<D:owner>" + "o".repeat(2_001) + "</D:owner>";
        String lock =
                "<D:lockinfo xmlns:D='DAV:'><D:lockscope><D:shared/></D:lockscope>%s</D:lockinfo>";
        assertThat(ask(WRITER, "LOCK", LETTER, lock.formatted(owner)).statusCode()).isEqualTo(400);
        assertThat(ask(WRITER, "LOCK", LETTER, lock.formatted("")).statusCode()).isEqualTo(200);
    }

    @Test
    void onlySoMuchIsNotedAtADocument() throws Exception {
        assertThat(noted("<x:p>" + "v".repeat(15_000) + "</x:p>")).isTrue();
        assertThat(noted("<x:q>" + "v".repeat(16_001) + "</x:q>")).as("one too long").isFalse();
        assertThat(noted("<y:p xmlns:y='urn:" + "n".repeat(800) + "'/>"))
                .as("a name too long")
                .isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(noted("<x:r" + i + ">" + "v".repeat(15_000) + "</x:r" + i + ">")).isTrue();
        }
        assertThat(noted("<x:s>" + "v".repeat(15_000) + "</x:s>")).as("together").isFalse();
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 96; i++) {
            many.append("<x:m").append(i).append("/>");
        }
        assertThat(noted(many.toString())).isTrue();
        assertThat(noted("<x:t/>")).as("the 101st").isFalse();
    }

    private boolean noted(String property) throws Exception {
        HttpResponse<byte[]> answer = ask(WRITER, "PROPPATCH", LETTER, set(property));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(207);
        return text(answer).contains("200 OK");
    }

    /** 300 documents with 60 KB noted at each would be an answer of 18 MB. */
    @Test
    void anAnswerThatWouldFillTheMemoryIsNotMade() throws Exception {
        site.database.useTransaction(
                tx -> {
                    copies(tx, 300);
                    tx.execute(
                            "INSERT INTO vault_drive_property (document_id, namespace, name, value)"
                                    + " SELECT id, 'urn:x', 'p', '<p>' || repeat('v', 60000) ||"
                                    + " '</p>' FROM vault_document");
                });
        assertThat(ask(WRITER, "PROPFIND", DOSSIER, "", "Depth", "1").statusCode()).isEqualTo(507);
        assertThat(
                        ask(WRITER, "PROPFIND", DOSSIER, propfind("<D:getetag/>"), "Depth", "1")
                                .statusCode())
                .isEqualTo(207);
    }

    private void copies(Handle tx, int many) {
        tx.execute(
                "INSERT INTO vault_document (dossier_id, name, order_key, version, hash, size,"
                        + " media_type, created_at, changed_at, changed_by, changed_name)"
                        + " SELECT dossier_id, 'copy ' || n, 'copy ' || n, version, hash, size,"
                        + " media_type, created_at, changed_at, changed_by, changed_name"
                        + " FROM vault_document, generate_series(1, ?) n WHERE id = ?",
                many,
                letter);
    }

    @Test
    void locksOfOnePersonAndOfOneDocumentAreCounted() throws Exception {
        site.comes(
                "other",
                50,
                "Writers",
                VaultPermissions.RECORDS_READ,
                VaultPermissions.RECORDS_EDIT);
        site.database.useTransaction(
                tx -> {
                    copies(tx, 180);
                    tx.execute(
                            "INSERT INTO vault_lock (token, dossier_id, document_id, deep, shared,"
                                    + " user_id, user_name, owner, made_at, until)"
                                    + " SELECT 'opaquelocktoken:' || n || ':' || d.id, dossier_id,"
                                    + " d.id, false, true, 3, 'User 3', '', '2026-03-03',"
                                    + " '2026-03-04' FROM vault_document d, generate_series(1, 20) n"
                                    + " WHERE d.id = ? OR n = 1",
                            letter);
                });
        String shared =
                "<D:lockinfo xmlns:D='DAV:'><D:lockscope><D:shared/></D:lockscope></D:lockinfo>";
        assertThat(ask("other", "LOCK", LETTER, shared).statusCode()).as("the 21st").isEqualTo(423);
        site.put("/second.txt", "x");
        assertThat(ask("other", "LOCK", DOSSIER + "second.txt", shared).statusCode())
                .isEqualTo(200);
        assertThat(ask(WRITER, "LOCK", DOSSIER + "second.txt", shared).statusCode())
                .as("the 201st of one person")
                .isEqualTo(409);
    }
}
