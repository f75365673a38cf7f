package relais.vault.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;

/**
 * A store as the database has it.
 *
 * @param secret sealed
 * @param mark what the object {@code store.id} in the store says: that it is this one
 */
record StoreRow(
        long id,
        String name,
        StoreKind kind,
        StoreSettings settings,
        @Nullable String secret,
        UUID mark,
        Prices prices,
        Instant changedAt) {
    /** The object by which a store is known again. */
    static final String MARK = "store.id";

    static StoreRow of(ResultSet row) throws SQLException {
        try {
            return new StoreRow(
                    row.getLong("id"),
                    row.getString("name"),
                    StoreKind.of(row.getString("kind")),
                    Json.read(row.getString("settings"), StoreSettings.class),
                    row.getString("secret"),
                    row.getObject("mark", UUID.class),
                    Json.read(row.getString("prices"), Prices.class),
                    row.getTimestamp("changed_at").toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the secret is sealed for. */
    static String context(UUID mark) {
        return "vault-store:" + mark;
    }
}
