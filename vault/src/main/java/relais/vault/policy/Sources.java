package relais.vault.policy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;

/**
 * Where an object may lie: our own folder first, without asking the database, then who should have
 * it, then all others that are themselves.
 */
final class Sources {
    private final Stores stores;
    private final Database database;
    private final InstantSource clock;
    private final String key;
    private final Set<Long> asked = new HashSet<>();
    private boolean looked;
    private boolean blind;
    private Copies.@Nullable Known known;
    private @Nullable Deque<OpenStore> rest;

    Sources(Stores stores, Database database, InstantSource clock, String key) {
        this.stores = stores;
        this.database = database;
        this.clock = clock;
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Whom to ask now; null where there is nobody left. */
    @Nullable OpenStore next() {
        if (asked.isEmpty() && stores.own().usable()) {
            asked.add(stores.own().id());
            return stores.own();
        }
        if (rest == null) {
            rest = candidates(known());
        }
        OpenStore next = rest.poll();
        if (next != null) {
            asked.add(next.id());
        }
        return next;
    }

    private Deque<OpenStore> candidates(Copies.@Nullable Known object) {
        Deque<OpenStore> first = new ArrayDeque<>();
        Deque<OpenStore> others = new ArrayDeque<>();
        for (OpenStore store : stores.nearestFirst()) {
            if (!asked.contains(store.id()) && !store.isAnother()) {
                boolean has = object != null && object.here().contains(store.id());
                (has ? first : others).add(store);
            }
        }
        first.addAll(others);
        return first;
    }

    /** Without the database, files can be read all the same. */
    private Copies.@Nullable Known known() {
        if (!looked) {
            looked = true;
            try {
                known = database.with(handle -> Copies.find(handle, key)).orElse(null);
            } catch (JdbiException away) {
                blind = true;
            }
        }
        return known;
    }

    /** The object's size; Long.MAX_VALUE where nobody knows. */
    long size() {
        Copies.Known object = known();
        return object == null ? Long.MAX_VALUE : object.size();
    }

    /** Whether it may lie where nobody could be asked. */
    boolean isElsewhere() {
        Copies.Known object = known();
        List<Long> here = object == null ? List.of() : object.here();
        return blind || !asked.containsAll(here);
    }

    /** A copy that should be there and is not, or not to its end: wanted again. */
    void failed(OpenStore store, IOException why) {
        Copies.Known object = known();
        if (object == null || !object.here().contains(store.id())) {
            return;
        }
        boolean missing = why instanceof NoSuchFileException;
        if (!missing && !(why instanceof EOFException && isShort(object, store))) {
            return;
        }
        Instant now = clock.instant();
        Findings.Found found =
                new Findings.Found(
                        store.id(), object.key(), missing ? "missing" : "damaged", object.size());
        database.useTransaction(
                tx -> {
                    if (missing || object.here().size() > 1) {
                        Copies.lost(tx, object.id(), store.id(), now);
                    }
                    Findings.note(tx, found, "open", now);
                });
    }

    /** The copy itself, and not only what came of it. */
    private static boolean isShort(Copies.Known object, OpenStore store) {
        try {
            return store.use(s -> s.size(object.key())).orElse(0) < object.size();
        } catch (IOException away) {
            return false;
        }
    }
}
