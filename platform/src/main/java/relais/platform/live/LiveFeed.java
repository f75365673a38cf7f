package relais.platform.live;

import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Tells screens what changed, across processes (PostgreSQL LISTEN/NOTIFY): only the name of the
 * thing travels ("poll:12", "inbox", "channels"); a screen that shows it asks again.
 */
public interface LiveFeed extends AutoCloseable {
    /** Announces, when {@code tx} commits, that {@code thing} changed. */
    void changed(Handle tx, String thing);

    /** Calls {@code listener} for each change to one of {@code things} until closed. */
    AutoCloseable listen(Set<String> things, Consumer<String> listener);

    @Override
    void close();
}
