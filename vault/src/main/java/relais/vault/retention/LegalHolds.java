package relais.vault.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.dossier.Deeds;

/** Puts dossiers on hold and ends holds, for those with the permission; every one is remembered. */
public final class LegalHolds {
    private static final int REASON_SIGNS = 1_000;

    private final Deeds deeds;

    public LegalHolds(Deeds deeds) {
        this.deeds = deeds;
    }

    public record Hold(long id, String reason, Instant at, String by) {}

    /** Those that stand, oldest first. */
    public static List<Hold> standing(Handle handle, long dossier) {
        return handle.createQuery(
                        """
                        SELECT id, reason, at, by_name FROM vault_hold
                        WHERE dossier_id = :dossier AND ended_at IS NULL ORDER BY id
                        """)
                .bind("dossier", dossier)
                .map(
                        (row, context) ->
                                new Hold(
                                        row.getLong("id"),
                                        row.getString("reason"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("by_name")))
                .list();
    }

    public Outcome place(Caller caller, long dossier, String reason) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > REASON_SIGNS) {
            return new Outcome.Refused(422, "hold-reason", "reason", "1 to 1,000 signs");
        }
        return deeds.on(
                caller,
                dossier,
                Level.READ,
                tx -> {
                    // whoever trashes or erases holds this row until it is done
                    tx.createQuery("SELECT id FROM vault_dossier WHERE id = :id FOR UPDATE")
                            .bind("id", dossier)
                            .mapTo(Long.class)
                            .one();
                    long id =
                            tx.createQuery(
                                            """
                                            INSERT INTO vault_hold
                                              (dossier_id, reason, at, by_id, by_name)
                                            VALUES (:dossier, :reason, :at, :by, :name)
                                            RETURNING id
                                            """)
                                    .bind("dossier", dossier)
                                    .bind("reason", why)
                                    .bind("at", deeds.now())
                                    .bind("by", caller.userId())
                                    .bind("name", caller.name())
                                    .mapTo(Long.class)
                                    .one();
                    deeds.live().changed(tx, "dossiers");
                    deeds.done(tx, caller, dossier, "held", "dossier.hold", Map.of("reason", why));
                    return new Outcome.Ok(id);
                });
    }

    public Outcome end(Caller caller, long hold) {
        Optional<Long> dossier =
                deeds.database()
                        .with(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT dossier_id FROM vault_hold
                                                        WHERE id = :id AND ended_at IS NULL
                                                        """)
                                                .bind("id", hold)
                                                .mapTo(Long.class)
                                                .findOne());
        return dossier.isEmpty()
                ? new Outcome.Missing()
                : deeds.on(
                        caller,
                        dossier.get(),
                        Level.READ,
                        tx -> end(tx, caller, dossier.get(), hold));
    }

    private Outcome end(Handle tx, Caller caller, long dossier, long hold) {
        tx.createUpdate(
                        """
                        UPDATE vault_hold SET ended_at = :at, ended_by_name = :name
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .bind("id", hold)
                .bind("at", deeds.now())
                .bind("name", caller.name())
                .execute();
        deeds.live().changed(tx, "dossiers");
        deeds.done(tx, caller, dossier, "released", "dossier.release", Map.of("hold", hold));
        return new Outcome.Ok(hold);
    }
}
