package relais.vault.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.TestDatabase;
import relais.vault.DocumentSettings;
import relais.vault.testing.DocumentSite;

/** People write to the office; what they write is in the dossiers that they name. */
class MailStory {
    @TempDir Path folder;
    private final Post post = new Post();
    private DocumentSite site;
    private long tray;

    @BeforeEach
    void open() throws IOException {
        site =
                new DocumentSite(
                        TestDatabase.fresh("vault"),
                        folder,
                        InstantSource.system(),
                        new DocumentSettings(
                                Optional.empty(), Optional.of(Post.settings(post.port(), "IN-1"))));
        tray =
                site.database.inTransaction(
                        tx ->
                                tx.createQuery(
                                                "INSERT INTO vault_dossier (type_id, number, title,"
                                                        + " state, created_at, created_by, changed_at)"
                                                        + " SELECT id, 'IN-1', 'Letters', 'open', now(),"
                                                        + " 1, now() FROM vault_type RETURNING id")
                                        .mapTo(Long.class)
                                        .one());
    }

    @AfterEach
    void close() {
        site.close();
        post.close();
    }

    @Test
    void aLetterThatNamesADossierIsFiledThereWithItsAttachments() throws Exception {
        post.arrives(
                Post.letter(
                        "one",
                        "post@office.test",
                        "Re: [c-1] =?UTF-8?Q?pi=C3=A8ces?=",
                        "facture.txt",
                        "42 euros",
                        "../../etc/passwd",
                        "root"));
        post.arrives(Post.letter("two", "Office <post+C-1@office.test>", "no number here"));
        round(2);

        assertThat(names(site.dossier))
                .containsExactlyInAnyOrder(
                        "2026-03-02 Re: [c-1] pièces.eml",
                        "2026-03-02 Re: [c-1] pièces - facture.txt",
                        "2026-03-02 Re: [c-1] pièces - .._.._etc_passwd",
                        "2026-03-02 no number here.eml");
        assertThat(content(site.dossier, "facture")).isEqualTo("42 euros");
        assertThat(post.waiting()).isZero();
        assertThat(post.filed()).isEqualTo(2);
        assertThat(names(tray)).isEmpty();
    }

    @Test
    void theRestWaitsInTheTrayForAClerk() throws Exception {
        post.arrives(Post.letter("one", "post@office.test", "hello [X-9]", "a.txt", "a"));
        round(1);
        assertThat(names(tray))
                .containsExactly("2026-03-02 hello [X-9] - a.txt", "2026-03-02 hello [X-9].eml");
        assertThat(names(site.dossier)).isEmpty();
    }

    @Test
    void theSameLetterAgainIsFiledOnceAndAForgedIdLeavesNobodyOut() throws Exception {
        String letter = Post.letter("one", "post@office.test", "[C-1] first", "a.txt", "a");
        post.arrives("Received: by way one\n" + letter);
        post.arrives("Received: by way two\n" + letter);
        post.arrives(Post.letter("one", "post@office.test", "[C-1] other", "b.txt", "b"));
        round(3);
        assertThat(names(site.dossier))
                .containsExactlyInAnyOrder(
                        "2026-03-02 [C-1] first.eml",
                        "2026-03-02 [C-1] first - a.txt",
                        "2026-03-02 [C-1] other.eml",
                        "2026-03-02 [C-1] other - b.txt");
    }

    @Test
    void hostileLettersAreFiledWithinBounds() throws Exception {
        StringBuilder deep = new StringBuilder("Message-ID: <deep@x>\nSubject: [C-1] deep\n");
        for (int i = 0; i < 2_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(i);
            deep.append("\n\n--b").append(i).append('\n');
        }
        post.arrives(deep.toString());
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.addAll(List.of("n" + i + ".txt", "x"));
        }
        post.arrives(Post.letter("many", "x@y", "[C-1] many", many.toArray(String[]::new)));
        post.arrives(
                Post.letter("odd", "x@y", "[C-1] odd", "a.bin", "x")
                        .replace("base64", "quoted-nonsense"));
        post.arrives(
                Post.letter("html", "x@y", "[C-1] html", "a.html", "<script>alert(1)</script>"));
        round(4);

        List<String> names = names(site.dossier);
        assertThat(names).filteredOn(name -> name.contains("many -")).hasSize(100);
        assertThat(names).filteredOn(name -> name.endsWith(".eml")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(post.waiting()).isZero();
        HttpResponse<byte[]> html =
                site.ask(
                        DocumentSite.READER,
                        "GET",
                        "/api/documents/" + id(site.dossier, "a.html") + "/content?inline=true",
                        null);
        assertThat(html.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
    }

    @Test
    void nothingIsLostWhereNobodyCanTakeIt() throws Exception {
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_dossier SET trashed_at = now() WHERE number = 'C-1'"));
        post.arrives(Post.letter("one", "x@y", "[C-1] late"));
        round(1);
        assertThat(names(tray)).containsExactly("2026-03-02 [C-1] late.eml");
    }

    /** Waits until so many letters are put aside. */
    private void round(int letters) throws Exception {
        site.jobs.start();
        DocumentSite.until(letters + " letters are filed", () -> post.filed() >= letters);
    }

    private List<String> names(long dossier) {
        return site.database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT d.name FROM vault_document d JOIN vault_folder f"
                                                + " ON f.id = d.folder_id AND f.name = 'Courrier'"
                                                + " WHERE d.dossier_id = :id ORDER BY d.name COLLATE \"C\"")
                                .bind("id", dossier)
                                .mapTo(String.class)
                                .list());
    }

    private long id(long dossier, String part) {
        return site.database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT id FROM vault_document"
                                                + " WHERE dossier_id = :id AND position(:part IN name) > 0")
                                .bind("id", dossier)
                                .bind("part", part)
                                .mapTo(Long.class)
                                .one());
    }

    private String content(long dossier, String part) throws Exception {
        JsonNode document = site.get(DocumentSite.READER, "/api/documents/" + id(dossier, part));
        assertThat(document.path("name").asText()).contains(part);
        return DocumentSite.text(
                site.ask(
                        DocumentSite.READER,
                        "GET",
                        "/api/documents/" + id(dossier, part) + "/content",
                        null));
    }
}
