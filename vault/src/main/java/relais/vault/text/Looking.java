package relais.vault.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.live.LiveFeed;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.limited.Workshop;
import relais.vault.scan.Clamd;
import relais.vault.search.SearchText;

/**
 * The work on documents that changed, one after another in each process with the role worker; a row
 * in {@code vault_due} is what there is to do, and stays until it is done.
 */
public final class Looking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);

    /** What a change announces. */
    static final String BELL = "vault-look";

    /** A larger content is searched for viruses, but not read. */
    private static final long MOST_BYTES = 200_000_000;

    /** Whoever took a document and died leaves it to others after this. */
    private static final Duration CLAIM = Duration.ofMinutes(15);

    /** Heard of no change: whether one was missed. */
    private static final Duration ROUND = Duration.ofSeconds(30);

    /** Changes this close together are somebody at work: words can wait for him… */
    private static final Duration CALM = Duration.ofMillis(500);

    /** …but not longer than this; then as long is worked, whoever is at work. */
    private static final Duration STINT = Duration.ofSeconds(60);

    /** After so many failures a content is taken as one that cannot be read. */
    private static final int TRIES = 3;

    private final Setup setup;
    private final Semaphore bell = new Semaphore(1);
    private volatile boolean closed;
    private @Nullable Thread thread;
    private @Nullable AutoCloseable ear;

    /**
     * What looking needs.
     *
     * @param scanner null where none is configured
     * @param room a folder of this machine for contents that are open
     */
    public record Setup(
            Database database,
            Blobs blobs,
            LiveFeed live,
            InstantSource clock,
            Workshop workshop,
            Ocr ocr,
            @Nullable Clamd scanner,
            Path room) {}

    public Looking(Setup setup) {
        this.setup = setup;
    }

    /** Begins to look, now and at each change. */
    public void start() {
        ear = setup.live().listen(Set.of(BELL), word -> ring());
        thread = Thread.ofVirtual().name("vault-looking").start(this::run);
    }

    private void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private void run() {
        while (!closed) {
            try {
                bell.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS);
                long begun = awaitCalm();
                while (!closed && lookAtOne()) {
                    if (isOver(begun) && bell.tryAcquire()) {
                        begun = awaitCalm();
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                // the worker's boundary: the next round tries again what this one could not
                if (!closed) {
                    LOG.warn("looking into documents", e);
                }
            }
        }
    }

    /** Returns when nothing has changed for a moment, or much for long; with the time. */
    private long awaitCalm() throws InterruptedException {
        long begun = System.nanoTime();
        while (bell.tryAcquire(CALM.toMillis(), TimeUnit.MILLISECONDS) && !isOver(begun)) {
            LOG.trace("somebody is at work");
        }
        return System.nanoTime();
    }

    private static boolean isOver(long begun) {
        return System.nanoTime() - begun > STINT.toNanos();
    }

    private record Due(
            long id,
            int tries,
            long dossierId,
            String name,
            int version,
            BlobId hash,
            long size,
            String mediaType,
            boolean trashed) {}

    /** Looks at one document that is due; false where none is. */
    public boolean lookAtOne() throws IOException {
        Optional<Due> due = setup.database().inUnflushedTransaction(this::claim);
        if (due.isEmpty()) {
            return false;
        }
        look(due.get());
        return true;
    }

    private Optional<Due> claim(Handle tx) {
        Instant now = setup.clock().instant();
        return tx.createQuery(
                        """
                        WITH next AS (
                          UPDATE vault_due SET at = :later, tries = tries + 1
                          WHERE document_id = (SELECT document_id FROM vault_due WHERE at <= :now
                            ORDER BY at LIMIT 1 FOR UPDATE SKIP LOCKED)
                          RETURNING document_id, tries)
                        SELECT d.*, n.tries FROM next n JOIN vault_document d ON d.id = n.document_id
                        """)
                .bind("now", now)
                .bind("later", now.plus(CLAIM))
                .map(
                        (row, context) ->
                                new Due(
                                        row.getLong("id"),
                                        row.getInt("tries"),
                                        row.getLong("dossier_id"),
                                        row.getString("name"),
                                        row.getInt("version"),
                                        BlobId.of(row.getBytes("hash")),
                                        row.getLong("size"),
                                        row.getString("media_type"),
                                        row.getTimestamp("trashed_at") != null))
                .findOne();
    }

    private record Known(int scan, int wordsState, String words) {}

    private void look(Due due) throws IOException {
        if (due.trashed()) {
            finish(due, null, false);
            return;
        }
        Known known = known(due.hash());
        boolean waits = false;
        if (known.scan() == 0) {
            waits = !scan(due);
        }
        String words = known.words();
        if (known.wordsState() == 0) {
            words = read(due);
        }
        finish(due, words, waits);
    }

    /** What is lost with the power is looked at again: nothing here waits for the disk. */
    private void finish(Due due, @Nullable String words, boolean again) {
        setup.database()
                .inUnflushedTransaction(
                        tx -> {
                            done(tx, due, words);
                            if (again) {
                                later(tx, due);
                            }
                            return true;
                        });
    }

    private Known known(BlobId hash) {
        return setup.database()
                .with(
                        handle ->
                                handle.createQuery("SELECT * FROM vault_content WHERE hash = :hash")
                                        .bind("hash", hash.bytes())
                                        .map(
                                                (row, context) ->
                                                        new Known(
                                                                row.getInt("scan"),
                                                                row.getInt("words_state"),
                                                                row.getString("words")))
                                        .findOne()
                                        .orElse(new Known(0, 0, "")));
    }

    /** False where the scanner has to be asked again. */
    private boolean scan(Due due) {
        Clamd scanner = setup.scanner();
        if (scanner == null) {
            verdict(due.hash(), 3, "no scanner is configured");
            return true;
        }
        try {
            Clamd.Verdict verdict =
                    scanner.scan(
                            out -> {
                                if (due.size() > 0) {
                                    setup.blobs().copy(due.hash(), 0, due.size(), out);
                                }
                            });
            switch (verdict) {
                case Clamd.Verdict.Clean clean -> verdict(due.hash(), 1, "");
                case Clamd.Verdict.Infected(String virus) -> {
                    LOG.warn("document {} holds {}", due.id(), virus);
                    verdict(due.hash(), 2, virus);
                }
                case Clamd.Verdict.Refused(String why) -> verdict(due.hash(), 3, why);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("the virus scanner does not answer: {}", e.getMessage());
            return false;
        }
    }

    private void verdict(BlobId hash, int scan, String finding) {
        setup.database()
                .inUnflushedTransaction(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE vault_content SET scan = :scan,
                                                  finding = :finding, scanned_at = :now
                                                WHERE hash = :hash
                                                """)
                                        .bind("scan", scan)
                                        .bind("finding", finding)
                                        .bind("now", setup.clock().instant())
                                        .bind("hash", hash.bytes())
                                        .execute());
    }

    private String read(Due due) throws IOException {
        if (due.size() > MOST_BYTES || due.tries() > TRIES) {
            return learned(due.hash(), "", 0, 3);
        }
        Files.createDirectories(setup.room());
        Path file = Files.createTempFile(setup.room(), "open", "");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                if (due.size() > 0) {
                    setup.blobs().copy(due.hash(), 0, due.size(), out);
                }
            }
            return switch (setup.workshop().text(file, due.mediaType())) {
                case Workshop.Result.Failed(String why) -> {
                    LOG.info("document {} cannot be read: {}", due.id(), why);
                    yield learned(due.hash(), "", 0, 3);
                }
                case Workshop.Result.Done read -> {
                    String words = read.text().isBlank() ? ocr(file, due, read) : read.text();
                    yield learned(due.hash(), words, read.pages(), words.isBlank() ? 2 : 1);
                }
            };
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String ocr(Path file, Due due, Workshop.Result.Done read) throws IOException {
        return read.pages() > 0
                ? setup.ocr().read(setup.workshop(), file, due.mediaType(), read.pages())
                : "";
    }

    private String learned(BlobId hash, String words, int pages, int state) {
        String storable = words.replace('\0', ' ');
        setup.database()
                .inUnflushedTransaction(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE vault_content SET words = :words,
                                                  pages = :pages, words_state = :state
                                                WHERE hash = :hash
                                                """)
                                        .bind("words", storable)
                                        .bind("pages", pages)
                                        .bind("state", state)
                                        .bind("hash", hash.bytes())
                                        .execute());
        return storable;
    }

    /** The search knows it, or no more (null); a change that came meanwhile stays due. */
    private void done(Handle tx, Due due, @Nullable String words) {
        if (words == null) {
            SearchText.remove(tx, due.id());
        } else {
            SearchText.remove(tx, due.id()); // it may have been another dossier's
            SearchText.put(tx, due.id(), due.dossierId(), due.version(), due.name(), words);
        }
        tx.execute(
                "DELETE FROM vault_due WHERE document_id = ? AND tries = ?", due.id(), due.tries());
        setup.live().changed(tx, "dossier:" + due.dossierId());
    }

    private void later(Handle tx, Due due) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_due (document_id, at) VALUES (:id, :later)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", due.id())
                .bind("later", setup.clock().instant().plus(ROUND))
                .execute();
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (ear != null) {
                ear.close();
            }
        } catch (Exception e) {
            // declared by AutoCloseable; taking an ear off a list cannot fail
            throw new IllegalStateException(e);
        }
        if (thread != null) {
            thread.interrupt();
        }
    }
}
