package relais.meter.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-11-22T12:00:00Z, 2026-11-20T23:00:00Z, 2026-11-21T23:00:00Z",
        "WEEK,  2026-11-22T12:00:00Z, 2026-11-08T23:00:00Z, 2026-11-15T23:00:00Z",
        "WEEK,  2026-11-23T00:30:00Z, 2026-11-15T23:00:00Z, 2026-11-22T23:00:00Z",
        "MONTH, 2026-11-22T12:00:00Z, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
        // The night when clocks go back has an hour more.
        "DAY,   2026-10-26T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    })
    void theLastWholeOneIsTheCalendarsThere(
            Period.Length length, Instant now, Instant from, Instant to) {
        assertThat(Period.lastBefore(length, now, PARIS))
                .isEqualTo(new Period(length, from, to, true));
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-11-22T04:00:00Z, 2026-11-22T05:00:00Z",
        "DAY,   2026-11-22T05:00:00Z, 2026-11-23T05:00:00Z",
        "WEEK,  2026-11-22T12:00:00Z, 2026-11-23T05:00:00Z",
        "MONTH, 2026-11-22T12:00:00Z, 2026-12-01T05:00:00Z",
    })
    void theNextIsSentAtItsHour(Period.Length length, Instant now, Instant next) {
        assertThat(Period.nextAfter(length, now, 6, PARIS)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr | DAY   | samedi 21 novembre 2026",
                "fr | WEEK  | semaine du 9 novembre 2026 au 15 novembre 2026",
                "fr | MONTH | octobre 2026",
                "en | WEEK  | week from 9 November 2026 to 15 November 2026",
            })
    void itHasAName(String language, Period.Length length, String name) {
        Period period =
                Period.lastBefore(length, Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        assertThat(new Speech(Locale.of(language), ZoneOffset.UTC).period(period)).isEqualTo(name);
    }

    @Test
    void aFileIsNamedAsPlainlyAsItCan() {
        Period period =
                Period.lastBefore(
                        Period.Length.DAY, Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        Speech speech = new Speech(Locale.FRENCH, ZoneOffset.UTC);
        assertThat(speech.fileName("Réseau / été", period)).isEqualTo("Reseau-ete-2026-11-21.pdf");
        assertThat(speech.fileName("???", period)).isEqualTo("relais-2026-11-21.pdf");
    }
}
