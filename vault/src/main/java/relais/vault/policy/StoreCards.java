package relais.vault.policy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Every store with what it holds and how it is. */
final class StoreCards {
    private final Stores stores;
    private final Instant now;

    StoreCards(Stores stores, Instant now) {
        this.stores = stores;
        this.now = now;
    }

    private record Counts(
            long blobs,
            long bytes,
            long waiting,
            long leaving,
            @Nullable Instant verified,
            StoreShown.Checked checked) {
        static final Counts NONE = new Counts(0, 0, 0, 0, null, StoreShown.Checked.NOTHING);
    }

    List<StoreShown> list(Handle handle) {
        Map<Long, Counts> counts = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT c.store_id,
                          count(*) FILTER (WHERE c.state = 1),
                          coalesce(sum(o.size) FILTER (WHERE c.state = 1), 0),
                          count(*) FILTER (WHERE c.state = 0),
                          count(*) FILTER (WHERE c.state = 2),
                          max(c.verified_at),
                          count(*) FILTER (WHERE c.state = 1 AND c.verified_at > :day),
                          count(*) FILTER (WHERE c.state = 1 AND c.verified_at > :week
                            AND c.verified_at <= :day),
                          count(*) FILTER (WHERE c.state = 1 AND c.verified_at > :month
                            AND c.verified_at <= :week),
                          count(*) FILTER (WHERE c.state = 1 AND c.verified_at <= :month),
                          count(*) FILTER (WHERE c.state = 1 AND c.verified_at IS NULL)
                        FROM vault_copy c JOIN vault_placed o ON o.id = c.object_id
                        GROUP BY c.store_id
                        """)
                .bind("day", now.minus(Duration.ofDays(1)))
                .bind("week", now.minus(Duration.ofDays(7)))
                .bind("month", now.minus(Duration.ofDays(30)))
                .map(
                        (row, context) -> {
                            Timestamp verified = row.getTimestamp(6);
                            return counts.put(
                                    row.getLong(1),
                                    new Counts(
                                            row.getLong(2),
                                            row.getLong(3),
                                            row.getLong(4),
                                            row.getLong(5),
                                            verified == null ? null : verified.toInstant(),
                                            new StoreShown.Checked(
                                                    row.getLong(7),
                                                    row.getLong(8),
                                                    row.getLong(9),
                                                    row.getLong(10),
                                                    row.getLong(11))));
                        })
                .list();
        List<StoreShown> cards = new ArrayList<>();
        for (StoreRow row : Stores.rows(handle)) {
            cards.add(card(row, counts.getOrDefault(row.id(), Counts.NONE)));
        }
        return cards;
    }

    private StoreShown card(StoreRow row, Counts counts) {
        OpenStore open = stores.get(row.id());
        OpenStore.Health health = open == null ? null : open.health();
        return new StoreShown(
                row.id(),
                row.name(),
                row.kind(),
                row.settings(),
                open == stores.own(),
                health == null ? "elsewhere" : health.state().name().toLowerCase(Locale.ROOT),
                health == null ? "" : health.detail(),
                health == null ? null : health.since(),
                counts.blobs(),
                counts.bytes(),
                open == null ? null : open.freeBytes(),
                counts.waiting(),
                counts.leaving(),
                counts.verified(),
                counts.checked(),
                row.secret() != null,
                row.prices());
    }
}
