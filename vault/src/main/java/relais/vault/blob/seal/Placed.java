package relais.vault.blob.seal;

/**
 * Where in an object an entry lies and what it says of itself.
 *
 * @param at bytes from the object's beginning
 * @param length all of its bytes
 * @param hash of the content that it stands for
 * @param size of that content
 */
public record Placed(long at, long length, Kind kind, byte[] hash, long size) {}
