package relais.vault.blob.seal;

import java.io.IOException;

/** Bytes are not what was sealed: changed, torn, or of a key that is not here. */
public final class DamagedEntry extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedEntry(String what) {
        super(what);
    }
}
