package relais.platform.queue;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The handler threw: its transaction is rolled back and the batch looked at in parts. */
final class HandlerFailed extends Exception {
    private static final long serialVersionUID = 1;
    private final Throwable why;

    private HandlerFailed(Throwable why) {
        super(why);
        this.why = why;
    }

    Throwable why() {
        return why;
    }

    /** Calls the handler and sorts out whose fault a failure is. */
    static void call(BatchHandler handler, Handle tx, int partition, List<Item> items)
            throws HandlerFailed {
        try {
            handler.handle(tx, partition, items);
        } catch (Exception | StackOverflowError e) {
            // Boundary: handlers are other rooms' code. What the database itself did is no item's
            // fault: then all are tried again uncounted.
            if (Failure.isOfInfrastructure(e)) {
                throw new IllegalStateException("the database failed under a handler", e);
            }
            throw new HandlerFailed(e);
        }
    }
}
