package relais.vault.blob;

/**
 * A content that is durable in its stores.
 *
 * @param size in bytes
 * @param known whether it was there already
 */
public record Kept(BlobId id, long size, boolean known) implements Taken {}
