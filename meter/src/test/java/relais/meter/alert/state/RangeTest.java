package relais.meter.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
    @ParameterizedTest
    @CsvSource({
        "92, 92, true",
        "92, 92.1, false",
        ":92, -5, true",
        "10:, 9, false",
        "10:, 11, true",
        "10:20, 15, true",
        "10:20, 21, false",
        "10:20, 9.9, false",
        "-1e3:1e3, -1000, true",
        " 5 : 6 , 5.5, true",
        "0:, -0.1, false",
        ".5, 0.4, true"
    })
    void aRangeIsReadAsMuninReadsIt(String text, double value, boolean well) {
        assertThat(Range.parse(text).orElseThrow().holds(value)).isEqualTo(well);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "a", "1:b", "1:2:3", "NaN", "0x10", "--1", "1e9999", "Infinity"})
    void rubbishIsNoRange(String text) {
        assertThat(Range.parse(text)).isEmpty();
    }

    @Test
    void anyTextIsARangeOrNone() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        String signs = "0123456789.:+-eE aN";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            Range.parse(text.toString())
                    .ifPresent(
                            range -> {
                                assertThat(range.min()).isNotNaN();
                                assertThat(range.max()).isNotNaN();
                            });
        }
    }

    @Test
    void aValueThatTremblesAroundItsBoundStaysWrongUntilClearlyInside() {
        Bounds disk =
                Bounds.of(Map.of("warning", "92", "critical", "98", "unknown_limit", "5"))
                        .orElseThrow();
        assertThat(disk.unknownLimit()).isEqualTo(5);
        assertThat(severity(disk, 98.1, null)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(disk, 97.9, null)).isEqualTo(Severity.WARNING);
        assertThat(severity(disk, 97.9, Severity.CRITICAL)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(disk, 96, Severity.CRITICAL)).isEqualTo(Severity.WARNING);
        assertThat(severity(disk, 91, Severity.WARNING)).isEqualTo(Severity.WARNING);
        assertThat(disk.judge(90, Severity.WARNING)).isEqualTo(new Observation.Fine(90.0));
    }

    @Test
    void aRangeTooNarrowForTheMarginIsHeldWithoutIt() {
        Bounds voltage = Bounds.of(Map.of("critical", "229:231")).orElseThrow();
        assertThat(severity(voltage, 232, null)).isEqualTo(Severity.CRITICAL);
        assertThat(voltage.judge(230, Severity.CRITICAL)).isEqualTo(new Observation.Fine(230.0));
    }

    private static Severity severity(Bounds bounds, double value, Severity before) {
        return ((Observation.Wrong) bounds.judge(value, before)).severity();
    }
}
