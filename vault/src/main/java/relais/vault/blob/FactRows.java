package relais.vault.blob;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;

/** The rows again, for who asks what is known of a content. */
final class FactRows {
    private FactRows() {}

    /** What the rows say of a content; null where there is none. */
    static @Nullable Facts of(Database database, BlobId id) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        WITH pieces AS (
                                            SELECT object FROM vault_blob WHERE hash = :hash
                                            UNION
                                            SELECT c.object FROM vault_part p
                                            JOIN vault_blob c ON c.hash = p.chunk
                                            WHERE p.content = :hash)
                                        SELECT b.size, b.kept_at,
                                            CASE WHEN bool_and(o.verified_at IS NOT NULL)
                                                THEN min(o.verified_at) END,
                                            bool_or(o.damaged_at IS NOT NULL),
                                            array_agg(o.id ORDER BY o.id)
                                        FROM vault_blob b, pieces
                                        JOIN vault_object o ON o.id = pieces.object
                                        WHERE b.hash = :hash GROUP BY b.size, b.kept_at
                                        """)
                                .bind("hash", id.bytes())
                                .map((row, context) -> facts(id, row))
                                .findOne()
                                .orElse(null));
    }

    private static Facts facts(BlobId id, ResultSet row) throws SQLException {
        OffsetDateTime verified = row.getObject(3, OffsetDateTime.class);
        UUID[] objects = (UUID[]) row.getArray(5).getArray();
        return new Facts(
                id,
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                verified == null ? null : verified.toInstant(),
                row.getBoolean(4),
                Arrays.stream(objects).map(ObjectName::key).toList());
    }
}
