package relais.platform.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import relais.platform.cache.Cache;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Route;
import relais.platform.json.Json;
import relais.platform.queue.Queue;
import relais.platform.queue.TopicState;
import relais.platform.status.DatabaseState;
import relais.platform.status.FreeSpace;
import relais.platform.status.Presence;

/** How the system fares. */
public final class StatusApi {
    /** The size of a large database is dear to ask for, and every screen with this page asks. */
    private static final Duration STATE_KEPT = Duration.ofSeconds(10);

    private final Database database;
    private final Cache cache;
    private final Queue queue;
    private final Path dataFolder;
    private final Supplier<Map<String, Long>> spool;
    private final Supplier<Map<String, Long>> series;
    private final String version;
    private final InstantSource clock;
    private final Instant started;

    /**
     * @param cache keeps the database's state for a moment
     * @param dataFolder whose disk is watched
     * @param spool the spool's numbers by name; empty where this process has none
     * @param series the numbers of what is measured, in the same way
     */
    public StatusApi(
            Database database,
            Cache cache,
            Queue queue,
            Path dataFolder,
            Supplier<Map<String, Long>> spool,
            Supplier<Map<String, Long>> series,
            String version,
            InstantSource clock) {
        this.database = database;
        this.cache = cache;
        this.queue = queue;
        this.dataFolder = dataFolder;
        this.spool = spool;
        this.series = series;
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** A queue's topic. */
    public record Topic(String topic, long depth, long oldestSeconds, long dead) {}

    /**
     * All of it.
     *
     * @param readingOnly while the database's primary is away and a standby is read
     */
    public record Status(
            List<Presence.Role> roles,
            List<Topic> topics,
            DatabaseState database,
            FreeSpace disk,
            Map<String, Long> spool,
            Map<String, Long> series,
            String version,
            long uptimeSeconds,
            boolean readingOnly) {}

    public List<Route> routes() {
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/status",
                        new Access.Needs(AdminPermissions.STATUS),
                        "Roles, queues, database, disk, spool, series",
                        null,
                        Status.class,
                        request -> Answer.ok(status())));
    }

    private Status status() {
        return new Status(
                Presence.list(database),
                queue.state().stream().map(StatusApi::topic).toList(),
                databaseState(),
                disk(),
                spool.get(),
                series.get(),
                version,
                Duration.between(started, clock.instant()).toSeconds(),
                database.readsOnly());
    }

    private DatabaseState databaseState() {
        try {
            byte[] kept =
                    cache.get(
                            "database state",
                            STATE_KEPT,
                            () -> Json.bytes(DatabaseState.of(database)));
            return Json.read(kept, DatabaseState.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Topic topic(TopicState state) {
        return new Topic(state.topic(), state.depth(), state.oldest().toSeconds(), state.dead());
    }

    private FreeSpace disk() {
        try {
            return FreeSpace.of(dataFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + dataFolder, e);
        }
    }
}
