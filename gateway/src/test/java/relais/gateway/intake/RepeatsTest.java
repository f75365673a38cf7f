package relais.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import relais.gateway.intake.Record.Identity;

class RepeatsTest {
    private static final Instant BOUND = Instant.parse("2026-11-22T08:00:00Z");

    private static final int WINDOW = 60;

    private final Repeats repeats = new Repeats();

    private boolean seen(long print, Instant upSince, Instant at) {
        return repeats.isRepeat(
                new Identity(print, false, WINDOW, at.toEpochMilli(), upSince.toEpochMilli()));
    }

    @Test
    void theSameWithinTheWindowOnOneLineIsARepeat() {
        assertThat(seen(1, BOUND, BOUND.plusSeconds(1))).isFalse();
        assertThat(seen(1, BOUND, BOUND.plusSeconds(59))).isTrue();
        assertThat(seen(2, BOUND, BOUND.plusSeconds(5))).isFalse();
    }

    @Test
    void aPersonMaySayTheSameAgain() {
        seen(1, BOUND, BOUND);
        Instant later = BOUND.plusSeconds(WINDOW);
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
    void aRepeatOverAnotherLineOfTheProviderIsKnown() {
        Instant laterBound = BOUND.plusSeconds(30);
        Instant at = BOUND.plusSeconds(600);
        assertThat(seen(1, BOUND, at)).isFalse();
        assertThat(seen(1, laterBound, at.plusSeconds(20))).isTrue();
        assertThat(seen(1, laterBound, at.plusSeconds(WINDOW))).isFalse();
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
        Identity named = new Identity(1, true, 0, BOUND.toEpochMilli(), 0);
        assertThat(repeats.isRepeat(named)).isFalse();
        Instant late = BOUND.plus(Duration.ofHours(5));
        assertThat(repeats.isRepeat(new Identity(1, true, 0, late.toEpochMilli(), 0))).isTrue();
    }

    @Test
    void withoutAWindowOnlyABrokenLineRepeats() {
        Identity first = new Identity(1, false, 0, BOUND.toEpochMilli(), BOUND.toEpochMilli());
        assertThat(repeats.isRepeat(first)).isFalse();
        assertThat(repeats.isRepeat(first)).isFalse();
        Instant rebound = BOUND.plusSeconds(5);
        long at = rebound.toEpochMilli();
        assertThat(repeats.isRepeat(new Identity(1, false, 0, at, at))).isTrue();
    }

    @Test
    void amongAsManyAsItHoldsTheLastOnesAreKnownAndMemoryIsBounded() {
        int count = Repeats.MOST * 3;
        for (int i = 0; i < count; i++) {
            assertThat(seen(i * 0x9E37_79B9_7F4A_7C15L, BOUND, BOUND)).isFalse();
        }
        for (int i = count - Repeats.MOST; i < count; i++) {
            assertThat(seen(i * 0x9E37_79B9_7F4A_7C15L, BOUND, BOUND)).isTrue();
        }
        assertThat(seen(0x9E37_79B9_7F4A_7C15L, BOUND, BOUND)).as("long forgotten").isFalse();
    }
}
