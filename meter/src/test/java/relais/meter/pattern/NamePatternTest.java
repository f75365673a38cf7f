package relais.meter.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    web*,         web1,     true
                    web*,         web,      true
                    web*,         dbweb1,   false
                    WEB?,         web1,     true
                    web?,         web12,    false
                    "web*, db1",  db1,      true
                    "web*, db1",  db12,     false
                    *.bi,         ns1.bi,   true
                    *a*b*,        xxaxxbxx, true
                    *a*b*,        xxbxxaxx, false
                    *,            "",       true
                    a.c,          abc,      false
                    """)
    void namesAreMatchedAsPeopleExpect(String pattern, String name, boolean matches) {
        assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void nothingIsNoPattern() {
        assertThatThrownBy(() -> NamePattern.of(" , ")).hasMessageContaining("web*");
    }

    @Test
    @Timeout(5)
    void noPatternIsSlow() {
        NamePattern mean = NamePattern.of("*a".repeat(200) + "b");
        long start = System.nanoTime();
        assertThat(mean.matches("a".repeat(5_000))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
