package relais.platform.live;

import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.db.Notifications;

/**
 * Tells screens what changed, across processes: only the name of the thing travels ("poll:12",
 * "inbox", "channels"); a screen that shows it asks again. A change may be told more than once, and
 * not at all when its process dies in the moment after the commit; screens look again by themselves
 * now and then.
 */
public final class LiveFeed implements AutoCloseable {
    private static final String CHANNEL = "live";

    private final Notifications notifications;

    public LiveFeed(Database database) {
        this.notifications = database.notifications();
    }

    /** Announces, when {@code tx} commits, that {@code thing} changed. */
    public void changed(Handle tx, String thing) {
        if (tx.isInTransaction()) {
            tx.afterCommit(() -> changed(thing));
        } else {
            changed(thing);
        }
    }

    /** Announces a change that is no transaction's, such as a channel's state. */
    public void changed(String thing) {
        notifications.announce(CHANNEL, thing);
    }

    /**
     * Calls {@code listener} for each change to one of {@code things} until closed, and for all of
     * them when some may have been missed. It must be quick: it holds up the other listeners.
     */
    public AutoCloseable listen(Set<String> things, Consumer<String> listener) {
        Set<String> wanted = Set.copyOf(things);
        return notifications.listen(
                CHANNEL,
                new Notifications.Listener() {
                    @Override
                    public void heard(String word) {
                        if (wanted.contains(word)) {
                            listener.accept(word);
                        }
                    }

                    @Override
                    public void mayHaveMissed() {
                        wanted.forEach(listener);
                    }
                });
    }

    /** Nothing of its own to close: the database's connections end with the database. */
    @Override
    public void close() {}
}
