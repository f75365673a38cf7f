package relais.vault.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A pattern is one, or it is refused; one that is numbers without saying the same twice. */
class NumberPatternTest {
    @Test
    void numbersAreWrittenAsThePatternSays() {
        assertThat(NumberPattern.of("AID-{year}-{n:5}").orElseThrow().number(2026, 12))
                .isEqualTo("AID-2026-00012");
        assertThat(NumberPattern.of("{n}/{n}")).isEmpty();
        assertThat(NumberPattern.of("A-{year}")).isEmpty();
    }

    @Test
    void randomPatternsNumberOrAreRefused() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] bits = {"{year}", "{n}", "{n:5}", "{n:0}", "{", "}", "A", "é", "-", "$1", "\\"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int n = random.nextInt(6); n > 0; n--) {
                pattern.append(bits[random.nextInt(bits.length)]);
            }
            numbersOrRefused(pattern.toString());
        }
    }

    @FuzzTest
    void anyPatternNumbersOrIsRefused(FuzzedDataProvider data) {
        numbersOrRefused(data.consumeRemainingAsString());
    }

    private static void numbersOrRefused(String text) {
        NumberPattern.of(text)
                .ifPresent(
                        pattern ->
                                assertThat(pattern.number(2026, 7))
                                        .as(text)
                                        .contains("7")
                                        .doesNotContain("{")
                                        .isNotEqualTo(pattern.number(2026, 8)));
    }
}
