package relais.platform.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.TestDatabase;

class LiveFeedTest {
    private final DatabaseAddress address = TestDatabase.freshAddress();
    private final Database here = Database.open(address, 4);
    private final Database elsewhere = Database.open(address, 4);

    @AfterEach
    void close() {
        here.close();
        elsewhere.close();
    }

    @Test
    void aScreenInAnotherProcessHearsOfWhatItShowsAndOfNothingElse() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        new LiveFeed(elsewhere).listen(Set.of("poll:12"), heard::add);
        untilListening(elsewhere);
        LiveFeed feed = new LiveFeed(here);
        here.useTransaction(
                tx -> {
                    feed.changed(tx, "inbox");
                    feed.changed(tx, "poll:12");
                });
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("poll:12");
        assertThat(heard).isEmpty();
    }

    @Test
    void nothingIsAnnouncedOfATransactionThatRolledBack() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        LiveFeed feed = new LiveFeed(here);
        feed.listen(Set.of("inbox", "status"), heard::add);
        try {
            here.useTransaction(
                    tx -> {
                        feed.changed(tx, "inbox");
                        throw new IllegalStateException("no");
                    });
        } catch (IllegalStateException expected) {
            feed.changed("status");
        }
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("status");
    }

    @Test
    void afterALostConnectionTheScreenIsToldToLookAgain() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        new LiveFeed(elsewhere).listen(Set.of("poll:12"), heard::add);
        untilListening(elsewhere);
        here.useTransaction(
                tx ->
                        tx.execute(
                                """
                                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                WHERE query = 'LISTEN relais' AND datname = current_database()
                                """));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("poll:12");
        new LiveFeed(here).changed("poll:12");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("poll:12");
    }

    private static void untilListening(Database database) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < deadline) {
            boolean listening =
                    database.with(
                            h ->
                                    h.createQuery(
                                                    """
                                                    SELECT EXISTS (SELECT FROM pg_stat_activity
                                                    WHERE query = 'LISTEN relais' AND state = 'idle'
                                                    AND datname = current_database())
                                                    """)
                                            .mapTo(Boolean.class)
                                            .one());
            if (listening) {
                return;
            }
            Thread.sleep(5);
        }
    }
}
