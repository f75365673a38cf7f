package relais.vault.document;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Files of dossiers that still lie on an old share, and are fetched when somebody wants them. */
public interface Elsewhere {
    /** All files are here. */
    Elsewhere NOTHING =
            new Elsewhere() {
                @Override
                public List<Waiting> in(Handle handle, long dossierId) {
                    return List.of();
                }

                @Override
                public void fetch(Waiting file) throws IOException {
                    throw new IOException("there is no old share");
                }
            };

    /**
     * A file that waits; at the top of its dossier.
     *
     * @param id of the waiting file
     * @param name that nothing else at the dossier's top has
     */
    record Waiting(long id, String name, long size, Instant changedAt) {}

    /**
     * What waits of a dossier, a bounded number of them. Whether the caller may see it is asked
     * before.
     */
    List<Waiting> in(Handle handle, long dossierId);

    /**
     * Makes it the document that it is to be.
     *
     * @throws IOException where the share is away, or does not have it any more
     */
    void fetch(Waiting file) throws IOException;
}
