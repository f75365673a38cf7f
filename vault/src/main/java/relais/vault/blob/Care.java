package relais.vault.blob;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import relais.platform.db.Database;
import relais.platform.jobs.Jobs;
import relais.vault.store.BlobStore;

/** What is done with contents behind everybody's back: each piece may be killed anywhere. */
public final class Care {
    /**
     * Longer than a database backup may be old that is still restored: what its rows refer to must
     * be there.
     */
    public static final Duration GRACE = Duration.ofDays(30);

    private static final Duration OFTEN = Duration.ofMinutes(5);
    private static final Duration HOURLY = Duration.ofHours(1);
    private static final Duration DAILY = Duration.ofDays(1);

    /** In this time everything has been read once. */
    private static final Duration ROUND = Duration.ofDays(30);

    /** Bytes; in a small store verification goes round faster. */
    private static final long LEAST_SLICE = 64L << 20;

    /** Objects made of others in one go, so that other jobs get their turn. */
    private static final int COMPACTIONS = 16;

    private final Engine engine;
    private final Database database;
    private final Collector collector;
    private final Compactor compactor;
    private final Scrub scrub;
    private final Rebuilding rebuilding;
    private final Birth birth;

    Care(Engine engine, Database database, Hold hold, Mending mending, Duration grace) {
        this.engine = engine;
        this.database = database;
        this.collector = new Collector(engine, database, hold, grace);
        this.compactor = new Compactor(engine, database);
        this.scrub = new Scrub(engine, database, mending);
        this.rebuilding = new Rebuilding(engine, database);
        this.birth = new Birth(engine, database);
    }

    /** The database is in use from now on, where it was not: what is older is not its own. */
    public void begin() {
        birth.begin();
    }

    /** Names the work; it begins with the jobs. */
    public void plan(Jobs jobs) {
        jobs.every("vault-collect", HOURLY, this::collect);
        jobs.every("vault-compact", OFTEN, this::compact);
        jobs.every("vault-verify", OFTEN, () -> verify(slice()));
        jobs.every("vault-adopt", DAILY, this::adopt);
    }

    /** Lets go what nobody needs, rows and then bytes; gives how many contents and chunks went. */
    public int collect() throws IOException {
        int gone = 0;
        for (int more = collector.forget(); more > 0; more = collector.forget()) {
            gone += more; // the chunks of a content that went are next
        }
        collector.condemn();
        collector.drop(engine.store());
        return gone;
    }

    /** Brings scattered contents together; gives how many objects became fewer. */
    public int compact() throws IOException {
        int merged = 0;
        int more = compactor.compact();
        for (int i = 0; i < COMPACTIONS && more > 0; i++) {
            merged += more;
            more = compactor.compact();
        }
        collector.condemn();
        return merged;
    }

    /** Verifies about so many bytes, what was not verified longest first. */
    public Scrubbed verify(long bytes) throws IOException {
        return scrub.slice(bytes);
    }

    private long slice() {
        long all =
                database.with(
                        handle ->
                                handle.createQuery(
                                                "SELECT coalesce(sum(size), 0) FROM vault_object")
                                        .mapTo(Long.class)
                                        .one());
        return Math.max(LEAST_SLICE, all / ROUND.dividedBy(OFTEN));
    }

    /** What is wrong with one store's copy of an object; empty where it is right or not ours. */
    public Optional<String> check(BlobStore store, String key) throws IOException {
        Optional<UUID> id = ObjectName.of(key);
        return id.isPresent() ? scrub.wrong(store, id.get()) : Optional.empty();
    }

    /**
     * Takes in objects that a crash left without rows, when they are surely not being written: from
     * then on they are collected like everything that nobody needs. What is older than this
     * database is not its own, and left alone; while a rebuild has not come to its end, all is.
     */
    public Rebuilt adopt() throws IOException {
        if (database.with(TakenIn::isAny)) {
            TakenIn.warn();
            return new Rebuilt(0, 0, 0, 0);
        }
        return rebuilding.run(birth.at(), engine.clock().instant().minus(DAILY));
    }

    /**
     * Makes all rows again that the store can tell of; what is there already stays. Nothing of what
     * was taken in is collected, compacted or moved before {@link #rebuilt} or {@link #undo}, also
     * where this process is killed.
     */
    public Rebuilt rebuild() throws IOException {
        return rebuilding.all();
    }

    /**
     * The rebuild has come to its right end: what it took in is ours like the rest, and what nobody
     * needs of it stays for the grace from now on.
     */
    public void rebuilt() {
        collector.own();
    }

    /**
     * What {@link #rebuild} took in, now or before it was killed, is known no more, but for what is
     * needed by now; its files stay.
     */
    public void undo() {
        collector.disown();
    }
}
