package relais.vault.blob;

import java.io.IOException;

/** A content is there by the rows, but its bytes are wrong or away, and no other copy helped. */
public final class DamagedContent extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient BlobId id;

    DamagedContent(BlobId id, String what, Throwable cause) {
        super("the content %s cannot be read: %s".formatted(id, what), cause);
        this.id = id;
    }

    public BlobId id() {
        return id;
    }
}
