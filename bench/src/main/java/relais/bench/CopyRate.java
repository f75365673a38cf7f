package relais.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.random.RandomGenerator;
import org.postgresql.PGConnection;

/** The measure to compare with: the same database's COPY into a table like the messages'. */
final class CopyRate {
    private static final int ROWS = 300_000;

    private CopyRate() {}

    static double measure(Connection database, Figures figures, RandomGenerator random)
            throws IOException, SQLException {
        byte[] rows = rows(random);
        try (Statement statement = database.createStatement()) {
            statement.execute("checkpoint");
            statement.execute(
                    """
                    create table bench_copy (
                        id bigint primary key,
                        direction smallint not null,
                        contact_id bigint not null,
                        channel text not null,
                        text text not null,
                        at timestamptz not null
                    )
                    """);
            statement.execute("create index on bench_copy (contact_id, id)");
            statement.execute("create index on bench_copy (text)");
            long start = System.nanoTime();
            long copied =
                    database.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy bench_copy from stdin", new ByteArrayInputStream(rows));
            double passed = (System.nanoTime() - start) / 1e9;
            statement.execute("drop table bench_copy");
            figures.say("COPY of %d rows in %.1f s", copied, passed);
            return copied / passed;
        }
    }

    private static byte[] rows(RandomGenerator random) {
        StringBuilder rows = new StringBuilder(ROWS * 70);
        for (int i = 1; i <= ROWS; i++) {
            rows.append(i).append("\t0\t").append(1 + random.nextInt(Archive.PEOPLE));
            rows.append("\tbench\t").append(i % 3 == 0 ? "oui " : "non, le puits ");
            rows.append(random.nextInt(1_000_000)).append("\t2026-03-01 10:00:00+00\n");
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }
}
