package relais.platform.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.identity.Caller;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

class RecentCallersTest {
    private static final Caller BEN =
            new Caller(2, "Ben", Set.of(), false, Set.of(), false, Set.of(), Locale.FRENCH);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final DatabaseAddress address = TestDatabase.freshAddress();
    private final Database here = Database.open(address, 2);
    private final Database there = Database.open(address, 2);
    private final RecentCallers recent = new RecentCallers(here, clock);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void whoCameInSecondsAgoIsNotAskedForAgain() {
        assertThat(recent.of("secret", this::ask)).contains(BEN);
        clock.advance(Duration.ofSeconds(4));
        assertThat(recent.of("secret", this::ask)).contains(BEN);
        assertThat(asked).hasValue(1);
        recent.of("another secret", this::ask);
        assertThat(asked).hasValue(2);
        clock.advance(Duration.ofSeconds(1));
        recent.of("secret", this::ask);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whoIsNobodyIsAskedForEachTime() {
        assertThat(recent.of("wrong", secret -> Optional.empty())).isEmpty();
        assertThat(recent.of("wrong", this::ask)).contains(BEN);
    }

    @Test
    void aChangeCountsWithItsCommitAndNotBefore() {
        recent.of("secret", this::ask);
        here.useTransaction(
                tx -> {
                    recent.changed(tx);
                    recent.of("secret", this::ask);
                    assertThat(asked).hasValue(1);
                });
        recent.of("secret", this::ask);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatWasAskedBeforeAChangeIsNotKeptAfterIt() {
        recent.of(
                "secret",
                secret -> {
                    here.useTransaction(recent::changed);
                    return ask(secret);
                });
        recent.of("secret", this::ask);
        assertThat(asked).hasValue(2);
    }

    @Test
    @Timeout(20)
    void anotherProcessForgetsToo() {
        RecentCallers elsewhere = new RecentCallers(there, clock);
        int before;
        do {
            // Its ear may open a moment after it was made; each round is one change to hear of.
            elsewhere.of("secret", this::ask);
            before = asked.get();
            here.useTransaction(recent::changed);
            Thread.onSpinWait();
            elsewhere.of("secret", this::ask);
        } while (asked.get() == before);
    }

    private Optional<Caller> ask(String secret) {
        asked.incrementAndGet();
        return Optional.of(BEN);
    }
}
