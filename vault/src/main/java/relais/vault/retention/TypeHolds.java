package relais.vault.retention;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Outcome;
import relais.vault.dossier.Deeds;

/** Holds over all dossiers of a type, those to come included. */
public final class TypeHolds {
    private final Deeds deeds;

    public TypeHolds(Deeds deeds) {
        this.deeds = deeds;
    }

    /** Those that stand on a type, oldest first; empty where the caller does not see the type. */
    public List<LegalHolds.Hold> standing(Caller caller, long type) {
        return deeds.database()
                .with(
                        handle ->
                                sees(handle, caller, type)
                                        ? handle.createQuery(
                                                        """
                                                        SELECT * FROM vault_hold
                                                        WHERE type_id = :type AND ended_at IS NULL
                                                        ORDER BY id
                                                        """)
                                                .bind("type", type)
                                                .map((row, context) -> LegalHolds.hold(row))
                                                .list()
                                        : List.of());
    }

    private boolean sees(Handle handle, Caller caller, long type) {
        return deeds.sight().reach(handle, caller).types().containsKey(type);
    }

    public Outcome place(Caller caller, long type, String reason) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LegalHolds.REASON_SIGNS) {
            return LegalHolds.wrongReason();
        }
        return deeds.database().inTransaction(tx -> place(tx, caller, type, why));
    }

    private Outcome place(Handle tx, Caller caller, long type, String why) {
        if (!sees(tx, caller, type)) {
            return new Outcome.Missing();
        }
        // whoever trashes or erases holds this row until it is done
        tx.createQuery("SELECT id FROM vault_type WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", type)
                .mapTo(Long.class)
                .one();
        long id =
                tx.createQuery(
                                """
                                INSERT INTO vault_hold (type_id, reason, at, by_id, by_name)
                                VALUES (:type, :reason, :at, :by, :name) RETURNING id
                                """)
                        .bind("type", type)
                        .bind("reason", why)
                        .bind("at", deeds.now())
                        .bind("by", caller.userId())
                        .bind("name", caller.name())
                        .mapTo(Long.class)
                        .one();
        deeds.live().changed(tx, "dossiers");
        deeds.audit()
                .record(tx, caller, "dossier-type.hold", "type:" + type, Map.of("reason", why));
        return new Outcome.Ok(id);
    }

    Outcome end(Caller caller, long type, long hold) {
        return deeds.database()
                .inTransaction(
                        tx -> {
                            if (!sees(tx, caller, type)) {
                                return new Outcome.Missing();
                            }
                            LegalHolds.markEnded(tx, caller, hold, deeds.now());
                            deeds.live().changed(tx, "dossiers");
                            deeds.audit()
                                    .record(
                                            tx,
                                            caller,
                                            "dossier-type.release",
                                            "type:" + type,
                                            Map.of("hold", hold));
                            return new Outcome.Ok(hold);
                        });
    }
}
