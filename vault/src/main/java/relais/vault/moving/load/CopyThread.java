package relais.vault.moving.load;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Tally;
import relais.vault.moving.load.Parcel.Rows;

/**
 * Copies parcels into PostgreSQL. Rows, sums and the place to go on at are committed together, some
 * megabytes at a time.
 */
final class CopyThread {
    /** Classes of SQLSTATE that are a row's own fault: data, integrity, limits. */
    private static final Set<String> ROWS_FAULT = Set.of("22", "23", "54");

    private final Handle handle;
    private final MoveRows rows;
    private final String schema;
    private final Landing landing;
    private final HandOver over;
    private final Consumer<Progress> progress;
    private final long commitBytes;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, Tally> touched = new HashMap<>();
    private Optional<CopyIn> longRow = Optional.empty();
    private Optional<Position> place = Optional.empty();
    private long uncommitted;
    private long rowsDone;
    private boolean inTransaction;

    /** How far it is. */
    record Progress(String table, long rows, long offset) {}

    CopyThread(
            Handle handle,
            long move,
            String schema,
            HandOver over,
            long commitBytes,
            Consumer<Progress> progress) {
        this.handle = handle;
        this.rows = new MoveRows(handle, move);
        this.schema = schema;
        this.landing = new Landing(handle, schema);
        this.over = over;
        this.commitBytes = commitBytes;
        this.progress = progress;
    }

    /** Copies until the reading has ended; answers how it did. */
    Parcel.Ended run() throws Exception {
        while (true) {
            begin();
            switch (over.next()) {
                case Parcel.Declared declared -> declare(declared.table());
                case Parcel.LeftOut out -> leftOut(out);
                case Rows parcel -> {
                    copy(parcel);
                    over.giveBack(parcel);
                }
                case Parcel.Ended ended -> {
                    commit();
                    return ended;
                }
                case Parcel.Failed failed -> {
                    commit();
                    throw failed.why();
                }
            }
        }
    }

    private void begin() {
        if (!inTransaction) {
            handle.begin();
            handle.execute("SET LOCAL statement_timeout = 0");
            handle.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            inTransaction = true;
        }
    }

    /** Rows, what they add up to and where to go on: all or nothing. */
    private void commit() {
        place.ifPresent(
                at -> {
                    touched.forEach((table, tally) -> rows.loaded(table, tally.sums(), at.done()));
                    rows.position(at);
                });
        handle.commit();
        inTransaction = false;
        uncommitted = 0;
        touched.clear();
        place = Optional.empty();
    }

    private void declare(Table table) throws SQLException {
        landing.make(table);
        tallies.remove(table.name());
        rows.declare(table);
        rows.loaded(table.name(), tally(table).sums(), 0);
        for (Column generated : table.columns()) {
            if (generated.generated()) {
                rows.finding(
                        "generated",
                        table.name() + "." + generated.name(),
                        "computed by the old database; not in the dump",
                        -1);
            }
        }
    }

    private void leftOut(Parcel.LeftOut out) throws SQLException {
        if (out.sort().equals("view")) {
            // Older dumps declare a view as a table first.
            Ddl.run(
                    handle,
                    "DROP TABLE IF EXISTS "
                            + Names.quoted(schema)
                            + "."
                            + Names.quoted(out.name())
                            + " CASCADE");
            rows.forget(out.name());
        }
        rows.finding("left-out", out.sort() + " " + out.name(), "not moved", out.offset());
    }

    private Tally tally(Table table) {
        return tallies.computeIfAbsent(
                table.name(),
                name -> {
                    boolean numeric =
                            table.column(table.keyColumn())
                                    .map(c -> c.kind().isNumber())
                                    .orElse(false);
                    return rows.sums(name)
                            .map(sums -> Tally.of(sums, numeric))
                            .orElseGet(() -> new Tally(table.filled().size(), numeric));
                });
    }

    private void copy(Rows parcel) throws SQLException {
        switch (parcel.part) {
            case WHOLE -> {
                landing.admit(parcel.table, parcel.tally);
                if (!copied(parcel, 0, parcel.count)) {
                    halve(parcel, 0, parcel.count);
                }
                settle(parcel);
            }
            case FIRST -> {
                landing.admitAny(parcel.table);
                handle.savepoint("long_row");
                longRow = Optional.of(open(parcel.table, parcel.columns));
                sendLong(parcel);
            }
            case MORE -> sendLong(parcel);
            case LAST -> {
                sendLong(parcel);
                endLong(parcel);
                settle(parcel);
            }
            case SPOILED -> {
                cancelLong();
                settle(parcel);
            }
        }
    }

    /** Copies these rows, or leaves none of them. */
    private boolean copied(Rows parcel, int from, int to) throws SQLException {
        if (from == to) {
            return true;
        }
        handle.savepoint("rows");
        try {
            CopyIn copy = open(parcel.table, parcel.columns);
            int start = parcel.start(from);
            copy.writeToCopy(parcel.text.data, start, parcel.start(to) - start);
            copy.endCopy();
            handle.releaseSavepoint("rows");
            return true;
        } catch (SQLException e) {
            refuseOtherFaults(e);
            handle.rollbackToSavepoint("rows");
            if (to - from == 1) {
                reject(parcel, from, e);
            }
            return false;
        }
    }

    /** Finds the rows that PostgreSQL refuses by halves, and copies the others. */
    private void halve(Rows parcel, int from, int to) throws SQLException {
        if (to - from <= 1) {
            return;
        }
        int middle = (from + to) >>> 1;
        if (!copied(parcel, from, middle)) {
            halve(parcel, from, middle);
        }
        if (!copied(parcel, middle, to)) {
            halve(parcel, middle, to);
        }
    }

    private void reject(Rows parcel, int row, SQLException why) {
        parcel.rejects.add(
                new Parcel.Reject(
                        parcel.offset(row),
                        "",
                        "PostgreSQL refused it: " + firstLine(why),
                        new byte[0]));
        parcel.tally.rows--;
        parcel.tally.rejected++;
        parcel.tally.unsummed++; // its hashes are in the sums, and cannot be taken out again
    }

    private static String firstLine(SQLException why) {
        return String.valueOf(why.getMessage()).lines().findFirst().orElse("");
    }

    private static void refuseOtherFaults(SQLException e) throws SQLException {
        String state = String.valueOf(e.getSQLState());
        if (!ROWS_FAULT.contains(state.substring(0, Math.min(2, state.length())))) {
            throw e;
        }
    }

    private CopyIn open(Table table, List<String> columns) throws SQLException {
        String names = columns.stream().map(Names::quoted).collect(Collectors.joining(", "));
        return handle.getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + landing.target(table) + " (" + names + ") FROM STDIN");
    }

    private void sendLong(Rows parcel) throws SQLException {
        if (longRow.isPresent()) {
            longRow.get().writeToCopy(parcel.text.data, 0, parcel.text.length);
            uncommitted += parcel.text.length;
        }
    }

    private void endLong(Rows parcel) throws SQLException {
        if (longRow.isEmpty()) {
            return;
        }
        try {
            longRow.get().endCopy();
            handle.releaseSavepoint("long_row");
        } catch (SQLException e) {
            refuseOtherFaults(e);
            handle.rollbackToSavepoint("long_row");
            Tally none = new Tally(parcel.table.filled().size(), false);
            none.rejected = 1;
            parcel.rejects.add(
                    new Parcel.Reject(
                            parcel.next,
                            "",
                            "PostgreSQL refused the long row that ends here: " + firstLine(e),
                            new byte[0]));
            parcel.tally = none;
        }
        longRow = Optional.empty();
    }

    private void cancelLong() throws SQLException {
        if (longRow.isPresent()) {
            longRow.get().cancelCopy();
            longRow = Optional.empty();
            handle.rollbackToSavepoint("long_row");
        }
    }

    private void settle(Rows parcel) {
        Tally tally = tally(parcel.table);
        tally.add(parcel.tally);
        touched.put(parcel.table.name(), tally);
        parcel.rejects.forEach(reject -> rows.reject(parcel.table.name(), reject));
        uncommitted += parcel.text.length;
        rowsDone += parcel.tally.rows;
        place = Optional.of(new Position(parcel.statement, parcel.next, parcel.session));
        if (uncommitted >= commitBytes) {
            commit();
        }
        progress.accept(new Progress(parcel.table.name(), rowsDone, parcel.next));
    }
}
