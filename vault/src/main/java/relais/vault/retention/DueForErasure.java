package relais.vault.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.Reach;
import relais.vault.dossier.Deeds;
import relais.vault.hold.Holds;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** Proposes what has been kept long enough; people decide. */
public final class DueForErasure {
    private final Deeds deeds;

    public DueForErasure(Deeds deeds) {
        this.deeds = deeds;
    }

    /**
     * @param from the day since when it may be erased
     */
    public record Due(long id, long type, String number, String title, LocalDate from) {}

    /**
     * The first day on which a dossier may be erased; null while that is open, or for ever.
     *
     * @param closed since when it is closed; null while it is not
     */
    public static @Nullable LocalDate earliest(
            TypeDefinition type, Instant created, @Nullable Instant closed) {
        TypeDefinition.Retention retention = type.retention();
        if (retention == null || retention.years() == null) {
            return null;
        }
        Instant from = retention.fromCreation() ? created : closed;
        return from == null
                ? null
                : LocalDate.ofInstant(from, ZoneOffset.UTC).plusYears(retention.years());
    }

    /** Those that the caller sees and that no hold stands on, type by type, the oldest first. */
    public List<Due> list(Caller caller, int limit) {
        return deeds.database()
                .inTransaction(
                        tx -> {
                            Reach reach = deeds.sight().reach(tx, caller);
                            List<Due> due = new ArrayList<>();
                            for (Map.Entry<Long, TypeDefinition> type :
                                    Types.definitions(tx).entrySet()) {
                                if (due.size() < limit) {
                                    due.addAll(
                                            of(tx, reach, type.getKey(), type.getValue(), limit));
                                }
                            }
                            return due.size() > limit ? due.subList(0, limit) : due;
                        });
    }

    private List<Due> of(Handle tx, Reach reach, long id, TypeDefinition type, int limit) {
        TypeDefinition.Retention retention = type.retention();
        if (retention == null || retention.years() == null) {
            return List.of();
        }
        LocalDate day =
                LocalDate.ofInstant(deeds.clock().instant(), ZoneOffset.UTC)
                        .minusYears(retention.years())
                        .plusDays(1);
        Instant before = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        String from = retention.fromCreation() ? "d.created_at" : "d.closed_at";
        return reach.bind(
                        tx.createQuery(
                                """
                                SELECT d.id, d.number, d.title, d.created_at, d.closed_at
                                FROM vault_dossier d
                                WHERE d.type_id = :type AND %1$s < :before AND %2$s
                                  AND NOT EXISTS (SELECT 1 FROM vault_hold h WHERE %3$s)
                                ORDER BY %1$s, d.id LIMIT :limit
                                """
                                        .formatted(from, Reach.SEEN, Holds.STANDING)))
                .bind("type", id)
                .bind("before", before)
                .bind("limit", limit)
                .map(
                        (row, context) -> {
                            var closed = row.getTimestamp("closed_at");
                            LocalDate earliest =
                                    earliest(
                                            type,
                                            row.getTimestamp("created_at").toInstant(),
                                            closed == null ? null : closed.toInstant());
                            return new Due(
                                    row.getLong("id"),
                                    id,
                                    row.getString("number"),
                                    row.getString("title"),
                                    earliest == null ? day : earliest);
                        })
                .list();
    }
}
