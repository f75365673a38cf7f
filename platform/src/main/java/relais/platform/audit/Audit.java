package relais.platform.audit;

import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;

/** The log of what people changed: append-only, each entry carrying the hash of the one before. */
public interface Audit {
    /**
     * Adds an entry inside the caller's transaction.
     *
     * @param action noun.verb, e.g. {@code poll.start}
     * @param subject what it was done to, e.g. {@code poll:12}
     * @param details a record or map written as JSON; never a secret
     */
    void record(Handle tx, Caller who, String action, String subject, Object details);
}
