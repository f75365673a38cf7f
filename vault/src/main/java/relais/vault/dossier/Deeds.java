package relais.vault.dossier;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Sight;
import relais.vault.history.History;

/**
 * How everything beside a dossier's own values is done: asked whether the caller may, done, written
 * into its history and the audit log, and told to screens; all in one transaction.
 */
public final class Deeds {
    private final Dossiers.Platform on;
    private final Sight sight;

    public Deeds(Dossiers.Platform on, Sight sight) {
        this.on = on;
        this.sight = sight;
    }

    /** What is to be done to a dossier that the caller may do it to. */
    @FunctionalInterface
    public interface Deed {
        Outcome in(Handle tx);
    }

    /** Does it where the caller's level allows. */
    public Outcome on(Caller caller, long dossier, Level level, Deed deed) {
        return on.database()
                .inTransaction(
                        tx -> {
                            Level may = sight.of(tx, caller, dossier);
                            if (may == Level.NONE) {
                                return new Outcome.Missing();
                            }
                            return may.allows(level) ? deed.in(tx) : Outcome.notPermitted();
                        });
    }

    /**
     * Writes down what was done; last in the transaction.
     *
     * @param what for the history
     * @param action for the audit log
     */
    public void done(
            Handle tx,
            Caller caller,
            long dossier,
            String what,
            String action,
            Map<String, ?> facts) {
        History.note(tx, caller, dossier, now(), what, facts);
        tell(tx, dossier);
        on.audit().record(tx, caller, action, "dossier:" + dossier, facts);
    }

    /** Screens that show the dossier look again. */
    public void tell(Handle tx, long dossier) {
        on.live().changed(tx, "dossier:" + dossier);
    }

    public Database database() {
        return on.database();
    }

    public LiveFeed live() {
        return on.live();
    }

    public Audit audit() {
        return on.audit();
    }

    public Sight sight() {
        return sight;
    }

    public InstantSource clock() {
        return on.clock();
    }

    public Instant now() {
        return on.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
