package relais.vault.moving.share;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.vault.blob.BlobId;
import relais.vault.moving.evidence.Sha;
import relais.vault.moving.share.References.Reference;

/** Copies the files of a move; each once, again when it has changed. */
public final class Copying {
    /** A bad line answers in milliseconds a file: some at a time make up for it. */
    private static final int AT_A_TIME = 8;

    private static final int PAGE = 256;

    private final Database database;
    private final References references;
    private final Filing filing;
    private final InstantSource clock;

    public Copying(Database database, Filing filing, InstantSource clock) {
        this.database = database;
        this.references = new References(database);
        this.filing = filing;
        this.clock = clock;
    }

    /** How far a round is. */
    public record Progress(long files, long copied, long failed) {}

    /** Notes what lies there now and matches it with what is wanted; copies nothing. */
    public long look(long move, Source source) throws IOException {
        return new Inventory(database, move).take(source);
    }

    /**
     * A round: what is wanted and not kept as the share had it when it was last looked at.
     *
     * @param onlyNew whether changes of what is kept are no longer wanted; asked again and again
     */
    public Progress bring(
            long move, Source source, BooleanSupplier onlyNew, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        AtomicLong copied = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            long after = 0;
            while (true) {
                List<Reference> page =
                        references.waiting(move, onlyNew.getAsBoolean(), after, PAGE);
                if (page.isEmpty()) {
                    return new Progress(references.files(move), copied.get(), failed.get());
                }
                List<Future<?>> running = new ArrayList<>();
                for (Reference each : page) {
                    running.add(
                            threads.submit(
                                    () ->
                                            (copy(each, source) ? copied : failed)
                                                    .incrementAndGet()));
                }
                for (Future<?> one : running) {
                    await(one);
                }
                after = page.getLast().id();
                progress.accept(new Progress(references.files(move), copied.get(), failed.get()));
            }
        }
    }

    private static void await(Future<?> one) throws IOException, InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new IOException("a copy failed: " + e.getCause(), e);
        }
    }

    /** Copies one file now, where it is not kept; false where that is not possible. */
    public boolean copy(Reference reference, Source source) {
        return copy(reference, reference.name(), source);
    }

    /** The same; the document is to be called so. */
    public boolean copy(Reference reference, String name, Source source) {
        String path = reference.filePath();
        if (path == null) {
            return false;
        }
        try {
            Found before = source.look(path);
            try (InputStream content = new SteadyContent(source, before)) {
                filing.file(
                        new Filing.Entry(
                                reference.dossierId(),
                                name,
                                reference.documentId(),
                                before.changed()),
                        content,
                        (tx, filed) ->
                                References.kept(
                                        tx, reference, filed, before.changed(), clock.instant()));
            }
            return true;
        } catch (IOException e) {
            references.trouble(reference, String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** What reading the share once more has shown. */
    public record Verified(long same, long changed, List<String> different) {}

    /**
     * Reads the files that are kept once more and compares their hashes.
     *
     * @param oneOf 1 for all, 10 for one of ten …
     */
    public Verified verify(long move, Source source, int oneOf) {
        List<Kept> kept =
                database.with(
                        h ->
                                h.createQuery(
                                                """
                                                SELECT f.path, r.hash, r.kept_size, r.kept_mtime
                                                FROM vault_move_reference r
                                                JOIN vault_move_file f ON f.id = r.file_id
                                                WHERE r.move_id = :move AND r.state = 1
                                                  AND r.id % :oneOf = 0 ORDER BY r.id
                                                """)
                                        .bind("move", move)
                                        .bind("oneOf", oneOf)
                                        .map(
                                                (row, _) ->
                                                        new Kept(
                                                                row.getString("path"),
                                                                BlobId.of(row.getBytes("hash"))))
                                        .list());
        long same = 0;
        List<String> different = new ArrayList<>();
        for (Kept each : kept) {
            BlobId now = hash(source, each.path());
            if (each.hash().equals(now)) {
                same++;
            } else {
                different.add(each.path());
            }
        }
        return new Verified(same, different.size(), different);
    }

    private record Kept(String path, BlobId hash) {}

    private static @Nullable BlobId hash(Source source, String path) {
        MessageDigest sha = Sha.digest();
        try (InputStream in = new DigestInputStream(source.open(path), sha)) {
            in.transferTo(OutputStream.nullOutputStream());
            return BlobId.of(sha.digest());
        } catch (IOException e) {
            return null; // gone or away: not the same
        }
    }
}
