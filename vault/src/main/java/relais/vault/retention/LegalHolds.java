package relais.vault.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.dossier.Deeds;
import relais.vault.hold.Holds;

/** Puts dossiers on hold and ends holds, for those with the permission; every one is remembered. */
public final class LegalHolds {
    static final int REASON_SIGNS = 1_000;

    private final Deeds deeds;

    public LegalHolds(Deeds deeds) {
        this.deeds = deeds;
    }

    /**
     * @param ofType whether it stands on all dossiers of the type
     */
    public record Hold(long id, String reason, Instant at, String by, boolean ofType) {}

    /** Those that stand, its type's too, oldest first. */
    public static List<Hold> standing(Handle handle, long dossier) {
        return handle.createQuery(
                        """
                        SELECT h.* FROM vault_dossier d JOIN vault_hold h ON %s
                        WHERE d.id = :dossier ORDER BY h.id
                        """
                                .formatted(Holds.STANDING))
                .bind("dossier", dossier)
                .map((row, context) -> hold(row))
                .list();
    }

    static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                row.getLong("id"),
                row.getString("reason"),
                row.getTimestamp("at").toInstant(),
                row.getString("by_name"),
                row.getLong("type_id") != 0);
    }

    static Outcome wrongReason() {
        return new Outcome.Refused(422, "hold-reason", "reason", "1 to 1,000 signs");
    }

    static void markEnded(Handle tx, Caller caller, long hold, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE vault_hold SET ended_at = :at, ended_by_name = :name
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .bind("id", hold)
                .bind("at", now)
                .bind("name", caller.name())
                .execute();
    }

    public Outcome place(Caller caller, long dossier, String reason) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > REASON_SIGNS) {
            return wrongReason();
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

    private record Of(long dossier, long type) {}

    /** Ends a hold on a dossier, or on a type. */
    public Outcome end(Caller caller, long hold) {
        Optional<Of> of =
                deeds.database()
                        .with(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT dossier_id, type_id FROM vault_hold
                                                        WHERE id = :id AND ended_at IS NULL
                                                        """)
                                                .bind("id", hold)
                                                .map(
                                                        (row, context) ->
                                                                new Of(
                                                                        row.getLong("dossier_id"),
                                                                        row.getLong("type_id")))
                                                .findOne());
        if (of.isEmpty()) {
            return new Outcome.Missing();
        }
        long dossier = of.get().dossier();
        return of.get().type() != 0
                ? new TypeHolds(deeds).end(caller, of.get().type(), hold)
                : deeds.on(caller, dossier, Level.READ, tx -> end(tx, caller, dossier, hold));
    }

    private Outcome end(Handle tx, Caller caller, long dossier, long hold) {
        markEnded(tx, caller, hold, deeds.now());
        deeds.live().changed(tx, "dossiers");
        deeds.done(tx, caller, dossier, "released", "dossier.release", Map.of("hold", hold));
        return new Outcome.Ok(hold);
    }
}
