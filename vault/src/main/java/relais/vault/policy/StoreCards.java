package relais.vault.policy;

import java.sql.Timestamp;
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

    StoreCards(Stores stores) {
        this.stores = stores;
    }

    private record Counts(
            long blobs, long bytes, long waiting, long leaving, @Nullable Instant verified) {
        static final Counts NONE = new Counts(0, 0, 0, 0, null);
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
                          max(c.verified_at)
                        FROM vault_copy c JOIN vault_placed o ON o.id = c.object_id
                        GROUP BY c.store_id
                        """)
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
                                            verified == null ? null : verified.toInstant()));
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
                row.secret() != null,
                row.prices());
    }
}
