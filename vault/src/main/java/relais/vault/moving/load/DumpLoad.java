package relais.vault.moving.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.vault.moving.dump.DumpInput;
import relais.vault.moving.dump.DumpReader;
import relais.vault.moving.dump.Session;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Sha;

/** Brings one dump into the schema of its move; called again after any end, it goes on. */
public final class DumpLoad {
    /** The beginning of a dump that tells it from another of the same size. */
    private static final int TOLD_APART_BY = 64 * 1024;

    /**
     * What a kill makes to be done again: some seconds. Where PostgreSQL keeps no log for others, a
     * table is not logged either before its first commit.
     */
    private static final long COMMIT_BYTES = 256L << 20;

    /** pg_advisory_lock's first number for moves. */
    private static final int LOCK = 0x6d6f7665;

    private final Database database;
    private final InstantSource clock;
    private final long move;
    private final String name;
    private final Path dump;
    private final long commitBytes;

    /** How far it is; {@code share} from 0 to 1. */
    public record Progress(String table, long rows, double share) {}

    /**
     * @param name of the move: the schema is {@code legacy_<name>}
     */
    public DumpLoad(Database database, InstantSource clock, long move, String name, Path dump) {
        this(database, clock, move, name, dump, COMMIT_BYTES);
    }

    DumpLoad(
            Database database,
            InstantSource clock,
            long move,
            String name,
            Path dump,
            long commitBytes) {
        this.database = database;
        this.clock = clock;
        this.move = move;
        this.name = name;
        this.dump = dump;
        this.commitBytes = commitBytes;
    }

    /**
     * Loads what is not loaded yet, then checks and finishes each table.
     *
     * @throws IOException where the dump cannot be read, or is another than the one begun with
     */
    public void run(Consumer<Progress> progress) throws Exception {
        try (Handle handle = database.open()) {
            if (!lock(handle, "pg_try_advisory_lock")) {
                throw new IOException("the dump of " + name + " is being brought in already");
            }
            try {
                run(handle, progress);
            } finally {
                lock(handle, "pg_advisory_unlock");
            }
        }
    }

    /** Of this connection: gone with it, whatever ends it. */
    private boolean lock(Handle handle, String function) {
        return handle.createQuery("SELECT <function>(:room, :move)")
                .define("function", function)
                .bind("room", LOCK)
                .bind("move", (int) move)
                .mapTo(Boolean.class)
                .one();
    }

    private void run(Handle handle, Consumer<Progress> progress) throws Exception {
        MoveRows rows = new MoveRows(handle, move);
        claim(handle);
        Optional<Position> position = rows.position();
        if (!rows.isRead()) {
            rows.state("loading", clock.instant());
            load(handle, rows, position, progress);
        }
        rows.state("checking", clock.instant());
        Finish finish = new Finish(handle, move, Names.schema(name));
        for (String table : rows.unchecked()) {
            finish.table(table);
        }
        finish.foreignKeys();
        rows.state("loaded", clock.instant());
    }

    /** The dump must be the one that was begun with. */
    private void claim(Handle handle) throws IOException {
        String now = fingerprint();
        String before =
                handle.createQuery("SELECT fingerprint FROM vault_move WHERE id = :move")
                        .bind("move", move)
                        .mapTo(String.class)
                        .one();
        if (!before.isEmpty() && !before.equals(now)) {
            throw new IOException(
                    dump + " is not the dump that this move was begun with; begin a new move");
        }
        handle.createUpdate("UPDATE vault_move SET fingerprint = :now WHERE id = :move")
                .bind("now", now)
                .bind("move", move)
                .execute();
    }

    private String fingerprint() throws IOException {
        MessageDigest sha = Sha.digest();
        try (var in = Files.newInputStream(dump)) {
            sha.update(in.readNBytes(TOLD_APART_BY));
        }
        return Files.size(dump) + "-" + HexFormat.of().formatHex(sha.digest());
    }

    private void load(
            Handle handle, MoveRows rows, Optional<Position> from, Consumer<Progress> progress)
            throws Exception {
        HandOver over = new HandOver();
        Map<String, Table> tables = new HashMap<>(rows.tables());
        try (DumpInput in = DumpInput.open(dump, from.map(Position::statement).orElse(0L))) {
            Thread reading =
                    Thread.ofPlatform()
                            .name("dump-" + name)
                            .start(() -> read(in, over, tables, from));
            CopyThread copying =
                    new CopyThread(
                            handle,
                            move,
                            Names.schema(name),
                            over,
                            commitBytes,
                            at -> progress.accept(new Progress(at.table(), at.rows(), in.share())));
            try {
                ended(handle, rows, copying.run());
            } catch (Exception e) { // whatever it is, the other thread is to end before it goes on
                if (handle.isInTransaction()) {
                    handle.rollback();
                }
                throw e;
            } finally {
                over.breakOff();
                reading.join();
            }
        }
    }

    private void ended(Handle handle, MoveRows rows, Parcel.Ended ended) {
        handle.useTransaction(
                tx -> {
                    if (!ended.whole()) {
                        rows.finding(
                                "cut", dump.toString(), "the dump ends inside a statement", -1);
                    }
                    if (!ended.zone().isEmpty() && !ended.zone().equals("+00:00")) {
                        rows.finding(
                                "zone",
                                ended.zone(),
                                "TIMESTAMP values are written in this zone and were read as UTC",
                                -1);
                    }
                    rows.end(clock.instant());
                });
    }

    private static void read(
            DumpInput in, HandOver over, Map<String, Table> tables, Optional<Position> from) {
        try {
            Session session = from.map(Position::session).map(Session::at).orElseGet(Session::new);
            RowCopy copy = new RowCopy(over, session, tables, from.map(Position::done).orElse(0L));
            boolean whole = new DumpReader(in, copy, session).run();
            copy.flush();
            over.put(new Parcel.Ended(whole, session.zone()));
        } catch (Exception e) {
            // The end of this thread: the copying thread is told why, unless it has ended first.
            over.fail(e);
        }
    }
}
