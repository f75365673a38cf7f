package relais.vault.moving.share;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.blob.BlobId;

/** Where contents become documents; the room of documents fills it. */
public interface Filing {
    /**
     * A document to be.
     *
     * @param documentId the one that was made before, whose content has changed since
     * @param at when the file was last changed
     */
    record Entry(long dossierId, String name, @Nullable Long documentId, Instant at) {}

    /** A document that is. */
    record Filed(long documentId, BlobId hash, long size) {}

    /** Done in the transaction that makes the document; false undoes it. */
    @FunctionalInterface
    interface Also {
        boolean does(Handle tx, Filed filed);
    }

    /**
     * Reads the content to its end, makes it durable, then makes the document or its new version.
     * Whether it happened, {@code also} knows.
     *
     * @throws IOException where the content cannot be read or the document not be made
     */
    void file(Entry entry, InputStream content, Also also) throws IOException;
}
