package relais.vault.document;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.vault.blob.BlobId;

/**
 * A document with its newest content.
 *
 * @param folderId null at the dossier's top, and in the trash
 * @param mediaType what its bytes are, as far as they tell; else what its name says
 * @param pages that a preview can show
 */
public record Document(
        long id,
        long dossierId,
        @Nullable Long folderId,
        String name,
        int version,
        BlobId hash,
        long size,
        String mediaType,
        Instant createdAt,
        Instant changedAt,
        String changedBy,
        Scan scan,
        int pages,
        @Nullable Instant trashedAt)
        implements Node {

    /** What is known of viruses in a content; in the database by its place here. */
    public enum Scan {
        PENDING,
        CLEAN,
        INFECTED,
        UNSCANNED
    }

    public boolean trashed() {
        return trashedAt != null;
    }
}
