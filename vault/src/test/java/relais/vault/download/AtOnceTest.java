package relais.vault.download;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.WRITER;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.http.Answer;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** Long answers take turns, and a large folder is archived whole without being held in memory. */
@Timeout(60)
class AtOnceTest {
    private static Answer streamed(Answer.Body body) {
        return new Answer.Streamed("text/csv", "list.csv", body);
    }

    @Test
    void whoComesWhileTooManyAreWrittenIsAskedToComeBack() throws Exception {
        AtOnce turns = new AtOnce(1);
        Answer never = turns.answer(out -> {}, AtOnceTest::streamed);
        assertThat(never)
                .as("what nobody fetches takes no turn")
                .isInstanceOf(Answer.Streamed.class);
        Answer first =
                turns.answer(
                        out ->
                                assertThat(turns.answer(body -> {}, AtOnceTest::streamed))
                                        .isInstanceOfSatisfying(
                                                Answer.Refused.class,
                                                no ->
                                                        assertThat(no.problem().status())
                                                                .isEqualTo(503)),
                        AtOnceTest::streamed);
        ((Answer.Streamed) first).body().writeTo(OutputStream.nullOutputStream());
        Answer broken =
                turns.answer(
                        out -> {
                            throw new IOException("the reader went away");
                        },
                        AtOnceTest::streamed);
        try {
            ((Answer.Streamed) broken).body().writeTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            assertThat(e).hasMessage("the reader went away");
        }
        assertThat(turns.answer(out -> {}, AtOnceTest::streamed))
                .isInstanceOf(Answer.Streamed.class);
    }

    @Test
    void anArchiveOfManyPagesHasEveryDocumentOnce(@TempDir Path folder) throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
        try (DocumentSite site = new DocumentSite(folder, clock)) {
            long letter = site.put("/below/letter.txt", "the answer");
            site.database.useTransaction(
                    tx ->
                            tx.execute(
                                    "INSERT INTO vault_document (dossier_id, folder_id, name,"
                                            + " order_key, version, hash, size, media_type,"
                                            + " created_at, changed_at, changed_by, changed_name)"
                                            + " SELECT dossier_id, CASE n % 2 WHEN 0 THEN folder_id"
                                            + " END, 'copy ' || n, 'copy', version, hash, size,"
                                            + " media_type, created_at, changed_at, changed_by,"
                                            + " changed_name FROM vault_document,"
                                            + " generate_series(1, 4200) n WHERE id = ?",
                                    letter));
            byte[] zip =
                    site.ask(WRITER, "GET", "/api/dossiers/" + site.dossier + "/zip", null).body();
            Set<String> names = new HashSet<>();
            int entries = 0;
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    names.add(entry.getName());
                    entries++;
                }
            }
            assertThat(entries).isEqualTo(4_201);
            assertThat(names).hasSize(4_201).contains("copy 4199", "below/copy 4200");
        }
    }
}
