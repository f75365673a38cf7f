package relais.meter.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.db.Database;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

/** A night in which everything fails at once must not cost a thousand SMS, nor lose one. */
class TextsTest {
    private static final String ANA = "+25779000001";
    private static final String BEN = "+25779000002";

    private final Database database = TestDatabase.fresh("meter");
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T20:00:00Z"));
    private final List<String> sent = new ArrayList<>();
    private boolean away;
    private final Ways ways =
            new Ways(
                    (tx, to, text) -> {
                        if (away) {
                            return new Carried.Later("no SMS channel");
                        }
                        sent.add(to + " " + text);
                        return new Carried.Done();
                    },
                    5,
                    Post.NONE,
                    Ways.NONE.webhook());
    private final Postman postman = new Postman(database, ways, clock);

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void alarm(String to, String language, int number) {
        Notice notice = new Notice(0, Medium.SMS, to, "Ana", "", "WARNING host" + number, language);
        database.useTransaction(
                tx -> Notices.add(tx, new Notices.Cause(null, 0), notice, clock.instant()));
    }

    private void alarms(String to, String language, int from, int upTo) {
        for (int i = from; i <= upTo; i++) {
            alarm(to, language, i);
        }
    }

    private void work() {
        while (postman.texts() > 0) {
            // There may be more.
        }
    }

    @Test
    void whatIsBeyondTheHoursBoundComesAsOne() {
        alarms(ANA, "en", 1, 18);
        work();
        assertThat(sent)
                .containsExactly(
                        ANA + " WARNING host1",
                        ANA + " WARNING host2",
                        ANA + " WARNING host3",
                        ANA + " WARNING host4",
                        ANA + " WARNING host5 – and 13 more alerts");
        assertThat(states("sent")).hasSize(18);
    }

    @Test
    void whatComesWithinTheHourWaitsAndIsSummedUpThen() {
        alarms(ANA, "fr", 1, 5);
        work();
        clock.advance(Duration.ofMinutes(10));
        alarms(ANA, "fr", 6, 7);
        work();
        assertThat(sent).hasSize(5);
        assertThat(states("waiting")).as("nothing is dropped").hasSize(2);
        clock.advance(Duration.ofMinutes(49));
        alarm(ANA, "fr", 8);
        work();
        assertThat(sent).hasSize(5);
        clock.advance(Duration.ofMinutes(1));
        work();
        assertThat(sent).as("there is room again").hasSize(8);
        assertThat(states("waiting")).isEmpty();
    }

    @Test
    void oneMoreIsSaidInFrench() {
        alarms(ANA, "fr", 1, 4);
        work();
        alarms(ANA, "fr", 5, 6);
        work();
        assertThat(sent).hasSize(5).last().asString().endsWith("host5 – et 1 autre alerte");
    }

    @Test
    void eachTelephoneHasItsOwn() {
        alarms(ANA, "fr", 1, 5);
        alarms(BEN, "en", 1, 3);
        work();
        assertThat(sent).hasSize(8).noneMatch(text -> text.contains("autre"));
    }

    @Test
    void whileNoChannelTakesThemNothingIsCountedAsTold() {
        away = true;
        alarms(ANA, "en", 1, 9);
        work();
        assertThat(states("waiting")).hasSize(9);
        away = false;
        clock.advance(Duration.ofMinutes(1));
        work();
        assertThat(sent).hasSize(5).last().asString().contains("and 4 more alerts");
    }

    private List<Notices.Told> states(String state) {
        return database.with(
                handle -> Notices.page(handle, Optional.of(state), Long.MAX_VALUE, 100));
    }
}
