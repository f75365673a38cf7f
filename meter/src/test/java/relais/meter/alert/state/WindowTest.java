package relais.meter.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import relais.meter.alert.state.Window.Repeat;

class WindowTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void aWindowOnceIsThatTimeAlone() {
        Window once = window("2026-03-01T22:00:00Z", "2026-03-01T23:00:00Z", Repeat.ONCE, null);
        assertThat(once.covers(at("2026-03-01T22:00:00Z"))).isTrue();
        assertThat(once.covers(at("2026-03-01T23:00:00Z"))).isFalse();
        assertThat(once.covers(at("2026-03-02T22:30:00Z"))).isFalse();
        assertThat(once.over(at("2026-03-01T23:00:00Z"))).isTrue();
    }

    @Test
    void aDailyWindowKeepsToTheClockOnTheWallWhenSummerBegins() {
        Window night = window("2026-03-01T22:00:00Z", "2026-03-02T01:00:00Z", Repeat.DAILY, null);
        assertThat(night.covers(at("2026-03-10T00:30:00Z"))).isTrue();
        assertThat(night.covers(at("2026-03-10T02:00:00Z"))).isFalse();
        // From 29 March on 23:00 in Paris is 21:00 UTC.
        assertThat(night.covers(at("2026-04-02T21:10:00Z"))).isTrue();
        assertThat(night.covers(at("2026-04-02T00:30:00Z"))).isFalse();
    }

    @Test
    void aWeeklyWindowOverMidnightReachesIntoTheNextDay() {
        Window sunday = window("2026-03-01T22:00:00Z", "2026-03-02T04:00:00Z", Repeat.WEEKLY, null);
        assertThat(sunday.covers(at("2026-03-09T03:59:00Z"))).isTrue();
        assertThat(sunday.covers(at("2026-03-10T03:59:00Z"))).isFalse();
    }

    @Test
    void aRepeatedWindowMayEnd() {
        Window night =
                window(
                        "2026-03-01T22:00:00Z",
                        "2026-03-02T01:00:00Z",
                        Repeat.DAILY,
                        at("2026-03-05T00:00:00Z"));
        assertThat(night.covers(at("2026-03-05T00:30:00Z"))).isTrue();
        assertThat(night.covers(at("2026-03-06T00:30:00Z"))).isFalse();
        assertThat(night.over(at("2026-03-06T00:30:00Z"))).isTrue();
    }

    private static Window window(String from, String until, Repeat repeat, Instant ends) {
        return new Window(at(from), at(until), repeat, PARIS, ends);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
