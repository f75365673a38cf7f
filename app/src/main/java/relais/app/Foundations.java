package relais.app;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.audit.Audit;
import relais.platform.backup.DatabaseRestore;
import relais.platform.cache.Cache;
import relais.platform.cache.LocalCache;
import relais.platform.cache.SharedCache;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.db.EmbeddedPostgres;
import relais.platform.db.Schema;
import relais.platform.http.HttpSettings;
import relais.platform.jobs.Jobs;
import relais.platform.live.LiveFeed;
import relais.platform.metrics.Metrics;
import relais.platform.queue.PostgresQueue;
import relais.platform.queue.Queue;
import relais.platform.queue.RabbitQueue;
import relais.platform.secrets.Secrets;

/** What every role stands on. Opened first, closed last. */
final class Foundations implements AutoCloseable {
    /** Numbers for some screens and channels; the JVM is meant to stay small. */
    private static final long CACHE_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Foundations.class);

    static final List<String> MODULES = List.of("platform", "gateway", "voice", "meter", "vault");

    final InstantSource clock;
    final SecureRandom random = new SecureRandom();
    final Database database;
    final Queue queue;
    final LiveFeed live;
    final Jobs jobs;
    final Audit audit;
    final Secrets secrets;
    final Metrics metrics = new Metrics();
    final Cache cache;
    private final @Nullable EmbeddedPostgres embedded;

    private Foundations(
            InstantSource clock,
            @Nullable EmbeddedPostgres embedded,
            Database database,
            Queue queue,
            Cache cache,
            Secrets secrets) {
        this.clock = clock;
        this.embedded = embedded;
        this.database = database;
        this.secrets = secrets;
        this.queue = queue;
        this.cache = cache;
        this.live = new LiveFeed(database);
        this.jobs = new Jobs(database, clock);
        this.audit = new Audit(clock);
    }

    /**
     * Waits for an outside database that is away.
     *
     * @param looked whether people look at what is kept here, so that a standby is of use
     * @param beside whether a Relais that runs here may share its database: for commands
     * @param door where to answer meanwhile that it waits
     */
    static Foundations open(
            Home home,
            AppSettings settings,
            boolean looked,
            boolean beside,
            Optional<HttpSettings> door,
            InstantSource clock)
            throws IOException {
        Files.createDirectories(home.folder());
        if (Files.exists(home.restoring())) {
            throw new IllegalStateException(
                    "a restore into "
                            + home.folder()
                            + " was not finished: give the same ./relais restore again, it goes on");
        }
        Secrets secrets = Secrets.open(home.secretKey());
        Optional<DatabaseAddress> outside = settings.database();
        if (outside.isEmpty() && beside) {
            outside = EmbeddedPostgres.runningIn(home.postgres());
        }
        EmbeddedPostgres embedded =
                outside.isPresent() ? null : EmbeddedPostgres.start(home.postgres());
        DatabaseAddress address = embedded == null ? outside.orElseThrow() : embedded.address();
        if (embedded == null) {
            DatabaseArrival.await(
                    address, () -> door.isPresent() ? WaitingRoom.open(door.get()) : () -> {});
        }
        Database database =
                Database.open(
                        address,
                        settings.connections(),
                        settings.standby().filter(standby -> looked));
        try {
            prepare(database, beside);
        } catch (RuntimeException e) {
            database.close();
            if (embedded != null) {
                embedded.close();
            }
            throw e;
        }
        SecureRandom jitter = new SecureRandom();
        Queue queue =
                settings.rabbit().isPresent()
                        ? new RabbitQueue(database, settings.rabbit().get(), clock, jitter)
                        : new PostgresQueue(database, clock, jitter);
        Cache cache =
                settings.memcached().isEmpty()
                        ? new LocalCache(CACHE_BYTES, clock)
                        : new SharedCache(settings.memcached());
        Foundations on = new Foundations(clock, embedded, database, queue, cache, secrets);
        database.whenTurned(() -> on.live.changed("reading-only"));
        LOG.info("audit log: last entry {}", on.audit.head(database));
        return on;
    }

    /**
     * Makes the tables that this program needs. A command may come from another version than the
     * Relais that runs on the database: it fills an empty one, and leaves any other as it is.
     *
     * @throws IllegalStateException where the tables are not this program's, and not its to change
     */
    private static void prepare(Database database, boolean beside) {
        if (beside && !areAll(database, Schema.NONE) && !areAll(database, Schema.OURS)) {
            throw another();
        }
        MODULES.forEach(database::migrate);
    }

    private static boolean areAll(Database database, Schema schema) {
        return MODULES.stream().allMatch(module -> database.schema(module) == schema);
    }

    private static IllegalStateException another() {
        return new IllegalStateException(
                "the database is of another version of Relais: give this command with that"
                        + " version, or start this one once (./relais up)");
    }

    /** For what changes a database that this program has made, and no other. */
    static void refuseAnother(Database database) {
        if (!areAll(database, Schema.OURS)) {
            throw another();
        }
    }

    /**
     * Makes the tables in a database that has none; also where a kill left some of them.
     *
     * @throws IllegalStateException where there are another version's, or somebody's users
     */
    static void prepareEmpty(Database database) {
        if (MODULES.stream().anyMatch(module -> database.schema(module) == Schema.ANOTHER)) {
            throw another();
        }
        if (database.schema("platform") == Schema.OURS) {
            DatabaseRestore.refuseUsed(database);
        }
        MODULES.forEach(database::migrate);
    }

    @Override
    public void close() {
        queue.close();
        cache.close();
        live.close();
        database.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
