package relais.vault.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.vault.store.BlobStore;

/**
 * All contents. A content is durable before it has an id, and has an id before a row refers to it:
 * a crash leaves at worst a content that nobody refers to, which is collected later.
 */
public final class Blobs {
    private final Database database;
    private final BlobStore store;
    private final Path room;
    private final InstantSource clock;

    /**
     * @param room a folder of this machine for contents under way
     */
    public Blobs(Database database, BlobStore store, Path room, InstantSource clock)
            throws IOException {
        this.database = database;
        this.store = store;
        this.room = room;
        this.clock = clock;
        Files.createDirectories(room);
    }

    /** Reads {@code content} to its end; on return it is durable and known, and not referred to. */
    public Kept keep(InputStream content) throws IOException {
        Path half = Files.createTempFile(room, "content", "");
        try {
            MessageDigest sha = sha256();
            try (OutputStream out = Files.newOutputStream(half)) {
                new DigestInputStream(content, sha).transferTo(out);
            }
            BlobId id = BlobId.of(sha.digest());
            long size = Files.size(half);
            boolean known = store.size(key(id)).isPresent();
            if (!known) {
                try (InputStream in = Files.newInputStream(half)) {
                    store.write(key(id), in, size);
                }
            }
            database.useTransaction(tx -> note(tx, id, size));
            return new Kept(id, size, known);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private void note(Handle tx, BlobId id, long size) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_blob (hash, size, kept_at) VALUES (:hash, :size, :now)
                        ON CONFLICT (hash) DO UPDATE SET kept_at = excluded.kept_at
                        """)
                .bind("hash", id.bytes())
                .bind("size", size)
                .bind("now", clock.instant())
                .execute();
    }

    /**
     * Writes {@code length} bytes of a content from {@code from} on; what does not verify is never
     * written.
     *
     * @throws java.nio.file.NoSuchFileException for a content that is not known
     */
    public void copy(BlobId id, long from, long length, OutputStream to) throws IOException {
        try (InputStream in = store.read(key(id), from, length)) {
            in.transferTo(to);
        }
    }

    /** The same for who would rather read; whole. */
    public InputStream open(BlobId id) throws IOException {
        return store.read(key(id), 0, Long.MAX_VALUE);
    }

    /**
     * One more row refers to the content; in the transaction that writes the row.
     *
     * @throws IllegalStateException where it was collected meanwhile: keep it again
     */
    public void refer(Handle tx, BlobId id) {
        int rows =
                tx.createUpdate("UPDATE vault_blob SET refs = refs + 1 WHERE hash = :hash")
                        .bind("hash", id.bytes())
                        .execute();
        if (rows == 0) {
            throw new IllegalStateException("the content " + id + " is not kept (any more)");
        }
    }

    /** One row less refers to it; in the transaction that takes the row away. */
    public void release(Handle tx, BlobId id) {
        tx.createUpdate(
                        """
                        UPDATE vault_blob SET refs = refs - 1, kept_at = :now WHERE hash = :hash
                        """)
                .bind("hash", id.bytes())
                .bind("now", clock.instant())
                .execute();
    }

    private static String key(BlobId id) {
        return "blob/" + id.hex().substring(0, 2) + "/" + id.hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
