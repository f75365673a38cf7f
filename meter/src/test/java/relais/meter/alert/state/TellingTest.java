package relais.meter.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relais.meter.alert.state.Standing.Phase;
import relais.meter.alert.state.Telling.Group;
import relais.meter.alert.state.Telling.News;
import relais.meter.alert.state.Telling.Tell;

class TellingTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Group FIRST = new Group(1, Severity.WARNING, Duration.ZERO);
    private static final Group CHIEF = new Group(2, Severity.CRITICAL, Duration.ofMinutes(15));
    private static final List<Group> BOTH = List.of(FIRST, CHIEF);

    private Map<Long, Integer> told = Map.of();

    @Test
    void whoIsOnCallHearsOnceThatItFiresAndOnceThatItIsOver() {
        assertThat(tell(standing(Severity.CRITICAL), false, 0)).containsExactly(firing(1));
        assertThat(tell(standing(Severity.CRITICAL), false, 10)).isEmpty();
        assertThat(tell(standing(Severity.CRITICAL).resolved(), false, 20))
                .containsExactly(new Tell(1, News.RESOLVED));
        assertThat(told).isEmpty();
    }

    @Test
    void whenNobodyTakesItTheNextGroupHears() {
        tell(standing(Severity.CRITICAL), false, 0);
        assertThat(tell(standing(Severity.CRITICAL), false, 14 * 60)).isEmpty();
        assertThat(tell(standing(Severity.CRITICAL), false, 15 * 60)).containsExactly(firing(2));
        assertThat(tell(standing(Severity.CRITICAL).resolved(), false, 16 * 60)).hasSize(2);
    }

    @Test
    void whenSomebodyTookItTheNextGroupSleeps() {
        tell(standing(Severity.CRITICAL), false, 0);
        Standing taken =
                standing(Severity.CRITICAL)
                        .acknowledged(new Acknowledgement("Ana", "", NOON, null));
        assertThat(tell(taken, false, 3600)).isEmpty();
        assertThat(tell(taken.resolved(), false, 3700)).containsExactly(new Tell(1, News.RESOLVED));
    }

    @Test
    void whatIsWorseIsToldAgainWhatIsBetterIsNot() {
        assertThat(tell(standing(Severity.WARNING), false, 0)).containsExactly(firing(1));
        assertThat(tell(standing(Severity.CRITICAL), false, 10)).containsExactly(firing(1));
        assertThat(tell(standing(Severity.WARNING), false, 20)).isEmpty();
        assertThat(tell(standing(Severity.CRITICAL), false, 30)).isEmpty();
    }

    @Test
    void whatIsHeldBackIsToldWhenTheWindowEndsIfItStillFires() {
        assertThat(tell(standing(Severity.CRITICAL), true, 0)).isEmpty();
        assertThat(tell(standing(Severity.CRITICAL), true, 3600)).isEmpty();
        assertThat(tell(standing(Severity.CRITICAL), false, 7200))
                .containsExactly(firing(1), firing(2));
    }

    @Test
    void whatNobodyWasToldEndsInSilence() {
        tell(standing(Severity.CRITICAL), true, 0);
        assertThat(tell(standing(Severity.CRITICAL).resolved(), false, 10)).isEmpty();
    }

    @Test
    void theEndOfWhatWasToldIsNeverHeldBack() {
        tell(standing(Severity.CRITICAL), false, 0);
        assertThat(tell(standing(Severity.CRITICAL).resolved(), true, 10)).hasSize(1);
    }

    @Test
    void whenAnAcknowledgementEndsAllAreToldAgain() {
        tell(standing(Severity.CRITICAL), false, 0);
        told = Telling.again(told);
        assertThat(tell(standing(Severity.CRITICAL), false, 10)).containsExactly(firing(1));
    }

    private List<Tell> tell(Standing standing, boolean held, int seconds) {
        Telling.Decided decided =
                Telling.decide(standing, told, BOTH, held, NOON.plusSeconds(seconds));
        told = decided.told();
        return decided.tell();
    }

    private static Tell firing(long group) {
        return new Tell(group, News.FIRING);
    }

    private static Standing standing(Severity severity) {
        return new Standing(
                Phase.FIRING,
                severity,
                NOON,
                NOON,
                null,
                false,
                null,
                new Standing.Seen(99.0, "98"));
    }
}
