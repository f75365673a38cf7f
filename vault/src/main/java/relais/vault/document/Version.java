package relais.vault.document;

import java.time.Instant;
import relais.vault.blob.BlobId;

/** One content that a document had, or has. */
public record Version(
        int version,
        BlobId hash,
        long size,
        String mediaType,
        Instant at,
        String by,
        Document.Scan scan) {}
