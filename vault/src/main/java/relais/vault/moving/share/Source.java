package relais.vault.moving.share;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** An old share, which is only ever read. */
public interface Source extends Closeable {
    /** Hears of a file or folder that cannot be looked at. */
    @FunctionalInterface
    interface Trouble {
        void at(String path, String why);
    }

    /**
     * Names every file; what cannot be looked at is told to {@code trouble} and passed over.
     *
     * @throws IOException where the share itself is away or its top may not be listed
     */
    void walk(Consumer<Found> each, Trouble trouble) throws IOException;

    /**
     * A file as it is now.
     *
     * @throws java.nio.file.NoSuchFileException where it is gone
     */
    Found look(String path) throws IOException;

    InputStream open(String path) throws IOException;
}
