package relais.vault.blob;

import relais.vault.blob.seal.Placed;

/** A small content as it will lie in an object. */
public record Sealed(BlobId id, Placed placed, byte[] bytes) {}
