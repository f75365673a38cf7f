package relais.vault.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import relais.platform.json.Json;
import relais.vault.history.Content;
import relais.vault.type.Values;

/** The rows of dossiers. */
final class DossierTable {
    private DossierTable() {}

    static Optional<Dossier> find(Handle handle, long id) {
        return find(handle, id, "");
    }

    /** The same, and nobody else changes it before the transaction ends. */
    static Optional<Dossier> lock(Handle tx, long id) {
        return find(tx, id, "FOR UPDATE OF d");
    }

    private static Optional<Dossier> find(Handle handle, long id, String lock) {
        return handle.createQuery("SELECT d.* FROM vault_dossier d WHERE d.id = :id " + lock)
                .bind("id", id)
                .map((row, context) -> dossier(row, people(handle, id)))
                .findOne();
    }

    static Map<Long, String> people(Handle handle, long id) {
        Map<Long, String> people = new TreeMap<>();
        handle.createQuery("SELECT contact_id, role FROM vault_person WHERE dossier_id = :id")
                .bind("id", id)
                .map((row, context) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(person -> people.put(person.getKey(), person.getValue()));
        return people;
    }

    /** Writes whom the dossier is about. */
    static void people(Handle tx, long id, Map<Long, String> people) {
        tx.createUpdate(
                        """
                        DELETE FROM vault_person
                        WHERE dossier_id = :id AND NOT contact_id = ANY (:contacts)
                        """)
                .bind("id", id)
                .bind("contacts", people.keySet().toArray(Long[]::new))
                .execute();
        people.forEach(
                (contact, role) ->
                        tx.createUpdate(
                                        """
                                        INSERT INTO vault_person (dossier_id, contact_id, role)
                                        VALUES (:id, :contact, :role)
                                        ON CONFLICT (dossier_id, contact_id)
                                        DO UPDATE SET role = excluded.role
                                        """)
                                .bind("id", id)
                                .bind("contact", contact)
                                .bind("role", role)
                                .execute());
    }

    private static Dossier dossier(ResultSet row, Map<Long, String> people) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new Dossier(
                row.getLong("id"),
                row.getLong("type_id"),
                row.getString("number"),
                new Content(
                        row.getString("title"),
                        row.getString("state"),
                        row.getBoolean("confidential"),
                        row.getTimestamp("trashed_at") != null,
                        List.of((String[]) row.getArray("tags").getArray()),
                        Values.read(row.getString("fields")),
                        people),
                row.getInt("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("created_by"),
                row.getString("created_by_name"),
                row.getTimestamp("changed_at").toInstant(),
                closed == null ? null : closed.toInstant());
    }

    /** Adds it; empty where its number is another's already. */
    static Optional<Long> insert(Handle tx, Dossier dossier) {
        return bound(
                        tx.createQuery(
                                """
                                INSERT INTO vault_dossier (type_id, number, title, fields, state,
                                    confidential, tags, created_at, created_by, created_by_name,
                                    changed_at, closed_at)
                                VALUES (:type, :number, :title, :fields::jsonb, :state,
                                    :confidential, :tags, :created, :by, :byName, :changed,
                                    cast(:closed AS timestamptz))
                                ON CONFLICT (type_id, number) DO NOTHING RETURNING id
                                """),
                        dossier)
                .bind("type", dossier.typeId())
                .bind("number", dossier.number())
                .bind("created", dossier.createdAt())
                .bind("by", dossier.createdBy())
                .bind("byName", dossier.createdByName())
                .mapTo(Long.class)
                .findOne();
    }

    /** Writes what it is now, as the next version. */
    static void update(Handle tx, Dossier dossier) {
        Instant trashed = dossier.content().trashed() ? dossier.changedAt() : null;
        bound(
                        tx.createUpdate(
                                """
                                UPDATE vault_dossier SET title = :title, fields = :fields::jsonb,
                                    state = :state, confidential = :confidential, tags = :tags,
                                    changed_at = :changed, version = version + 1,
                                    closed_at = cast(:closed AS timestamptz),
                                    trashed_at = CASE WHEN cast(:trashed AS timestamptz) IS NULL
                                        THEN NULL ELSE coalesce(trashed_at, :trashed) END
                                WHERE id = :id
                                """),
                        dossier)
                .bind("trashed", trashed)
                .bind("id", dossier.id())
                .execute();
    }

    private static <T extends org.jdbi.v3.core.statement.SqlStatement<T>> T bound(
            T statement, Dossier dossier) {
        Content content = dossier.content();
        return statement
                .bind("title", content.title())
                .bind("fields", Json.text(content.fields()))
                .bind("state", content.state())
                .bind("confidential", content.confidential())
                .bind("tags", content.tags().toArray(String[]::new))
                .bind("changed", dossier.changedAt())
                .bind("closed", dossier.closedAt());
    }
}
