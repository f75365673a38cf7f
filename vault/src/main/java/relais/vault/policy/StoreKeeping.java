package relais.vault.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.live.LiveFeed;
import relais.platform.secrets.Secrets;

/**
 * The stores of an installation and the work on them. Every process has it, for its own folder:
 * only it can bring away what lies there.
 */
public final class StoreKeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreKeeping.class);

    /** A copy that waits is made this soon after it can be. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** Bytes that may wait in a process's folder when too few stores answer. */
    public static final long MOST_SPOOLED = 100L << 30;

    /** Read again in one go; a day has many. */
    private static final long VERIFIED_AT_ONCE = 4L << 30;

    private final Stores stores;
    private final ManyStores many;
    private final Database database;
    private final InstantSource clock;
    private final Mover mover;
    private final Checking checking;
    private final StoreChanges changes;
    private final FindingWork findingWork;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread worker;

    /** What it stands on. */
    public record Platform(
            Database database, Secrets secrets, Audit audit, LiveFeed live, InstantSource clock) {}

    /**
     * @param home the data folder, which no store may be in or around
     * @param ownFolder the folder of this process that is always a store
     */
    public StoreKeeping(Platform on, Path home, Path ownFolder, long mostSpooled)
            throws IOException {
        this.database = on.database();
        this.clock = on.clock();
        this.stores = new Stores(on.database(), on.secrets(), ownFolder, on.clock());
        this.many = new ManyStores(stores, on.database(), on.clock(), mostSpooled);
        this.mover = new Mover(stores, on.database(), on.clock());
        this.checking = new Checking(stores, on.database(), on.clock());
        this.changes = new StoreChanges(stores, on, home);
        this.findingWork = new FindingWork(stores, on);
    }

    /** All of them as one. */
    public ManyStores all() {
        return many;
    }

    /** Changes that people make. */
    public StoreChanges changes() {
        return changes;
    }

    /** Stores that are named for a rebuild. */
    public Brought brought() {
        return new Brought(changes, database);
    }

    /** What people do about what was found. */
    public FindingWork findingWork() {
        return findingWork;
    }

    /** Begins to knock at stores and to pay what is due, in the background. */
    public void start() {
        worker = Thread.ofVirtual().name("stores").start(this::untilClosed);
    }

    private void untilClosed() {
        try {
            while (!ended.await(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            tend();
            while (ended.getCount() > 0 && mover.work() > 0) {
                tend(); // rules that were changed meanwhile hold from here on
            }
        } catch (IOException | RuntimeException e) {
            // Boundary of the background worker: what failed is due still, at the next round.
            LOG.warn("work on stores: {}", e.toString());
        }
    }

    /** Learns of changed stores and rules, and how each store is. */
    void tend() throws IOException {
        stores.refresh();
        stores.knock();
    }

    /** Asks all stores how they are; those that do not answer, each with why. */
    public List<String> silent() throws IOException {
        tend();
        return stores.nearestFirst().stream()
                .filter(store -> !store.usable())
                .map(store -> store.row().name() + " (" + store.health().detail() + ")")
                .toList();
    }

    /** Does some of what is due; how many things it did. */
    int work() {
        return mover.work();
    }

    /** Compares every store that answers with the database. */
    public void compare() throws IOException {
        for (OpenStore store : stores.nearestFirst()) {
            if (store.usable()) {
                compareOne(store);
            }
        }
    }

    private void compareOne(OpenStore store) {
        try {
            checking.compare(store);
        } catch (IOException away) {
            LOG.warn("{} not compared: {}", store.row().name(), away.getMessage());
        }
    }

    /** Reads some copies again, in every store that answers. */
    public void verify() {
        for (OpenStore store : stores.nearestFirst()) {
            checking.verify(store, VERIFIED_AT_ONCE);
        }
    }

    /** Every store, and how it is as seen from here. */
    public List<StoreShown> list() {
        return database.with(handle -> new StoreCards(stores, clock.instant()).list(handle));
    }

    public List<Rule> rules() {
        return database.with(Rules::read).all();
    }

    /** What lies where and costs what, now and under other rules. */
    public WhatIf whatIf(List<Rule> rules) {
        return database.inTransaction(
                tx -> {
                    tx.execute("SET LOCAL statement_timeout = 0"); // it reads every object's row
                    return WhatIf.of(tx, new Rules(rules), clock.instant());
                });
    }

    /** Findings, the newest first, with ids below {@code before}; 0 for all. */
    public List<FindingShown> findings(long before, int most) {
        return database.with(handle -> Findings.page(handle, before, most));
    }

    @Override
    public void close() {
        ended.countDown();
        Thread running = worker;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stores.close();
    }
}
