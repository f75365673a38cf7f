package relais.vault.document;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Sight;
import relais.vault.document.Outcome.Why;

/** Lets in who may; everybody else is told the least they need to know. */
final class Entrance {
    /** pg_advisory_lock's first number for the folders of a dossier. */
    private static final int FOLDERS = 0x766f6c64;

    private final Sight sight;

    Entrance(Sight sight) {
        this.sight = sight;
    }

    void read(Handle handle, Caller caller, long dossierId) {
        require(handle, caller, dossierId, Level.READ);
    }

    /** To change what is in the dossier. */
    void write(Handle handle, Caller caller, long dossierId) {
        require(handle, caller, dossierId, Level.WRITE);
        requireOpen(handle, dossierId);
    }

    /** To change what cannot be taken back, and to see what is infected. */
    void manage(Handle handle, Caller caller, long dossierId) {
        require(handle, caller, dossierId, Level.MANAGE);
        requireOpen(handle, dossierId);
    }

    boolean mayManage(Handle handle, Caller caller, long dossierId) {
        return sight.of(handle, caller, dossierId).allows(Level.MANAGE);
    }

    private void require(Handle handle, Caller caller, long dossierId, Level wanted) {
        Level level = sight.of(handle, caller, dossierId);
        if (!level.allows(Level.READ)) {
            throw missing();
        }
        if (!level.allows(wanted)) {
            throw new Objection(
                    Why.FORBIDDEN, "not-permitted", "you may read this dossier, not change it");
        }
    }

    private static void requireOpen(Handle handle, long dossierId) {
        Optional<Instant> trashed =
                handle.createQuery("SELECT trashed_at FROM vault_dossier WHERE id = :id")
                        .bind("id", dossierId)
                        .mapTo(Instant.class)
                        .findOne();
        if (trashed.isPresent()) {
            throw new Objection(
                    Why.CONFLICT,
                    "dossier-trashed",
                    "the dossier is in the trash: restore it first");
        }
    }

    /** The same whether it is not there or not for the caller's eyes: neither is to be told. */
    static Objection missing() {
        return missing("there is no such thing for you, or it is in the trash");
    }

    /** Of something within what the caller sees. */
    static Objection missing(String detail) {
        return new Objection(Why.MISSING, "not-found", detail);
    }

    /** Until the commit no folder of the dossier comes, goes or moves, but documents do. */
    static void holdFolders(Handle tx, long dossierId) {
        tx.execute("SELECT pg_advisory_xact_lock_shared(?, ?)", FOLDERS, (int) dossierId);
    }

    /** The same; false, and nothing is held, where one would have to wait. */
    static boolean holdsFolders(Handle tx, long dossierId) {
        return tx.createQuery("SELECT pg_try_advisory_xact_lock_shared(:folders, :dossier)")
                .bind("folders", FOLDERS)
                .bind("dossier", (int) dossierId)
                .mapTo(Boolean.class)
                .one();
    }

    /** Until the commit nothing else in the dossier changes its place. */
    static void holdAll(Handle tx, long dossierId) {
        tx.execute("SELECT pg_advisory_xact_lock(?, ?)", FOLDERS, (int) dossierId);
    }
}
