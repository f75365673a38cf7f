package relais.vault.download;

import java.time.Instant;
import relais.vault.blob.BlobId;
import relais.vault.document.Document;
import relais.vault.document.Version;

/** What is sent of a document or of one of its versions. */
public record Content(
        BlobId hash, long size, String mediaType, String name, Instant at, Document.Scan scan) {
    public static Content of(Document document) {
        return new Content(
                document.hash(),
                document.size(),
                document.mediaType(),
                document.name(),
                document.changedAt(),
                document.scan());
    }

    public static Content of(Document document, Version version) {
        return new Content(
                version.hash(),
                version.size(),
                version.mediaType(),
                document.name(),
                version.at(),
                version.scan());
    }

    /** Its entity tag: equal bytes, equal tag. */
    public String tag() {
        return hash.tag();
    }
}
