package relais.vault.blob;

/** A content that was read to its end: durable already, or still in memory. */
public sealed interface Taken permits Kept, Unkept {
    BlobId id();

    /** In bytes. */
    long size();
}
