package relais.meter.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import relais.meter.store.Placements.Card;

/** The stores there are, how to talk to each, and which do not answer. */
final class Roster implements AutoCloseable {
    /** One that failed is left alone for so long, else every write would wait for it. */
    private static final long REST_MILLIS = 5_000;

    /** One whose process has said nothing for so long gets no new owners. */
    static final long SILENT_MILLIS = 30_000;

    private final Reach reach;
    private final LongSupplier millis;
    private final Map<UUID, Store> stores = new ConcurrentHashMap<>();
    private final Map<UUID, Long> away = new ConcurrentHashMap<>();
    private volatile Map<UUID, Card> cards = Map.of();
    private volatile @Nullable UUID here;

    /** How a store of another process, or another maker's, is talked to. */
    @FunctionalInterface
    interface Reach {
        Store at(String kind, String address);
    }

    Roster(Reach reach, LongSupplier millis) {
        this.reach = reach;
        this.millis = millis;
    }

    /** The folder of this process: it always answers. */
    void add(UUID id, Store store) {
        here = id;
        stores.put(id, store);
    }

    /** Learns which stores there are; one that has moved is talked to at its new address. */
    void learn(List<Card> now, UUID own) {
        Map<UUID, Card> learned = new HashMap<>();
        for (Card card : now) {
            Card before = cards.get(card.id());
            learned.put(card.id(), card);
            if (card.id().equals(own) || card.address().isEmpty()) {
                continue;
            }
            if (before == null || !before.address().equals(card.address())) {
                Store old = stores.put(card.id(), reach.at(card.kind(), card.address()));
                away.remove(card.id());
                if (old != null) {
                    old.close();
                }
            }
        }
        cards = learned;
    }

    /** The store, unless it has failed just now or cannot be reached from here. */
    Optional<Store> find(UUID id) {
        return isAway(id) ? Optional.empty() : Optional.ofNullable(stores.get(id));
    }

    boolean isAway(UUID id) {
        Long until = away.get(id);
        return !stores.containsKey(id) || until != null && millis.getAsLong() < until;
    }

    void failed(UUID id) {
        if (!id.equals(here)) {
            away.put(id, millis.getAsLong() + REST_MILLIS);
        }
    }

    void answered(UUID id) {
        away.remove(id);
    }

    /** Those to ask when something may be anywhere. */
    List<UUID> all() {
        List<UUID> all = new ArrayList<>(stores.keySet());
        cards.keySet().stream().filter(id -> !stores.containsKey(id)).forEach(all::add);
        return all;
    }

    /** Names of those that do not answer. */
    List<String> away() {
        TreeSet<String> names = new TreeSet<>();
        all().stream().filter(this::isAway).forEach(id -> names.add(name(id)));
        return List.copyOf(names);
    }

    String name(UUID id) {
        @Nullable Card card = cards.get(id);
        return card == null ? id.toString() : card.name();
    }

    @Override
    public void close() {
        stores.values().forEach(Store::close);
    }
}
