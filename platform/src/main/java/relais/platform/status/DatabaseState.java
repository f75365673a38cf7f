package relais.platform.status;

import relais.platform.db.Database;

/** How the database is: its version, size on disk and connections of all processes to it. */
public record DatabaseState(String version, long sizeBytes, int connections) {

    public static DatabaseState of(Database database) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT current_setting('server_version') AS version,
                                          pg_database_size(current_database()) AS size,
                                          (SELECT count(*) FROM pg_stat_activity
                                           WHERE datname = current_database()) AS connections
                                        """)
                                .map(
                                        (row, context) ->
                                                new DatabaseState(
                                                        row.getString("version"),
                                                        row.getLong("size"),
                                                        row.getInt("connections")))
                                .one());
    }
}
