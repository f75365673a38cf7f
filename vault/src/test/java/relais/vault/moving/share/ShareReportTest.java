package relais.vault.moving.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;

class ShareReportTest {
    private final Database database = TestDatabase.fresh("vault");
    private final long move =
            database.with(
                    h ->
                            h.createQuery(
                                            "INSERT INTO vault_move (name, created_at, changed_at)"
                                                    + " VALUES ('old', now(), now()) RETURNING id")
                                    .mapTo(Long.class)
                                    .one());

    @AfterEach
    void close() {
        database.close();
    }

    private void write(String sql) {
        database.with(h -> h.createUpdate(sql).bind("move", move).execute());
    }

    private ShareReport report() {
        return database.with(h -> ShareReport.of(h, move));
    }

    @Test
    void ofVeryManyOnlyTheFirstAreListedButAllAreCounted() {
        write(
                """
                INSERT INTO vault_move_file (move_id, path, match_key, size, mtime, round)
                SELECT :move, side || n, n, 1, now(), 1
                FROM generate_series(1, 1100) AS n, unnest(ARRAY['a', 'A']) AS side
                """);
        write(
                """
                INSERT INTO vault_move_reference (move_id, dossier_id, table_name, old_key, name,
                  path, match_key, trouble)
                SELECT :move, 1, 't', n, n, n, n, 'locked' FROM generate_series(1, 1200) AS n
                """);
        ShareReport report = report();
        assertThat(report.collisions()).hasSize(1000).contains("A1 = a1");
        assertThat(report.collisionCount()).isEqualTo(1100);
        assertThat(report.troubles()).hasSize(1000).contains("1: locked");
        assertThat(report.troubleCount()).isEqualTo(1200);
        assertThat(report.came()).isEmpty();
    }

    @Test
    void whatIsKeptIsMeasuredThoughNobodyNotedWhenAndWhatWaitsAnewIsNot() {
        write(
                """
                INSERT INTO vault_move_reference (move_id, dossier_id, table_name, old_key, name,
                  path, match_key, state, kept_size, kept_at)
                VALUES (:move, 1, 't', 1, 'a', 'a', 'a', 1, 1, timestamptz '2026-05-01 08:00Z'),
                  (:move, 1, 't', 2, 'b', 'b', 'b', 1, 10, NULL),
                  (:move, 1, 't', 3, 'c', 'c', 'c', 0, 100, timestamptz '2026-05-02 08:00Z')
                """);
        ShareReport report = report();
        assertThat(report.kept()).isEqualTo(2);
        assertThat(report.keptBytes()).isEqualTo(11);
        assertThat(report.came()).extracting(ShareReport.Came::files).containsOnlyOnce(1L);
        assertThat(report.came().stream().mapToLong(ShareReport.Came::bytes).sum()).isOne();
    }
}
