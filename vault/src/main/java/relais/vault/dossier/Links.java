package relais.vault.dossier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Reach;

/** Which dossiers belong together, and how. */
public final class Links {
    private static final int KIND_SIGNS = 60;

    /** More than anybody looks through. */
    private static final int SHOWN = 500;

    private final Deeds deeds;

    public Links(Deeds deeds) {
        this.deeds = deeds;
    }

    /**
     * A link as seen from one of its ends.
     *
     * @param dossierId the other dossier
     */
    public record Link(long id, long dossierId, String number, String title, String kind) {}

    /** Those to dossiers that the reader may see, from either end. */
    public List<Link> of(Handle handle, Reach reach, long dossier) {
        return reach.bind(
                        handle.createQuery(
                                """
                                SELECT l.id, d.id AS other, d.number, d.title, l.kind
                                FROM vault_link l
                                JOIN vault_dossier d
                                  ON d.id = CASE WHEN l.from_id = :dossier
                                      THEN l.to_id ELSE l.from_id END
                                WHERE (l.from_id = :dossier OR l.to_id = :dossier)
                                  AND d.trashed_at IS NULL AND %s
                                ORDER BY l.id LIMIT :limit
                                """
                                        .formatted(Reach.SEEN)))
                .bind("dossier", dossier)
                .bind("limit", SHOWN)
                .map(
                        (row, context) ->
                                new Link(
                                        row.getLong("id"),
                                        row.getLong("other"),
                                        row.getString("number"),
                                        row.getString("title"),
                                        row.getString("kind")))
                .list();
    }

    public Outcome add(Caller caller, long dossier, long to, String kind) {
        String how = kind.strip();
        return deeds.on(
                caller,
                dossier,
                Level.WRITE,
                tx -> {
                    boolean seen = to != dossier && deeds.sight().of(tx, caller, to) != Level.NONE;
                    Optional<Long> id =
                            seen && how.length() <= KIND_SIGNS
                                    ? insert(tx, dossier, to, how)
                                    : Optional.empty();
                    if (id.isEmpty()) {
                        return new Outcome.Refused(
                                422, "link-invalid", "to", "another dossier that you see, once");
                    }
                    deeds.tell(tx, to);
                    deeds.done(
                            tx,
                            caller,
                            dossier,
                            "linked",
                            "dossier.link",
                            Map.of("to", to, "kind", how));
                    return new Outcome.Ok(id.get());
                });
    }

    private static Optional<Long> insert(Handle tx, long from, long to, String kind) {
        return tx.createQuery(
                        """
                        INSERT INTO vault_link (from_id, to_id, kind) VALUES (:from, :to, :kind)
                        ON CONFLICT DO NOTHING RETURNING id
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("kind", kind)
                .mapTo(Long.class)
                .findOne();
    }

    private record Ends(long from, long to) {}

    public Outcome remove(Caller caller, long link) {
        Optional<Ends> ends =
                deeds.database()
                        .with(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT from_id, to_id FROM vault_link
                                                        WHERE id = :id
                                                        """)
                                                .bind("id", link)
                                                .map(
                                                        (row, context) ->
                                                                new Ends(
                                                                        row.getLong(1),
                                                                        row.getLong(2)))
                                                .findOne());
        if (ends.isEmpty()) {
            return new Outcome.Missing();
        }
        long dossier = ends.get().from();
        return deeds.on(
                caller,
                dossier,
                Level.WRITE,
                tx -> {
                    tx.createUpdate("DELETE FROM vault_link WHERE id = :id")
                            .bind("id", link)
                            .execute();
                    deeds.tell(tx, ends.get().to());
                    deeds.done(
                            tx,
                            caller,
                            dossier,
                            "unlinked",
                            "dossier.link",
                            Map.of("to", ends.get().to()));
                    return new Outcome.Ok(link);
                });
    }
}
