package relais.meter.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    private static double number(String text) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
        return Digits.number(bytes, 1, bytes.length - 1);
    }

    @Test
    void numbersAreReadAsTheJdkReadsThem() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300_000; i++) {
            String text =
                    switch (random.nextInt(5)) {
                        case 0 -> String.valueOf(Double.longBitsToDouble(random.nextLong()));
                        case 1 -> String.valueOf(random.nextLong());
                        case 2 ->
                                BigDecimal.valueOf(random.nextLong(), random.nextInt(25))
                                        .toPlainString();
                        case 3 -> String.valueOf(random.nextInt(100_000) / 100.0);
                        default -> random.nextInt(1000) + "." + random.nextInt(1_000_000);
                    };
            if (!text.contains("N")) {
                assertThat(Double.doubleToRawLongBits(number(text)))
                        .as(text)
                        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1e", "1.2.3", "0x10", "1f", "1 ", "--1", "e5", "١"})
    void otherTextsAreNone(String text) {
        assertThatThrownBy(() -> number(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signsOfZeroAndTheWordsArePlain() {
        assertThat(1 / number("-0")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(number("5.")).isEqualTo(5);
        assertThat(number(".5")).isEqualTo(0.5);
        assertThat(number("+Inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(number("NaN")).isNaN();
    }
}
