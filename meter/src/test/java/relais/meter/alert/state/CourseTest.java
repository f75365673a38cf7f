package relais.meter.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import relais.meter.alert.state.Standing.Phase;

class CourseTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Observation FINE = new Observation.Fine(1.0);
    private static final Observation BAD = wrong(Severity.WARNING);
    private static final Policy PATIENT =
            new Policy(Duration.ofSeconds(60), Duration.ofSeconds(30));

    private Standing standing;
    private Instant now = NOON;
    private int fired;
    private final List<Change> changes = new ArrayList<>();

    @Test
    void whatIsWrongForAMomentOnlyIsNoAlert() {
        see(PATIENT, BAD, 0);
        assertThat(standing.phase()).isEqualTo(Phase.PENDING);
        see(PATIENT, FINE, 59);
        assertThat(standing).isNull();
        assertThat(changes).isEmpty();
    }

    @Test
    void itFiresAfterItsTimeAndIsOverAfterItsTime() {
        see(PATIENT, BAD, 0);
        see(PATIENT, BAD, 60);
        assertThat(standing.code()).isEqualTo("firing");
        see(PATIENT, FINE, 10);
        see(PATIENT, FINE, 29);
        assertThat(standing.code()).isEqualTo("firing");
        see(PATIENT, FINE, 1);
        assertThat(standing.code()).isEqualTo("resolved");
        assertThat(changes).extracting(Change::code).containsExactly("fired", "resolved");
    }

    @Test
    void aRelapseWithinTheTimeIsTheSameAlert() {
        see(Policy.AT_ONCE, BAD, 0);
        Standing first = standing;
        see(PATIENT, FINE, 10);
        see(PATIENT, BAD, 10);
        see(PATIENT, FINE, 25);
        assertThat(standing.firing()).isTrue();
        assertThat(standing.firedAt()).isEqualTo(first.firedAt());
        assertThat(changes).extracting(Change::code).containsExactly("fired");
    }

    @Test
    void whileNobodyCanTellNothingChanges() {
        see(PATIENT, BAD, 0);
        see(PATIENT, new Observation.Blind(), 600);
        assertThat(standing.phase()).isEqualTo(Phase.PENDING);
        see(PATIENT, BAD, 0);
        see(PATIENT, new Observation.Blind(), 600);
        assertThat(standing.firing()).isTrue();
    }

    @Test
    void whatBecomesWorseIsNobodysAgain() {
        see(Policy.AT_ONCE, BAD, 0);
        standing = standing.acknowledged(new Acknowledgement("Ana", "", now, null));
        see(Policy.AT_ONCE, BAD, 10);
        assertThat(standing.code()).isEqualTo("acknowledged");
        see(Policy.AT_ONCE, wrong(Severity.CRITICAL), 10);
        assertThat(standing.code()).isEqualTo("firing");
        assertThat(changes).extracting(Change::code).containsExactly("fired", "worse");
        see(Policy.AT_ONCE, BAD, 10);
        assertThat(changes).extracting(Change::code).endsWith("better");
    }

    @Test
    void anAcknowledgementForATimeEndsByItself() {
        see(Policy.AT_ONCE, BAD, 0);
        standing =
                standing.acknowledged(new Acknowledgement("Ana", "", now, now.plusSeconds(3600)));
        see(Policy.AT_ONCE, BAD, 3599);
        assertThat(standing.code()).isEqualTo("acknowledged");
        see(Policy.AT_ONCE, BAD, 1);
        assertThat(standing.code()).isEqualTo("firing");
        assertThat(changes).endsWith(new Change.AcknowledgementOver());
    }

    @Test
    void whatFlapsBecomesOneLongAlert() {
        for (int i = 0; i < 2; i++) {
            see(Policy.AT_ONCE, BAD, 60);
            see(Policy.AT_ONCE, FINE, 60);
            assertThat(standing.phase()).isEqualTo(Phase.RESOLVED);
            standing = null;
        }
        see(Policy.AT_ONCE, BAD, 60);
        assertThat(standing.flapping()).isTrue();
        for (int i = 0; i < 10; i++) {
            see(Policy.AT_ONCE, FINE, 60);
            see(Policy.AT_ONCE, BAD, 60);
            assertThat(standing.firing()).isTrue();
        }
        see(Policy.AT_ONCE, FINE, 60);
        see(Policy.AT_ONCE, FINE, 900);
        assertThat(standing.phase()).isEqualTo(Phase.RESOLVED);
        assertThat(changes).filteredOn(change -> change instanceof Change.Fired).hasSize(3);
    }

    /** Whatever is seen whenever: fired and resolved take turns, and times never run backwards. */
    @Test
    void anyCourseKeepsItsOrder() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Observation[] all = {
            FINE, BAD, wrong(Severity.CRITICAL), wrong(Severity.UNKNOWN), new Observation.Blind()
        };
        for (int i = 0; i < 20_000; i++) {
            Policy policy = random.nextBoolean() ? PATIENT : Policy.AT_ONCE;
            fired = random.nextInt(2);
            see(policy, all[random.nextInt(all.length)], random.nextInt(90));
            if (standing != null && standing.phase() == Phase.RESOLVED) {
                standing = null;
            }
        }
        List<String> turns =
                changes.stream()
                        .map(Change::code)
                        .filter(code -> code.equals("fired") || code.equals("resolved"))
                        .toList();
        for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i)).isEqualTo(i % 2 == 0 ? "fired" : "resolved");
        }
        assertThat(turns).hasSizeGreaterThan(100);
    }

    private void see(Policy policy, Observation observation, int secondsLater) {
        now = now.plusSeconds(secondsLater);
        Course.Step step = Course.step(policy, standing, observation, fired, now);
        standing = step.next();
        changes.addAll(step.changes());
        fired += (int) step.changes().stream().filter(c -> c instanceof Change.Fired).count();
    }

    private static Observation wrong(Severity severity) {
        return new Observation.Wrong(severity, 99.0, "98");
    }
}
