package relais.platform.backup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import relais.platform.db.Database;
import relais.platform.json.Json;

/**
 * Fills a database that this version's migrations have made and nobody has used yet, in one
 * transaction: all of a backup, or nothing.
 */
public final class DatabaseRestore {
    private static final int MOST_LINE = 16 << 20;

    /** Larger than a row as PostgreSQL sends it can be. */
    private static final int MOST_PIECE = 1 << 30;

    private final Database database;

    public DatabaseRestore(Database database) {
        this.database = database;
    }

    /** Notes in the same transaction that it was done. */
    @FunctionalInterface
    public interface Note {
        void in(Handle tx);
    }

    /**
     * @throws IOException for what cannot be read whole, or does not fit this version
     * @throws IllegalStateException for a database that is in use
     */
    public Contents readFrom(InputStream from, Note note) throws IOException {
        try (Handle handle = database.open();
                DataInputStream in = new DataInputStream(new GZIPInputStream(from, 64 * 1024))) {
            return handle.inTransaction(
                    tx -> {
                        Contents read = read(tx, in);
                        note.in(tx);
                        return read;
                    });
        }
    }

    private static Contents read(Handle tx, DataInputStream in) throws IOException {
        tx.execute("SET LOCAL statement_timeout = 0");
        tx.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        DatabaseDump.Head head = line(in, in.readInt(), DatabaseDump.Head.class);
        refuseOtherVersion(tx, head);
        refuseUsed(tx);
        List<String> keys = takeKeysAway(tx);
        List<String> triggered = triggered(tx);
        triggered.forEach(table -> tx.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER"));
        List<Contents.Rows> read = new ArrayList<>();
        for (int length = in.readInt(); length != -1; length = in.readInt()) {
            read.add(table(tx, in, line(in, length, Table.class)));
        }
        for (DatabaseDump.Counter counter :
                line(in, in.readInt(), DatabaseDump.Tail.class).counters()) {
            tx.createQuery("SELECT setval(:name::regclass, :last)")
                    .bind("name", counter.name())
                    .bind("last", counter.last())
                    .mapTo(Long.class)
                    .one();
        }
        keys.forEach(tx::execute); // PostgreSQL proves each while it is made
        triggered.forEach(table -> tx.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER"));
        return new Contents(head.at(), read);
    }

    private static void refuseOtherVersion(Handle tx, DatabaseDump.Head head) throws IOException {
        Map<String, String> ours = new TreeMap<>();
        tx.createQuery("SELECT module, hash FROM platform_migration")
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(one -> ours.put(one.getKey(), one.getValue()));
        if (head.format() != DatabaseDump.FORMAT || !ours.equals(head.migrations())) {
            throw new IOException(
                    "the backup was made by another version of Relais; restore it with that one,"
                            + " then update");
        }
    }

    /**
     * For who wants to know before the database is touched.
     *
     * @throws IllegalStateException for a database that is in use
     */
    public static void refuseUsed(Database database) {
        database.useTransaction(DatabaseRestore::refuseUsed);
    }

    private static void refuseUsed(Handle tx) {
        boolean used =
                tx.createQuery("SELECT EXISTS (SELECT 1 FROM platform_user)")
                        .mapTo(Boolean.class)
                        .one();
        if (used) {
            throw new IllegalStateException(
                    "this database has users already: restore into a folder, or a database, that is"
                            + " new");
        }
    }

    /** Tables come in no order; the keys between them are made again at the end. */
    private static List<String> takeKeysAway(Handle tx) {
        List<String> again = new ArrayList<>();
        tx.createQuery(
                        """
                        SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name,
                          pg_get_constraintdef(oid) AS definition
                        FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 ORDER BY oid
                        """)
                .map(
                        (row, context) ->
                                List.of(
                                        row.getString("of"),
                                        row.getString("name"),
                                        row.getString("definition")))
                .list()
                .forEach(
                        key -> {
                            tx.execute(
                                    "ALTER TABLE %s DROP CONSTRAINT %s"
                                            .formatted(key.get(0), key.get(1)));
                            again.add(
                                    "ALTER TABLE %s ADD CONSTRAINT %s %s"
                                            .formatted(key.get(0), key.get(1), key.get(2)));
                        });
        return again;
    }

    /** Tables that note what is changed in them: what only comes back is no change. */
    private static List<String> triggered(Handle tx) {
        return tx.createQuery(
                        """
                        SELECT DISTINCT t.tgrelid::regclass::text FROM pg_trigger t
                        JOIN pg_class c ON c.oid = t.tgrelid
                        WHERE NOT t.tgisinternal AND c.relnamespace = current_schema::regnamespace
                        """)
                .mapTo(String.class)
                .list();
    }

    private static Contents.Rows table(Handle tx, DataInputStream in, Table table)
            throws IOException {
        try {
            return copied(tx, in, table);
        } catch (SQLException e) {
            throw new IOException(table.quoted() + " cannot be filled: " + e.getMessage(), e);
        }
    }

    private static Contents.Rows copied(Handle tx, DataInputStream in, Table table)
            throws IOException, SQLException {
        if (table.own()) {
            tx.execute("DELETE FROM " + table.quoted()); // what migrations put in
        } else {
            tx.execute("CREATE SCHEMA IF NOT EXISTS " + Table.quote(table.schema()));
            tx.execute(table.definition());
        }
        MessageDigest sha = Sha.make();
        CopyIn copy =
                tx.getConnection()
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY %s (%s) FROM STDIN"
                                        .formatted(table.quoted(), table.columnList()));
        long bytes = 0;
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            byte[] piece = bytes(in, length, MOST_PIECE);
            sha.update(piece);
            bytes += length;
            copy.writeToCopy(piece, 0, length);
        }
        long rows = copy.endCopy();
        DatabaseDump.End end = line(in, in.readInt(), DatabaseDump.End.class);
        String hash = HexFormat.of().formatHex(sha.digest());
        if (rows != end.rows() || bytes != end.bytes() || !hash.equals(end.sha256())) {
            throw new IOException(table.quoted() + " is not whole in the backup");
        }
        return new Contents.Rows(table.quoted(), rows, bytes, hash);
    }

    private static <T> T line(DataInputStream in, int length, Class<T> type) throws IOException {
        return Json.read(bytes(in, length, MOST_LINE), type);
    }

    private static byte[] bytes(DataInputStream in, int length, int most) throws IOException {
        if (length < 0 || length > most) {
            throw new IOException("the backup is damaged");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the backup is cut off");
        }
        return bytes;
    }
}
