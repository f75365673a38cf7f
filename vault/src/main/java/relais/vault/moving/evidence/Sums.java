package relais.vault.moving.evidence;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Table;

/** Asks PostgreSQL for the same sums of a table that were made while its rows were read. */
public final class Sums {
    private Sums() {}

    /**
     * In the caller's transaction. OFFSET: each hash is computed once; of type bigint, so that
     * PostgreSQL sees at once that it is none, and lets several processors sum.
     *
     * @param target schema and table, in quotes
     * @param quoted puts a column's name in quotes
     */
    public static Tally.Sums of(Handle tx, Table table, String target, UnaryOperator<String> quoted)
            throws SQLException {
        tx.execute("SET LOCAL intervalstyle = 'postgres'");
        tx.execute("SET LOCAL datestyle = 'ISO'");
        List<Column> columns = table.filled();
        StringBuilder whole = new StringBuilder("bigint '0'");
        StringBuilder hashes = new StringBuilder();
        StringBuilder sums = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String hash = hash(columns.get(i), quoted.apply(columns.get(i).name()));
            hashes.append(hash).append(" AS h").append(i).append(", ");
            sums.append(", count(h%d), coalesce(sum(h%d), 0)".formatted(i, i));
            String value = "coalesce(h%d, %d)".formatted(i, Tally.NOTHING);
            whole.insert(0, "hashint8extended(" + value + ", (");
            whole.append(") # (" + value + " >> 32))"); // as PgHash.ofRow
        }
        String key =
                table.column(table.keyColumn())
                        .filter(c -> !c.generated() && c.kind().orders())
                        .map(c -> key(c, quoted.apply(c.name())))
                        .orElse("NULL::text");
        String sql =
                """
                SELECT count(*), coalesce(sum(%s), 0), min(k)::text, max(k)::text %s
                FROM (SELECT %s %s AS k FROM %s OFFSET bigint '0') AS summed
                """
                        .formatted(whole, sums, hashes, key, target);
        // Past Jdbi: what a column's name may hold must not be taken for a parameter.
        try (Statement statement = tx.getConnection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return sums(row, columns.size());
        }
    }

    private static Tally.Sums sums(ResultSet row, int columns) throws SQLException {
        long rows = row.getLong(1);
        List<Tally.ColumnSums> sums = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            long nulls = rows - row.getLong(5 + 2 * i);
            sums.add(new Tally.ColumnSums(nulls, hex(row.getBigDecimal(6 + 2 * i)), 0, 0, 0, 0, 0));
        }
        return new Tally.Sums(
                rows, 0, 0, hex(row.getBigDecimal(2)), row.getString(3), row.getString(4), sums);
    }

    /** A sum without bounds as the other side has it: modulo 2⁶⁴. */
    private static String hex(BigDecimal sum) {
        return Long.toHexString(sum.toBigInteger().longValue());
    }

    private static String key(Column column, String name) {
        return column.flag()
                ? name + "::integer"
                : column.kind().isNumber()
                        ? name
                        : "(" + canonical(column, name) + ") COLLATE \"C\"";
    }

    /** The text that the dump's side sums, made from what is stored. */
    private static String canonical(Column column, String name) {
        return switch (column.kind()) {
            case BOOLEAN -> name + "::int::text";
            case REAL -> "encode(float4send(" + name + "), 'hex')";
            case DOUBLE -> "encode(float8send(" + name + "), 'hex')";
            case TIMESTAMPTZ -> "(" + name + " AT TIME ZONE 'UTC')::text";
            case CHOICES -> "array_to_string(" + name + ", ',')";
            case TEXT, CHOICE -> name;
            default -> name + "::text";
        };
    }

    private static String hash(Column column, String name) {
        String text = canonical(column, name);
        return switch (column.kind()) {
            case SMALLINT, INTEGER, BIGINT, YEAR -> numberHash(key(column, name));
            case DATE -> numberHash("(" + name + " - date '2000-01-01')");
            case TIMESTAMP -> momentHash(name);
            case TIMESTAMPTZ -> momentHash("(" + name + " AT TIME ZONE 'UTC')");
            case BYTES -> textHash("encode(sha256(" + name + "), 'hex')");
            case TEXT, CHOICE, CHOICES, JSON -> longTextHash(text);
            default -> textHash(text);
        };
    }

    /** Of a number itself: its text would cost more than its hash; see {@link PgHash#ofNumber}. */
    private static String numberHash(String number) {
        return "hashint8extended(%1$s::bigint, %1$s::bigint >> 32)".formatted(number);
    }

    /** Whole seconds: exact as the double precision that {@code date_part} gives. */
    private static String momentHash(String moment) {
        return "timestamp_hash_extended(%1$s, date_part('epoch', date_trunc('second', %1$s))::bigint)"
                .formatted(moment);
    }

    private static String longTextHash(String text) {
        String sha = textHash("encode(sha256(convert_to(" + text + ", 'UTF8')), 'hex')");
        return "CASE WHEN octet_length(%s) > %d THEN %s ELSE %s END"
                .formatted(text, Tally.LONG_TEXT, sha, textHash(text));
    }

    private static String textHash(String text) {
        return "hashtextextended((" + text + ") COLLATE \"C\", 0)";
    }
}
