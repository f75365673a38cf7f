package relais.vault.document;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Files of dossiers that still lie on an old share: read there, kept when somebody changes them.
 */
public interface Elsewhere {
    /** All files are here. */
    Elsewhere NOTHING =
            new Elsewhere() {
                @Override
                public List<Waiting> in(Handle handle, long dossierId) {
                    return List.of();
                }

                @Override
                public Lent open(Waiting file) throws IOException {
                    throw new IOException("there is no old share");
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
     * A content on loan: read from the share, kept nowhere.
     *
     * @param size in bytes, when it was opened
     * @param changedAt as the share says
     */
    record Lent(long size, Instant changedAt, InputStream content) implements Closeable {
        /** Whether nobody seems to have written to the file between the two. */
        public boolean isAs(Lent other) {
            return size == other.size && changedAt.equals(other.changedAt);
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /**
     * Reads it where it lies, for whoever only looks.
     *
     * @throws IOException where the share is away, or does not have it any more
     */
    Lent open(Waiting file) throws IOException;

    /** Several files, one after the other: each share is opened once for all of them. */
    interface Reading extends Closeable {
        /**
         * As {@link Elsewhere#open}; the one before is closed.
         *
         * @throws IOException where the share is away, or does not have it any more
         */
        Lent open(Waiting file) throws IOException;
    }

    /** Begins to read several. */
    default Reading reading() {
        return new Reading() {
            @Override
            public Lent open(Waiting file) throws IOException {
                return Elsewhere.this.open(file);
            }

            @Override
            public void close() {}
        };
    }

    /**
     * Makes it the document that it is to be.
     *
     * @throws IOException where the share is away, or does not have it any more
     */
    void fetch(Waiting file) throws IOException;
}
