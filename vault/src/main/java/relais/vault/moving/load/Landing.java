package relais.vault.moving.load;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Tally;

/**
 * The tables that rows land in. Flags are booleans and columns are NOT NULL from the beginning, so
 * that a table is not written once more at its end; the first rows that are otherwise make it wider
 * before they come in.
 */
final class Landing {
    private final Handle handle;
    private final String schema;

    /** Columns that were made wider in this run. */
    private final Set<String> wide = new HashSet<>();

    Landing(Handle handle, String schema) {
        this.handle = handle;
        this.schema = schema;
    }

    String target(Table table) {
        return Names.quoted(schema) + "." + Names.quoted(table.name());
    }

    /** Makes it anew. */
    void make(Table table) throws SQLException {
        String columns =
                table.filled().stream()
                        .map(
                                c ->
                                        Names.quoted(c.name())
                                                + " "
                                                + (c.flag() ? "boolean" : c.type())
                                                + (c.nullable() ? "" : " NOT NULL"))
                        .collect(Collectors.joining(", "));
        Ddl.run(handle, "CREATE SCHEMA IF NOT EXISTS " + Names.quoted(schema));
        Ddl.run(handle, "DROP TABLE IF EXISTS " + target(table) + " CASCADE");
        Ddl.run(handle, "CREATE TABLE " + target(table) + " (" + columns + ")");
        wide.removeIf(name -> name.startsWith(table.name() + "\n"));
    }

    /** Makes room for the rows that add up to this. */
    void admit(Table table, Tally tally) throws SQLException {
        List<Column> columns = table.filled();
        for (int i = 0; i < columns.size(); i++) {
            widen(table, columns.get(i), tally.nulls[i] > 0, tally.beyondFlag[i] > 0);
        }
    }

    /** Makes room for any row: for one of which only the beginning is known. */
    void admitAny(Table table) throws SQLException {
        for (Column column : table.filled()) {
            widen(table, column, true, true);
        }
    }

    private void widen(Table table, Column column, boolean nulls, boolean beyondFlag)
            throws SQLException {
        String known = table.name() + "\n" + column.name() + "\n";
        String alter = "ALTER TABLE " + target(table) + " ALTER " + Names.quoted(column.name());
        if (nulls && !column.nullable() && wide.add(known + "nulls")) {
            Ddl.run(handle, alter + " DROP NOT NULL");
        }
        if (beyondFlag
                && column.flag()
                && wide.add(known + "flag")
                && isBoolean(handle, target(table), column)) {
            Ddl.run(
                    handle,
                    alter
                            + " TYPE %s USING %s::integer"
                                    .formatted(column.type(), Names.quoted(column.name())));
        }
    }

    static boolean isBoolean(Handle tx, String target, Column column) throws SQLException {
        try (PreparedStatement asked =
                tx.getConnection()
                        .prepareStatement(
                                """
                                SELECT atttypid = 'boolean'::regtype FROM pg_attribute
                                WHERE attrelid = cast(? AS regclass) AND attname = ?
                                """)) {
            asked.setString(1, target);
            asked.setString(2, Names.fitting(column.name()));
            try (ResultSet row = asked.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** What is to be changed of a table whose rows are in, for {@code ALTER TABLE}. */
    List<String> narrowings(Table table, Tally.Sums read) throws SQLException {
        List<String> changes = new ArrayList<>();
        List<Column> columns = table.filled();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Tally.ColumnSums sums = read.columns().get(i);
            String quoted = Names.quoted(column.name());
            if (column.flag()
                    && sums.beyondFlag() == 0
                    && !isBoolean(handle, target(table), column)) {
                changes.add("ALTER " + quoted + " TYPE boolean USING " + quoted + " <> 0");
            }
            if ((!column.nullable() || column.counting()) && sums.nulls() == 0) {
                changes.add("ALTER " + quoted + " SET NOT NULL");
            }
        }
        return changes;
    }
}
