package relais.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import relais.gateway.intake.Record.Identity;

class RepeatsTest {
    private static final Instant BOUND = Instant.parse("2026-11-22T08:00:00Z");

    private final Repeats repeats = new Repeats();

    private boolean seen(long print, Instant upSince, Instant at) {
        return repeats.isRepeat(
                new Identity(print, false, at.toEpochMilli(), upSince.toEpochMilli()));
    }

    @Test
    void theSameWithinSecondsOnOneLineIsARepeat() {
        assertThat(seen(1, BOUND, BOUND.plusSeconds(1))).isFalse();
        assertThat(seen(1, BOUND, BOUND.plusSeconds(5))).isTrue();
        assertThat(seen(2, BOUND, BOUND.plusSeconds(5))).isFalse();
    }

    @Test
    void aPersonMaySayTheSameAgain() {
        seen(1, BOUND, BOUND);
        Instant later = BOUND.plus(Repeats.ON_ONE_LINE).plusSeconds(1);
        assertThat(seen(1, BOUND, later)).isFalse();
    }

    @Test
    void afterABrokenLineWhatCameJustBeforeIsRepeated() {
        Instant rebound = BOUND.plusSeconds(600);
        seen(1, BOUND, rebound.minusSeconds(20));
        seen(2, BOUND, rebound.minusSeconds(300));
        assertThat(seen(1, rebound, rebound.plusSeconds(200))).isTrue();
        assertThat(seen(2, rebound, rebound.plusSeconds(200))).isFalse();
    }

    @Test
    void longAfterTheNewBindItIsSaidAnew() {
        Instant rebound = BOUND.plusSeconds(600);
        seen(1, BOUND, rebound.minusSeconds(20));
        Instant late = rebound.plus(Repeats.AFTER_NEW_LINE).plusSeconds(1);
        assertThat(seen(1, rebound, late)).isFalse();
    }

    @Test
    void whatTheProviderNamesIsKnownHoweverLate() {
        Identity named = new Identity(1, true, BOUND.toEpochMilli(), 0);
        assertThat(repeats.isRepeat(named)).isFalse();
        Instant late = BOUND.plus(Duration.ofHours(5));
        assertThat(repeats.isRepeat(new Identity(1, true, late.toEpochMilli(), 0))).isTrue();
    }
}
