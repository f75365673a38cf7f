package relais.platform.backup;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import relais.platform.db.Database;
import relais.platform.json.Json;

/**
 * Writes every row as it was at one moment, while others go on writing (REPEATABLE READ), in
 * constant memory. The form is described in docs/formats/backup.md.
 */
public final class DatabaseDump {
    static final int FORMAT = 1;

    private final Database database;

    public DatabaseDump(Database database) {
        this.database = database;
    }

    /** The first line. */
    record Head(int format, Instant at, Map<String, String> migrations) {}

    /** Behind the rows of a table. */
    record End(long rows, long bytes, String sha256) {}

    /** A counter that numbers rows, and the last number it gave. */
    record Counter(String name, long last) {}

    /** The last line. */
    record Tail(List<Counter> counters) {}

    /** Reads what others need of the moment that is written. */
    @FunctionalInterface
    public interface Beside {
        void read(Handle tx) throws IOException;
    }

    /**
     * @param watching told of each table before it is written
     * @param beside reads more of the same moment
     */
    public Contents writeTo(OutputStream to, Consumer<String> watching, Beside beside)
            throws IOException {
        try (Handle handle = database.open()) {
            return handle.inTransaction(
                    TransactionIsolationLevel.REPEATABLE_READ,
                    tx -> {
                        // a big table takes longer than any question may
                        tx.execute("SET LOCAL statement_timeout = 0");
                        tx.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
                        beside.read(tx);
                        return write(tx, to, watching);
                    });
        }
    }

    private static Contents write(Handle tx, OutputStream to, Consumer<String> watching)
            throws IOException {
        Instant at = tx.createQuery("SELECT now()").mapTo(Instant.class).one();
        List<Contents.Rows> written = new ArrayList<>();
        try (DataOutputStream out = new DataOutputStream(new Fast(to))) {
            line(out, new Head(FORMAT, at, migrations(tx)));
            for (Table table : Table.all(tx)) {
                watching.accept(table.quoted());
                line(out, table);
                End end = rows(tx, table, out);
                line(out, end);
                written.add(
                        new Contents.Rows(table.quoted(), end.rows(), end.bytes(), end.sha256()));
            }
            out.writeInt(-1);
            line(out, new Tail(counters(tx)));
        }
        return new Contents(at, written);
    }

    /** Packed as lightly as pays: the link or disk is slower, the sealing faster. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream to) throws IOException {
            super(to, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** As 32-bit length and JSON. */
    private static void line(DataOutputStream out, Object value) throws IOException {
        byte[] json = Json.text(value).getBytes(StandardCharsets.UTF_8);
        out.writeInt(json.length);
        out.write(json);
    }

    private static Map<String, String> migrations(Handle tx) {
        return tx.createQuery("SELECT module, hash FROM platform_migration ORDER BY module")
                .reduceRows(
                        new TreeMap<String, String>(),
                        (all, row) -> {
                            all.put(
                                    row.getColumn("module", String.class),
                                    row.getColumn("hash", String.class));
                            return all;
                        });
    }

    /** Each piece with its length before it; 0 ends them. */
    private static End rows(Handle tx, Table table, DataOutputStream out) throws IOException {
        try {
            return copied(tx, table, out);
        } catch (SQLException e) {
            throw new IOException(table.quoted() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static End copied(Handle tx, Table table, DataOutputStream out)
            throws IOException, SQLException {
        MessageDigest sha = Sha.make();
        CopyOut copy =
                tx.getConnection()
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "COPY (SELECT %s FROM %s) TO STDOUT"
                                        .formatted(table.columnList(), table.quoted()));
        long bytes = 0;
        for (byte[] piece = copy.readFromCopy(); piece != null; piece = copy.readFromCopy()) {
            sha.update(piece);
            bytes += piece.length;
            out.writeInt(piece.length);
            out.write(piece);
        }
        out.writeInt(0);
        return new End(copy.getHandledRowCount(), bytes, HexFormat.of().formatHex(sha.digest()));
    }

    private static List<Counter> counters(Handle tx) {
        return tx.createQuery(
                        """
                        SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) AS name,
                          last_value FROM pg_sequences WHERE last_value IS NOT NULL ORDER BY 1
                        """)
                .map((row, context) -> new Counter(row.getString("name"), row.getLong(2)))
                .list();
    }
}
