package relais.vault.blob;

import java.io.IOException;

/** Who has other copies of objects. */
@FunctionalInterface
public interface Mending {
    /** Nobody has. */
    Mending NONE = key -> false;

    /**
     * An object was read and found wrong or away: puts a good copy in its place.
     *
     * @return whether reading it again is worth trying
     */
    boolean mend(String key) throws IOException;
}
