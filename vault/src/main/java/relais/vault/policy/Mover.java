package relais.vault.policy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;

/**
 * Brings copies to where they are wanted and takes away what is wanted no more; the latter only
 * when what stays has been read again and found equal.
 */
final class Mover {
    private static final Logger LOG = LoggerFactory.getLogger(Mover.class);
    private static final int AT_ONCE = 20;

    /** Longer than the largest object takes over a slow line; then another may try. */
    private static final Duration LEASE = Duration.ofMinutes(30);

    private static final Duration PAUSE_FIRST = Duration.ofSeconds(5);
    private static final Duration PAUSE_MOST = Duration.ofHours(1);
    private static final int DOUBLINGS = 12;

    private final Stores stores;
    private final Database database;
    private final InstantSource clock;

    Mover(Stores stores, Database database, InstantSource clock) {
        this.stores = stores;
        this.database = database;
        this.clock = clock;
    }

    /** Does some of what is due; how many things it did. */
    int work() {
        return pay() + place();
    }

    private int pay() {
        List<Copies.Debt> debts =
                database.inTransaction(
                        tx -> Copies.take(tx, stores.usable(), clock.instant(), LEASE, AT_ONCE));
        int done = 0;
        for (Copies.Debt debt : debts) {
            if (pay(debt)) {
                done++;
            }
        }
        return done;
    }

    private boolean pay(Copies.Debt debt) {
        OpenStore store = stores.get(debt.store());
        Copies.Known object =
                database.with(handle -> Copies.find(handle, debt.object())).orElse(null);
        if (store == null || object == null) {
            return false;
        }
        boolean paid =
                debt.state() == Copies.WANTED
                        ? store.takes() && bring(object, store)
                        : store.usable() && mayLose(store) && takeAway(object, store);
        if (!paid) {
            long pause =
                    PAUSE_FIRST.toMillis() << Math.min(Math.max(debt.tries() - 1, 0), DOUBLINGS);
            Duration wait = Duration.ofMillis(Math.min(pause, PAUSE_MOST.toMillis()));
            database.useTransaction(tx -> Copies.putOff(tx, debt, clock.instant().plus(wait)));
        }
        return paid;
    }

    private boolean bring(Copies.Known object, OpenStore to) {
        for (OpenStore from : stores.nearestFirst()) {
            if (!from.usable() || !object.here().contains(from.id())) {
                continue;
            }
            try {
                Carrying.carry(object, from, to);
                database.useTransaction(
                        tx -> {
                            Copies.here(tx, object.id(), to.id(), null);
                            Findings.repaired(tx, to.id(), object.key());
                            Copies.lookAgain(tx, object.id(), clock.instant(), object.spooled());
                        });
                return true;
            } catch (Carrying.Damaged | NoSuchFileException bad) {
                note(object, from);
            } catch (IOException e) {
                LOG.info("{} not brought to {}: {}", object.key(), to.row().name(), e.getMessage());
                if (!to.takes()) {
                    return false;
                }
            }
        }
        return false;
    }

    /** A source turned out bad; with others it is wanted again, alone it is shown. */
    private void note(Copies.Known object, OpenStore bad) {
        Instant now = clock.instant();
        database.useTransaction(
                tx -> {
                    Findings.note(
                            tx,
                            new Findings.Found(bad.id(), object.key(), "damaged", object.size()),
                            "open",
                            now);
                    Copies.lost(tx, object.id(), bad.id(), now);
                });
    }

    private boolean mayLose(OpenStore store) {
        return store == stores.own() || !Restraint.holds(database);
    }

    private boolean takeAway(Copies.Known object, OpenStore from) {
        try {
            from.use(
                    s -> {
                        s.delete(object.key());
                        return true;
                    });
            database.useTransaction(tx -> Copies.forget(tx, object.id(), from.id()));
            return true;
        } catch (IOException e) {
            LOG.info("{} not taken from {}: {}", object.key(), from.row().name(), e.getMessage());
            return false;
        }
    }

    private int place() {
        List<Copies.Known> objects =
                database.with(handle -> Copies.toLookAt(handle, clock.instant(), AT_ONCE));
        int done = 0;
        for (Copies.Known object : objects) {
            if (place(object)) {
                done++;
            }
        }
        return done;
    }

    /** Compares where an object is with where its rule wants it; whether anything changed. */
    private boolean place(Copies.Known object) {
        Instant now = clock.instant();
        Rules rules = stores.rules();
        Rule rule = rules.of(object.writtenAt(), object.size(), now);
        Instant next = rules.nextLook(object.writtenAt(), object.size(), now);
        if (rule == null || object.here().isEmpty()) {
            return looked(object, rules, next, object.spooled());
        }
        List<Long> here = object.here();
        List<Long> good = rule.stores().stream().filter(here::contains).toList();
        boolean spooled = object.spooled() && good.size() < rule.quorum();
        if (good.size() < rule.copies()) {
            List<Long> wanted = missing(object, rule, good.size());
            return settle(
                    object,
                    rules,
                    tx -> {
                        dropWanted(tx, object, wanted);
                        wanted.forEach(store -> Copies.want(tx, object.id(), store, now));
                        Copies.lookAgain(tx, object.id(), next, spooled);
                    });
        }
        List<Long> keep = good.subList(0, rule.copies());
        List<Long> extra = here.stream().filter(store -> !keep.contains(store)).toList();
        if (!extra.isEmpty() && (keep.isEmpty() || !allWhole(object, keep))) {
            return looked(object, rules, now.plus(PAUSE_MOST.dividedBy(DOUBLINGS)), spooled);
        }
        return settle(
                object,
                rules,
                tx -> {
                    dropWanted(tx, object, List.of());
                    extra.forEach(store -> Copies.leave(tx, object.id(), store, now));
                    Copies.lookAgain(tx, object.id(), next, spooled);
                });
    }

    /** What was changed meanwhile, copies or rules, is looked at again, from the beginning. */
    private boolean settle(Copies.Known object, Rules by, Consumer<Handle> change) {
        return database.inTransaction(
                tx -> {
                    boolean unchanged =
                            Copies.heldUnchanged(tx, object)
                                    && Rules.read(tx).all().equals(by.all());
                    if (unchanged) {
                        change.accept(tx);
                    }
                    return unchanged;
                });
    }

    private boolean looked(Copies.Known object, Rules by, @Nullable Instant next, boolean spooled) {
        return settle(object, by, tx -> Copies.lookAgain(tx, object.id(), next, spooled));
    }

    /** Where copies are to be made: those already waited for, then who takes it, in order. */
    private List<Long> missing(Copies.Known object, Rule rule, int good) {
        Set<Long> chosen = new HashSet<>();
        List<Long> ordered = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (Long id : rule.stores()) {
                Copies.Copy copy = object.copies().get(id);
                OpenStore store = stores.get(id);
                boolean takes =
                        switch (round) {
                            case 0 ->
                                    copy != null
                                            && copy.state() == Copies.WANTED
                                            && (store == null || !store.isFull());
                            case 1 -> store != null && store.takes();
                            default -> true;
                        };
                boolean isHere = copy != null && copy.state() == Copies.HERE;
                if (takes && !isHere && chosen.add(id)) {
                    ordered.add(id);
                }
            }
        }
        return ordered.subList(0, Math.min(ordered.size(), rule.copies() - good));
    }

    private static void dropWanted(Handle tx, Copies.Known object, List<Long> but) {
        for (Copies.Copy copy : object.copies().values()) {
            if (copy.state() == Copies.WANTED && !but.contains(copy.store())) {
                Copies.unwant(tx, object.id(), copy.store());
            }
        }
    }

    /** Reads them now, for what was read at another time tells nothing of today. */
    private boolean allWhole(Copies.Known object, List<Long> keep) {
        for (Long id : keep) {
            OpenStore store = stores.get(id);
            Copies.Copy copy = object.copies().get(id);
            if (store == null || copy == null) {
                return false;
            }
            try {
                if (!Carrying.isWhole(object, store)) {
                    note(object, store);
                    return false;
                }
                Instant now = clock.instant();
                database.useTransaction(tx -> Copies.here(tx, object.id(), id, now));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
