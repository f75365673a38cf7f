package relais.vault.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.accounts.Memberships;
import relais.platform.audit.Audit;
import relais.platform.live.LiveFeed;
import relais.platform.secrets.Secrets;
import relais.platform.testing.SettableClock;
import relais.vault.access.Sight;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.blob.Hold;
import relais.vault.blob.Mending;
import relais.vault.store.FolderStore;
import relais.vault.testing.DocumentSite;

/** A letter's parts are filed while somebody else files the same attachment. */
@Timeout(60)
class TogetherTest {
    @Test
    void whoWaitsForAContentKeepsNobodyFromTheAuditLog(@TempDir Path folder) throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
        try (DocumentSite site = new DocumentSite(folder, clock);
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Documents documents = documents(site, folder, clock);
            List<Together.Named> parts =
                    List.of(named(documents, "letter.eml"), named(documents, "plan.txt"));
            BlobId contested = parts.getLast().brought().kept().id();
            Future<Outcome<List<Document>>> filed =
                    site.database.inTransaction(
                            other -> {
                                other.createQuery(
                                                "SELECT 1 FROM vault_blob WHERE hash = ? FOR UPDATE")
                                        .bind(0, contested.bytes())
                                        .mapTo(Integer.class)
                                        .one();
                                Future<Outcome<List<Document>>> filing =
                                        people.submit(() -> file(site, documents, parts));
                                untilSomebodyWaits(site);
                                audited(site, clock);
                                return filing;
                            });
            assertThat(filed.get()).isInstanceOf(Outcome.Done.class);
            assertThat(((Outcome.Done<List<Document>>) filed.get()).value()).hasSize(2);
        }
    }

    private static Documents documents(DocumentSite site, Path folder, SettableClock clock)
            throws Exception {
        Blobs blobs =
                new Blobs(
                        new Blobs.Setup(
                                site.database,
                                new FolderStore("local", folder.resolve("files/store")),
                                Secrets.open(folder.resolve("secret.key")),
                                clock,
                                Hold.NONE,
                                Mending.NONE));
        return new Documents(
                new Documents.Setup(
                        site.database,
                        blobs,
                        new Sight(new Memberships(site.database)),
                        new Audit(clock),
                        new LiveFeed(site.database),
                        clock,
                        new Random(1),
                        (tx, dossier) -> Optional.empty()));
    }

    private static Outcome<List<Document>> file(
            DocumentSite site, Documents documents, List<Together.Named> parts) {
        return documents
                .together()
                .place(
                        new Actor(site.caller(DocumentSite.CHIEF)),
                        site.dossier,
                        DocumentPath.parse("/Letters"),
                        parts,
                        tx -> true);
    }

    private static Together.Named named(Documents documents, String name) throws Exception {
        return new Together.Named(
                DocumentName.nearest(name, "x"),
                documents.bring(
                        new java.io.ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8))));
    }

    /** Anybody's change of anything. */
    private static void audited(DocumentSite site, SettableClock clock) {
        site.database.useTransaction(
                tx -> {
                    tx.execute("SET LOCAL lock_timeout = '3s'");
                    new Audit(clock)
                            .record(
                                    tx,
                                    site.caller(DocumentSite.CHIEF),
                                    "dossier.change",
                                    "dossier:1",
                                    Map.of());
                });
    }

    private static void untilSomebodyWaits(DocumentSite site) {
        try {
            DocumentSite.until("the letter waits", () -> site.database.with(TogetherTest::waits));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean waits(Handle handle) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE"
                                + " datname = current_database() AND wait_event_type = 'Lock')")
                .mapTo(Boolean.class)
                .one();
    }
}
