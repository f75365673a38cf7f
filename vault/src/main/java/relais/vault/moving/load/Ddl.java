package relais.vault.moving.load;

import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/**
 * Statements that are made of old names, past Jdbi, which would take {@code :a} for a parameter.
 */
public final class Ddl {
    private Ddl() {}

    public static void run(Handle tx, String sql) throws SQLException {
        try (Statement statement = tx.getConnection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first number of the only row. */
    public static long number(Handle tx, String sql) throws SQLException {
        try (Statement statement = tx.getConnection().createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Answers how many rows were changed. */
    public static long update(Handle tx, String sql) throws SQLException {
        try (Statement statement = tx.getConnection().createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
