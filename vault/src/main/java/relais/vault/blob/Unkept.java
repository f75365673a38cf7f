package relais.vault.blob;

/**
 * A small content in memory, on no disk yet: {@link Blobs#keep(Unkept)} keeps it, {@link
 * Blobs#write} several at once.
 */
public final class Unkept implements Taken {
    private final BlobId id;
    private final byte[] bytes;
    private final int length;

    Unkept(BlobId id, byte[] bytes, int length) {
        this.id = id;
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public BlobId id() {
        return id;
    }

    @Override
    public long size() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
