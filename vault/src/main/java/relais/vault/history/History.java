package relais.vault.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.vault.type.Values;

/** Everything that happened to dossiers, and what they were at any instant. */
public final class History {
    private History() {}

    /**
     * Adds what the caller did, in the transaction that does it.
     *
     * @param at not before that of the change before
     */
    public static void add(
            Handle tx, Caller caller, long dossier, Instant at, String what, List<Change> changes) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_change (dossier_id, at, by_id, by_name, what, changes)
                        VALUES (:dossier, :at, :by, :name, :what, :changes::jsonb)
                        """)
                .bind("dossier", dossier)
                .bind("at", at)
                .bind("by", caller.userId())
                .bind("name", caller.name())
                .bind("what", what)
                .bind("changes", Json.text(changes))
                .execute();
    }

    /** For rooms beside: something happened that changes no value of the dossier itself. */
    public static void note(
            Handle tx, Caller caller, long dossier, Instant at, String what, Map<String, ?> facts) {
        List<Change> changes = new ArrayList<>();
        facts.forEach((name, value) -> changes.add(new Change("(" + name + ")", null, value)));
        add(tx, caller, dossier, at, what, changes);
    }

    /** Newest first, older than {@code before}. */
    public static List<HistoryEntry> page(Handle handle, long dossier, long before, int limit) {
        return handle.createQuery(
                        """
                        SELECT id, at, by_name, what, changes FROM vault_change
                        WHERE dossier_id = :dossier AND id < :before
                        ORDER BY id DESC LIMIT :limit
                        """)
                .bind("dossier", dossier)
                .bind("before", before)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new HistoryEntry(
                                        row.getLong("id"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("by_name"),
                                        row.getString("what"),
                                        changes(row.getString("changes"))))
                .list();
    }

    /** What the dossier was at an instant; empty where there was none yet. */
    public static Optional<Content> at(Handle handle, long dossier, Instant instant) {
        List<Change> until = new ArrayList<>();
        handle.createQuery(
                        """
                        SELECT changes FROM vault_change
                        WHERE dossier_id = :dossier AND at <= :at ORDER BY id
                        """)
                .bind("dossier", dossier)
                .bind("at", instant)
                .mapTo(String.class)
                .forEach(json -> until.addAll(changes(json)));
        return until.isEmpty() ? Optional.empty() : Optional.of(Change.replay(until));
    }

    private static List<Change> changes(String json) {
        try {
            return Values.READER.forType(new TypeReference<List<Change>>() {}).readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change that is not JSON", e);
        }
    }
}
