package relais.vault.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ages in days before the backup that was just made, the oldest first. */
class KeepTest {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    private static Made aged(int days) {
        Instant at = NOW.minus(Duration.ofDays(days));
        return new Made(Made.stamp(at), at, Map.of());
    }

    private static List<Made> aged(int... days) {
        return IntStream.of(days).mapToObj(KeepTest::aged).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "30, 0, 3", // those of 30, 10 and 0 days
        "31, 0, 4",
        "29, 0, 2",
        "1, 0, 1", // the newest, whatever is said
        "0, 1, 1",
        "0, 2, 2",
        "0, 9, 5",
        "29, 4, 4", // what one of the two keeps, stays
        "31, 2, 4",
    })
    void staysWhatAgeOrNumberKeeps(int days, int last, int stay) {
        List<Made> whole = aged(400, 31, 30, 10, 0);
        assertThat(new Keep(days, last).of(whole, aged(0)))
                .isEqualTo(whole.subList(whole.size() - stay, whole.size()));
    }

    @Test
    void theOneJustMadeStaysThoughAClockOnceWentAhead() {
        List<Made> whole = aged(2, 0, -700);
        assertThat(new Keep(0, 1).of(whole, aged(0))).isEqualTo(aged(0, -700));
    }

    @Test
    void aRuleThatKeepsNothingIsNone() {
        assertThatThrownBy(() -> new Keep(0, 0)).hasMessageContaining("at least");
        assertThatThrownBy(() -> new Keep(-1, 5)).hasMessageContaining("at least");
    }

    @Test
    void onlyAMomentIsTheNameOfABackup() {
        assertThat(Made.moment("20260301T020000Z")).contains(NOW);
        for (String other : List.of("removing", "20260301", "20261301T020000Z", "", "lost+found")) {
            assertThat(Made.moment(other)).as(other).isEmpty();
        }
    }
}
