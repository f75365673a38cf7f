package relais.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Dossiers put straight into the tables, their indexes made afterwards. Their manifests are not
 * asked for: writing a million takes longer than the bench, and would be measured with the
 * questions.
 */
final class ManyDossiers {
    private ManyDossiers() {}

    static void fill(Connection database, int dossiers) throws IOException, SQLException {
        database.setAutoCommit(false);
        try (Statement statement = database.createStatement();
                InputStream script = ManyDossiers.class.getResourceAsStream("dossiers.sql")) {
            String sql =
                    new String(
                            Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("ALTER TABLE vault_dossier DISABLE TRIGGER USER");
            List<String> indexes = indexes(statement);
            statement.execute(
                    sql.replace(":dossiers", String.valueOf(dossiers))
                            .replace(":first", next(statement, "vault_dossier"))
                            .replace(":texts", next(statement, "vault_text")));
            statement.execute("ALTER TABLE vault_dossier ENABLE TRIGGER USER");
            statement.execute("SET LOCAL maintenance_work_mem = '512MB'");
            for (String index : indexes) {
                statement.execute(index);
            }
            number(statement, "vault_dossier");
            number(statement, "vault_text");
            database.commit();
            database.setAutoCommit(true);
            statement.execute("VACUUM ANALYZE vault_dossier");
            statement.execute("VACUUM ANALYZE vault_text");
            statement.execute("VACUUM ANALYZE vault_word");
            statement.execute("CHECKPOINT");
        }
    }

    /** Takes away those that no constraint needs; what makes them again. */
    private static List<String> indexes(Statement statement) throws SQLException {
        List<String> again = new ArrayList<>();
        List<String> drop = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        """
                        SELECT i.indexdef, format('DROP INDEX %I', i.indexname) FROM pg_indexes i
                        WHERE i.tablename IN ('vault_dossier', 'vault_text', 'vault_word')
                          AND NOT EXISTS (SELECT 1 FROM pg_constraint c
                            WHERE c.conindid = format('%I', i.indexname)::regclass)
                        """)) {
            while (rows.next()) {
                again.add(rows.getString(1));
                drop.add(rows.getString(2));
            }
        }
        for (String one : drop) {
            statement.execute(one);
        }
        return again;
    }

    private static String next(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM " + table)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Those that come later get numbers beyond. */
    private static void number(Statement statement, String table) throws SQLException {
        statement.execute(
                "SELECT setval(pg_get_serial_sequence('%1$s', 'id'), max(id)) FROM %1$s"
                        .formatted(table));
    }
}
