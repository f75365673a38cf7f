package relais.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When one who wants a lease may believe that its holder is dead. */
class SilenceTest {
    private final Silence silence = new Silence(Duration.ofSeconds(3));
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");

    private boolean after(double seconds, long renewals) {
        now = now.plusMillis((long) (seconds * 1_000));
        return silence.lasts(new Silence.Sign("holder", renewals), now);
    }

    @Test
    void whoRenewsLives() {
        for (int renewals = 1; renewals < 50; renewals++) {
            assertThat(after(3, renewals)).isFalse();
        }
    }

    @Test
    void whoMissesMoreThanTwoRenewalsIsDead() {
        assertThat(after(0, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(3, 7)).as("two renewals, not more").isFalse();
        assertThat(after(3, 7)).isTrue();
    }

    @Test
    void whileTheDatabaseWasAwayNobodyDiedAndTheHolderHasTimeAfterIts() {
        assertThat(after(0, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(600, 7)).as("ten minutes that nobody saw").isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(3, 8)).as("it has renewed").isFalse();
        assertThat(after(3, 8)).isFalse();
    }

    @Test
    void aClockSetBackKillsNobody() {
        assertThat(after(0, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(-3_600, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(3, 7)).isTrue();
    }

    @Test
    void anotherHolderBeginsAnew() {
        assertThat(after(0, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        assertThat(after(3, 7)).isFalse();
        now = now.plusSeconds(3);
        assertThat(silence.lasts(new Silence.Sign("heir", 7), now)).isFalse();
    }
}
