package relais.meter.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.host.Sight;

/** A centre that was away for a while, on a real database: which hosts it may call silent. */
class DeafStory {
    @TempDir Path folder;

    @Test
    void whereSilenceIsShortAShortAbsenceOfOursCountsToo() throws Exception {
        try (Station station = new Station(folder, Duration.ofSeconds(30))) {
            station.host("srv1");
            station.look();
            heard(station, Duration.ofSeconds(10));
            looks(station, Duration.ofSeconds(5));
            looks(station, Duration.ofSeconds(25));
            assertThat(open(station)).as("last seen 30 s ago, 25 of which we were deaf").isEmpty();
            looks(station, Duration.ofSeconds(10));
            looks(station, Duration.ofSeconds(10));
            assertThat(open(station)).isEmpty();
            looks(station, Duration.ofSeconds(10));
            assertThat(open(station)).containsExactly(Kind.HOST_SILENT);
        }
    }

    @Test
    void whereSilenceIsLongAShortAbsenceOfOursIsNoExcuse() throws Exception {
        try (Station station = new Station(folder, Duration.ofMinutes(3))) {
            station.host("srv1");
            station.look();
            heard(station, Duration.ofSeconds(10));
            for (int i = 0; i < 13; i++) {
                looks(station, Duration.ofSeconds(10));
            }
            assertThat(open(station)).isEmpty();
            looks(station, Duration.ofSeconds(50));
            assertThat(open(station)).as("180 s after it spoke").containsExactly(Kind.HOST_SILENT);
        }
    }

    private static void heard(Station station, Duration later) {
        station.later(later);
        station.seen("srv1");
        station.look();
    }

    private static void looks(Station station, Duration later) {
        station.later(later);
        station.look();
    }

    private static List<Kind> open(Station station) {
        return station
                .alerts()
                .list(new Sight.All(), new Alerts.Wanted(true, "", Long.MAX_VALUE, 100))
                .stream()
                .map(Alert::kind)
                .toList();
    }
}
