package relais.voice.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.voice.contact.Addresses;
import relais.voice.contact.PersonCheck;
import relais.voice.contact.Sight;

/** Takes lists of people as files and reads them, one at a time, through crashes and restarts. */
public final class Imports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final int NAME_LIMIT = 200;

    /** A batch is over long before; a run left in the middle goes on at the next start. */
    private static final int CLOSE_SECONDS = 10;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;
    private final Path folder;

    /** One at a time: two lists at once would only slow down the inbox. */
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("import").factory());

    private volatile boolean closing;

    /** Keeps files in {@code folder} until they are read. */
    public Imports(
            Database database, Audit audit, LiveFeed live, InstantSource clock, Path folder) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
        this.folder = folder;
    }

    /** What an import needs to know of who asked for it, long after they left. */
    record Behalf(boolean everyone, Set<Long> groups) {
        static Behalf of(Sight sight) {
            return new Behalf(sight.everyone(), sight.groups());
        }

        Sight sight() {
            return new Sight(everyone, groups, true);
        }
    }

    /** Goes on with the imports whose files lie here; called once at start. */
    public void resumeUnfinished() {
        List<Long> unfinished =
                database.with(
                        handle ->
                                handle.createQuery(
                                                "select id from voice_import where state = 1 order by id")
                                        .mapTo(Long.class)
                                        .list());
        unfinished.stream().filter(id -> Files.exists(file(id))).forEach(this::start);
    }

    /**
     * Keeps a file and starts reading it.
     *
     * @param country of numbers without a country code, ISO 3166-1 alpha-2
     */
    public Received take(Caller caller, String name, String country, InputStream content)
            throws IOException {
        if (!Addresses.isCountry(country)) {
            return new Received.Refused("country-unknown", country + " is not a country code");
        }
        String clean = PersonCheck.clean(name);
        String title =
                clean == null ? "list" : clean.substring(0, Math.min(NAME_LIMIT, clean.length()));
        long id = announce(caller, title, country);
        boolean taken = false;
        try {
            keep(content, file(id));
            FileProblem problem = ImportRun.wrongWith(file(id));
            if (problem != null) {
                return new Received.Refused(problem.code(), problem.detail());
            }
            open(caller, id, title);
            taken = true;
            start(id);
            return new Received.Taken(id);
        } finally {
            if (!taken) {
                forget(id);
            }
        }
    }

    private long announce(Caller caller, String name, String country) {
        return database.inTransaction(
                tx ->
                        tx.createQuery(
                                        """
                                        insert into voice_import
                                            (name, country, state, started_at, caller)
                                        values (:name, :country, 0, :at, cast(:caller as jsonb))
                                        returning id
                                        """)
                                .bind("name", name)
                                .bind("country", country)
                                .bind("at", clock.instant())
                                .bind("caller", Json.text(Behalf.of(Sight.of(caller))))
                                .mapTo(Long.class)
                                .one());
    }

    private void open(Caller caller, long id, String name) {
        database.useTransaction(
                tx -> {
                    tx.createUpdate(
                                    "update voice_import set state = 1, next_row = 1 where id = :id")
                            .bind("id", id)
                            .execute();
                    audit.record(tx, caller, "import.start", "import:" + id, Map.of("name", name));
                    live.changed(tx, "imports");
                });
    }

    private void keep(InputStream content, Path file) throws IOException {
        Files.createDirectories(folder);
        Files.copy(content, file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void forget(long id) throws IOException {
        Files.deleteIfExists(file(id));
        database.useTransaction(
                tx ->
                        tx.createUpdate("delete from voice_import where id = :id and state = 0")
                                .bind("id", id)
                                .execute());
    }

    private Path file(long id) {
        return folder.resolve(id + ".upload");
    }

    private void start(long id) {
        if (!closing) {
            reader.execute(() -> run(id));
        }
    }

    private record Begun(String country, Behalf behalf, long nextRow) {}

    /** The reader's loop body: whatever goes wrong is noted on the import. */
    private void run(long id) {
        try {
            Begun begun = begun(id).orElse(null);
            if (begun == null) {
                return;
            }
            ImportRun run =
                    new ImportRun(
                            database,
                            live,
                            id,
                            file(id),
                            begun.behalf().sight(),
                            new Addresses(begun.country()));
            if (run.run(begun.nextRow(), () -> !closing)) {
                finish(id, ImportRecord.State.DONE, null);
                Files.deleteIfExists(file(id));
            }
        } catch (FileProblem problem) {
            finish(id, ImportRecord.State.FAILED, problem.detail());
        } catch (IOException | RuntimeException e) {
            // The boundary of the import thread: the next file must still be read.
            LOG.error("import {} was left", id, e);
            if (!closing) {
                finish(id, ImportRecord.State.FAILED, "an error on our side; try to resume it");
            }
        }
    }

    private Optional<Begun> begun(long id) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select country, caller, next_row from voice_import
                                        where id = :id and state = 1
                                        """)
                                .bind("id", id)
                                .map(
                                        (row, context) ->
                                                new Begun(
                                                        row.getString(1),
                                                        behalf(row.getString(2)),
                                                        row.getLong(3)))
                                .findOne());
    }

    private static Behalf behalf(String json) {
        try {
            return Json.read(json, Behalf.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finish(long id, ImportRecord.State state, @Nullable String problem) {
        database.useTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    update voice_import
                                    set state = :state, problem = :problem, finished_at = :at
                                    where id = :id and state = 1
                                    """)
                            .bind("id", id)
                            .bind("state", state.ordinal())
                            .bind("problem", problem)
                            .bind("at", clock.instant())
                            .execute();
                    live.changed(tx, "imports");
                    live.changed(tx, "people");
                });
    }

    /** Reads on from where it failed; empty when there is nothing to resume here. */
    public Optional<ImportRecord> resume(Caller caller, long id) {
        boolean reopened =
                Files.exists(file(id))
                        && database.inTransaction(
                                tx -> {
                                    int changed =
                                            tx.createUpdate(
                                                            """
                                                            update voice_import
                                                            set state = 1, problem = null,
                                                                finished_at = null
                                                            where id = :id and state in (1, 3)
                                                            """)
                                                    .bind("id", id)
                                                    .execute();
                                    if (changed > 0) {
                                        audit.record(
                                                tx,
                                                caller,
                                                "import.resume",
                                                "import:" + id,
                                                Map.of());
                                    }
                                    return changed > 0;
                                });
        if (!reopened) {
            return Optional.empty();
        }
        start(id);
        return find(id);
    }

    /** Newest first, with ids below {@code after} (0 for the newest). */
    public List<ImportRecord> list(long after, int limit) {
        return database.with(
                handle ->
                        records(
                                handle.createQuery(
                                                SELECT
                                                        + """
                                                         where state > 0 and (:after = 0 or id < :after)
                                                        order by id desc limit :limit
                                                        """)
                                        .bind("after", after)
                                        .bind("limit", limit)));
    }

    public Optional<ImportRecord> find(long id) {
        return database.with(
                handle ->
                        records(handle.createQuery(SELECT + " where id = :id").bind("id", id))
                                .stream()
                                .findFirst());
    }

    private static final String SELECT =
            """
            select id, name, state, problem, created, updated, rejected, started_at, finished_at
            from voice_import\
            """;

    private static List<ImportRecord> records(Query query) {
        return query.map(
                        (row, context) -> {
                            long created = row.getLong("created");
                            long updated = row.getLong("updated");
                            long rejected = row.getLong("rejected");
                            var finished = row.getTimestamp("finished_at");
                            return new ImportRecord(
                                    row.getLong("id"),
                                    row.getString("name"),
                                    ImportRecord.State.values()[row.getInt("state")]
                                            .name()
                                            .toLowerCase(Locale.ROOT),
                                    row.getString("problem"),
                                    created + updated + rejected,
                                    created,
                                    updated,
                                    rejected,
                                    row.getTimestamp("started_at").toInstant(),
                                    finished == null ? null : finished.toInstant());
                        })
                .list();
    }

    /** Writes the report of an import, row by row, as CSV. */
    public void report(Sight sight, long id, OutputStream out) throws IOException {
        ImportReport.write(database, sight, id, out);
    }

    /** Leaves the file in hand after the batch in hand. */
    @Override
    public void close() {
        closing = true;
        reader.shutdown();
        try {
            reader.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
