package relais.vault.dossier;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;

/** What people write down about a dossier; never changed afterwards. */
public final class Notes {
    private static final int SIGNS = 20_000;

    private final Deeds deeds;

    public Notes(Deeds deeds) {
        this.deeds = deeds;
    }

    public record Note(long id, String text, Instant at, String by) {}

    /** Newest first, older than {@code before}. */
    public List<Note> page(Handle handle, long dossier, long before, int limit) {
        return handle.createQuery(
                        """
                        SELECT id, text, at, by_name FROM vault_note
                        WHERE dossier_id = :dossier AND id < :before
                        ORDER BY id DESC LIMIT :limit
                        """)
                .bind("dossier", dossier)
                .bind("before", before)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Note(
                                        row.getLong("id"),
                                        row.getString("text"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("by_name")))
                .list();
    }

    public Outcome add(Caller caller, long dossier, String text) {
        String said = text.strip().replace('\0', ' ');
        if (said.isEmpty() || said.length() > SIGNS) {
            return new Outcome.Refused(422, "note-length", "text", "1 to " + SIGNS + " signs");
        }
        return deeds.on(
                caller,
                dossier,
                Level.WRITE,
                tx -> {
                    long id =
                            tx.createQuery(
                                            """
                                            INSERT INTO vault_note
                                              (dossier_id, text, at, by_id, by_name)
                                            VALUES (:dossier, :text, :at, :by, :name) RETURNING id
                                            """)
                                    .bind("dossier", dossier)
                                    .bind("text", said)
                                    .bind("at", deeds.now())
                                    .bind("by", caller.userId())
                                    .bind("name", caller.name())
                                    .mapTo(Long.class)
                                    .one();
                    deeds.done(tx, caller, dossier, "noted", "dossier.note", Map.of("note", id));
                    return new Outcome.Ok(id);
                });
    }
}
