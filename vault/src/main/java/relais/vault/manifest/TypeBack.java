package relais.vault.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One type on its way back, with the holds over all its dossiers and the certificates of those that
 * were erased. In another database it may have another number, and what is there stays.
 */
final class TypeBack {
    static final String HOLD = "vault_hold";

    private static final String TYPE = "vault_type";
    private static final String ERASURE = "vault_erasure";
    private static final String ERASED = "vault_erased_content";

    /** Rows of one statement. */
    private static final int TOGETHER = 1_000;

    private final Tables tables;

    /** Numbers that certificates have now; those that were there already are not in it. */
    private final Map<Long, Long> certificates = new HashMap<>();

    private final List<ObjectNode> erased = new ArrayList<>();
    private long now;
    private boolean isNew;

    TypeBack(Tables tables) {
        this.tables = tables;
    }

    /** Its number today, when its row was taken. */
    long now() {
        return now;
    }

    boolean isNew() {
        return isNew;
    }

    void take(Handle tx, String table, ObjectNode row, Named.Now named) {
        if (!table.startsWith("vault_") || !Named.put(table, row, named)) {
            return;
        }
        switch (table) {
            case TYPE -> type(tx, row);
            case "vault_series" -> tables.series(tx, now, row);
            case HOLD -> hold(tx, row);
            case ERASURE -> certificate(tx, row);
            case ERASED -> erased(tx, row);
            default -> {
                row.remove("id");
                row.put("type_id", now);
                tables.insert(tx, table, List.of(row), "ON CONFLICT DO NOTHING");
            }
        }
    }

    void finish(Handle tx) {
        if (!erased.isEmpty()) {
            tables.insert(tx, ERASED, erased, "");
            erased.clear();
        }
    }

    private void type(Handle tx, ObjectNode row) {
        Optional<Long> there = find(tx, row.path("key").asText());
        isNew = there.isEmpty();
        if (isNew) {
            Tables.renumber(tx, TYPE, row);
            tables.insert(tx, TYPE, List.of(row), "");
        }
        now = there.or(() -> find(tx, row.path("key").asText())).orElseThrow();
    }

    private static Optional<Long> find(Handle tx, String key) {
        return tx.createQuery("SELECT id FROM vault_type WHERE key = :key")
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    private void hold(Handle tx, ObjectNode row) {
        row.put("type_id", now);
        boolean there =
                tx.createQuery(
                                """
                                SELECT EXISTS (SELECT FROM vault_hold
                                WHERE type_id = :type AND reason = :reason
                                  AND at = :at::timestamptz)
                                """)
                        .bind("type", now)
                        .bind("reason", row.path("reason").asText())
                        .bind("at", row.path("at").asText())
                        .mapTo(Boolean.class)
                        .one();
        if (!there) {
            Tables.renumber(tx, HOLD, row);
            tables.insert(tx, HOLD, List.of(row), "");
        }
    }

    private void certificate(Handle tx, ObjectNode row) {
        row.put("type_id", now);
        boolean there =
                tx.createQuery(
                                """
                                SELECT EXISTS (SELECT FROM vault_erasure
                                WHERE type_id = :type AND dossier_id = :dossier
                                  AND number = :number)
                                """)
                        .bind("type", now)
                        .bind("dossier", row.path("dossier_id").asLong())
                        .bind("number", row.path("number").asText())
                        .mapTo(Boolean.class)
                        .one();
        if (!there) {
            long before = row.path("id").asLong();
            Tables.renumber(tx, ERASURE, row);
            tables.insert(tx, ERASURE, List.of(row), "");
            certificates.put(before, row.path("id").asLong());
        }
    }

    private void erased(Handle tx, ObjectNode row) {
        Long certificate = certificates.get(row.path("erasure_id").asLong());
        if (certificate != null) {
            row.put("erasure_id", certificate);
            erased.add(row);
            if (erased.size() >= TOGETHER) {
                finish(tx);
            }
        }
    }
}
