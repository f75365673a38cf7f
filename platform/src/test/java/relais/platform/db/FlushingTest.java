package relais.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import relais.platform.testing.TestDatabase;

class FlushingTest {
    @Test
    void whatWasCommittedInHasteIsOnDiskWhenAwaitReturns() throws Exception {
        try (Database database = TestDatabase.fresh();
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            database.useTransaction(tx -> tx.execute("CREATE TABLE hasty (n int)"));
            Flushing flushing = new Flushing(database);
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                all.add(writers.submit(() -> write(database, flushing, number)));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).as("flushed beyond its own commit").isTrue();
            }
            assertThat(count(database)).isEqualTo(200);
        }
    }

    private static boolean write(Database database, Flushing flushing, int number) {
        database.useTransaction(
                tx -> {
                    tx.execute("SET LOCAL synchronous_commit = off");
                    tx.execute("INSERT INTO hasty VALUES (?)", number);
                });
        String written =
                database.with(
                        h ->
                                h.createQuery("SELECT pg_current_wal_insert_lsn()::text")
                                        .mapTo(String.class)
                                        .one());
        flushing.await();
        return database.with(
                h ->
                        h.createQuery("SELECT pg_current_wal_flush_lsn() >= CAST(:lsn AS pg_lsn)")
                                .bind("lsn", written)
                                .mapTo(Boolean.class)
                                .one());
    }

    private static long count(Database database) {
        return database.with(
                h -> h.createQuery("SELECT count(*) FROM hasty").mapTo(Long.class).one());
    }
}
