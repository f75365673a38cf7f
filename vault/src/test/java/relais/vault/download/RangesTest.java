package relais.vault.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bytes are asked for. */
class RangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-4|0+5",
                "bytes=5-|5+5",
                "bytes=-3|7+3",
                "bytes=-30|0+10",
                "bytes=8-99|8+2",
                "bytes=0-1, 4-5|0+2 4+2",
                "bytes=99-, 1-1|1+1",
                "BYTES=0-0|0+1",
                "bytes=10-|none",
                "bytes=-0|none",
                "bytes=5-4|all",
                "bytes=|all",
                "bytes=a-b|all",
                "lines=0-1|all",
                "bytes=0-9,0-9|all",
                "bytes=0-99999999999999999999|all"
            })
    void ofTenBytes(String header, String expected) {
        assertThat(shown(Ranges.parse(header, 10))).isEqualTo(expected);
    }

    @Test
    void whateverIsAskedForLiesWithin() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String signs = "0123456789-,- =bytes";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder header = new StringBuilder("bytes=");
            for (int n = random.nextInt(20); n > 0; n--) {
                header.append(signs.charAt(random.nextInt(signs.length())));
            }
            long size = random.nextInt(50);
            liesWithin(header.toString(), size);
        }
    }

    @FuzzTest
    void whateverIsAskedForLiesWithin(FuzzedDataProvider data) {
        long size = data.consumeLong(0, Long.MAX_VALUE);
        liesWithin(data.consumeRemainingAsString(), size);
    }

    private static void liesWithin(String header, long size) {
        if (Ranges.parse(header, size) instanceof Ranges.Parts parts) {
            assertThat(parts.parts())
                    .allSatisfy(
                            part -> {
                                assertThat(part.from()).isNotNegative();
                                assertThat(part.length()).isPositive();
                                assertThat(part.last()).isLessThan(size);
                            });
        }
    }

    @Test
    void fourGigabytesAndOneByteAreCountedRight() {
        long size = (1L << 32) + 1;
        assertThat(shown(Ranges.parse("bytes=4294967296-", size))).isEqualTo("4294967296+1");
        assertThat(shown(Ranges.parse("bytes=-1", size))).isEqualTo("4294967296+1");
        assertThat(shown(Ranges.parse("bytes=4294967290-9999999999", size)))
                .isEqualTo("4294967290+7");
        assertThat(shown(Ranges.parse("bytes=4294967297-", size))).isEqualTo("none");
    }

    private static String shown(Ranges ranges) {
        return switch (ranges) {
            case Ranges.Whole whole -> "all";
            case Ranges.Unsatisfiable none -> "none";
            case Ranges.Parts parts ->
                    String.join(
                            " ",
                            parts.parts().stream()
                                    .map(part -> part.from() + "+" + part.length())
                                    .toList());
        };
    }
}
