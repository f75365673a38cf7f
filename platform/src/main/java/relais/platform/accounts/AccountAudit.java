package relais.platform.accounts;

import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.identity.Caller;

/**
 * The audit log as accounts write it: whatever is entered may change who may come in, and as what.
 */
final class AccountAudit {
    private final Audit audit;
    private final RecentCallers recent;

    AccountAudit(Audit audit, RecentCallers recent) {
        this.audit = audit;
        this.recent = recent;
    }

    /** As {@link Audit#record}; with the commit of {@code tx} recent callers are asked for anew. */
    void record(Handle tx, Caller who, String action, String subject, Object details) {
        audit.record(tx, who, action, subject, details);
        recent.changed(tx);
    }
}
